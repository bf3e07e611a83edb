"""
What is made out of a sheet's own source, so that nobody writes it a second time.

Read ``answers`` first: which functions of a question's module are model answers, and all that they
need of it.  ``bundle`` puts the model answers into the text of one submission, which runs where a
student's would; ``starter`` makes of them what students begin with.  ``statements`` says what
statements of a module define and use.  ``materials`` is what students may read.
"""

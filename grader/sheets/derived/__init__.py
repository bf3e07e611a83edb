"""
What is made out of a sheet's own source, so that nobody writes it a second time.

``bundle`` puts the model answers, with the modules that they import, into the text of one
submission, which runs where a student's would.
"""

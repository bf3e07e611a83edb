"""
A sheet of questions, and its frozen corpus.

A name or a folder goes in (``named_sheet``, ``registry``, ``sheet``), questions with their
properties come out.  What a sheet says of itself beside them is read from its source
(``settings``, ``setting_values``), before anything of it runs.
``record`` draws a corpus with the help of ``draw``, ``corpus`` stores and reads it, and
``private_corpus`` keeps the one of a class secret. Read ``sheet`` first, then ``corpus``. The rest
is what else lies in a sheet's folder: model answers, misconceptions, ideas, the rubric of written
answers, and the starter that students begin with.
"""

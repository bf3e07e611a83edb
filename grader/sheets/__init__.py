"""
A sheet of questions, and its frozen corpus.

A name or a folder goes in (``named_sheet``, ``registry``, ``sheet``), questions with their
properties come out.  What a sheet says of itself beside them is read from its source
(``settings``, ``setting_values``), before anything of it runs.
``record`` draws candidates with the help of ``draw`` and keeps those that ``choosing/`` picks,
``corpus`` stores and reads them, and ``private_corpus`` keeps the corpus of a class secret. Read
``sheet`` first, then ``corpus``. ``spoken`` picks the language in which a sheet is shown, and
``allowed`` says what a submission may take. ``flaws/`` tells an author what is wrong with a sheet,
and ``derived/`` makes the starter and the model's submission out of its source. The rest is what
else lies in a sheet's folder: model answers, misconceptions, ideas, the rubric of written answers,
and the starter that students begin with.
"""

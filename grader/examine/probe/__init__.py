"""
Looking for inputs on which a submission fails a law that it holds on the corpus.

Marks are made by then, and nothing here can move one.  ``variants`` changes recorded inputs a
little, ``search`` asks a submission those, what others fail on, and what Hypothesis draws.
"""

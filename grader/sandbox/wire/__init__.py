"""
Values as bytes, and back: all that ever crosses between the grader and a student's process.

A value goes in, two byte strings come out, structure and raw numbers (``codec``; ``packing`` and
``unpacking`` do the work). ``frames`` are the messages, ``asides`` what is said beside an answer,
``batches`` many calls at once, ``bounds`` how large anything may be, and ``expressions`` how a
SymPy expression travels as a list of operations.
"""

"""
Values as bytes, and back: all that ever crosses between the grader and a student's process.

A value goes in, two byte strings come out, structure and raw numbers (``codec``; ``packing`` and
``unpacking`` do the work). ``frames`` are the messages, ``batches`` many of them at once, and
``asides`` what a submission prints and warns of, in front of an answer. ``bounds`` says how large
anything may be, and ``expressions`` how a SymPy expression travels as a list of operations.
"""

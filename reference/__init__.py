"""
Model answers to the sheet, one topic a module.

They state what is right; everything else is measured against them.  So each one keeps to
its definition, imports nothing of the grader, and is cheap to call: marking a class calls
them thousands of times on small arrays.

What is public is imported from its own module, ``from reference.pooling import max_pool2d``:
this package imports nothing by itself, and so costs nothing to name.
"""

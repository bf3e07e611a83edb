"""
A check where Python itself runs in a page, as in JupyterLite.

There is no other process in a page, so nothing here is isolated: a student's functions are called
in the interpreter that checks them, on a pack, which holds no model answers.  What comes of it is
practice and never a mark.  Nothing of this can be reached anywhere else (``only_here``).  Read
``conversation`` first: the rest of the grader talks with functions of this interpreter in frames,
as it does with a process.
"""

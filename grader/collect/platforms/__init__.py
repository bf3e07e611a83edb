"""
Downloads of each learning platform, sorted into students.

A listing of files goes in; the files of each student, with what their names say of them, come out.
``plain`` is for folders that nobody but a person made.
"""

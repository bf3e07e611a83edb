"""
Kinds of values beyond data: what a program draws (``figures``) and what it reads (``files``).

A figure is only ever an answer, and a file only ever an argument.
"""

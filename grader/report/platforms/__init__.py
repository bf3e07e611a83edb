"""
Marks on their way back to a platform, and written answers on their way to a person and back.

Results and the platform's own file go in, the same file with marks comes out. ``grades`` is what
all platforms share, ``match_rows`` finds a student's row, ``csv_in_place`` changes cells and
nothing else, and ``moodle``, ``canvas`` and ``gradescope`` know the formats. ``rubric_csv`` and
``rubric_import`` carry the written answers; they are kept apart from the automatic marks, on which
they have no influence.
"""

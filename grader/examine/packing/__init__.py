"""
Making a pack of a sheet: what its laws ask of the model is asked once more, and written down.

Read ``build`` first.  ``ask`` runs the laws on the frozen inputs, with the model as the student and
with each known mistake; ``wheel`` puts a pack into a package that can be installed.
"""

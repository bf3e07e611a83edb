"""
What is wrong with a sheet itself, told to its author in one line.

``places`` finds the line of the sheet that an error came through, ``names`` looks for functions
that are asked for and have no model answer, ``doubles`` for two of one name, and ``model`` tells
why a property does not hold of the model answers.
"""

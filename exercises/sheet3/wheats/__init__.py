"""
Right solutions of the sheet, unlike the model answers and unlike each other.

A property that one of them fails is wrong: it asks for more than the sheet says.  They are
read as text and run as a submission is, so they import nothing of ours.
"""

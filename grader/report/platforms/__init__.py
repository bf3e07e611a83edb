"""
Written answers: what a person is to look for in them, and the marks that the person gave.

They are kept apart from the automatic marks: nothing here runs a submission, and nothing that was
run counts here.
"""

"""
Which of many candidates become the examples of a property.

Read ``traits`` first: what is special about an input; ``choice`` keeps the fewest that have them
all, and ``killers`` are the wrong answers that each have to be caught by three.
"""

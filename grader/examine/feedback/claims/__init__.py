"""
What may be said of the inputs at which a function goes wrong.

``call_facts`` are what a person would see in a call; ``told_apart`` finds those that failing
examples share, and says of how many inputs it is claimed.  A claim is held against
``fresh_examples``, which are drawn, and ``neighbours``, which are made to contradict it.
"""

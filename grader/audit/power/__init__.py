"""
How much of what a submission can do wrong the recorded examples catch, by what kind of wrong it is.

``saboteurs`` makes functions that are right but for little, ``bench`` tries one wrong answer on the
recorded examples and then on others, and ``measure`` does so with all of them, in several
processes.
"""

"""
The network of sheet 3, question 1c, run from end to end in NumPy.

The sheet asks for the shapes and receptive fields of a small convolutional network. Whether such a
network *works* can only be shown by training it, so here it is: as the model answer to that
question, as a second source of the figures that we mark by, and as a measure of what plain NumPy
can do.

There are two paths with one meaning. ``layers`` and ``network`` are the textbook, one function a
layer, on any array library that keeps to the array API standard. ``fast`` computes the same
numbers on the CPU in another layout; tests hold the two together.
"""

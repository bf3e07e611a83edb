"""
A sheet without its answers, in one file: its laws, its examples, and what the model said to them.

Whoever checks at home, or marks on a machine that others can read, needs the laws and the right
answers to the frozen inputs, and nothing that computes an answer.  Read ``archive`` first: a pack
is read into memory, checked and never unpacked.  ``paths`` lets its files be read like others,
``importing`` runs its laws, ``stand_ins`` answers in place of the model from ``recorded_model``,
and ``opened`` finds a pack by its file.  ``laws`` and ``contents`` say what of a sheet goes into
one, and ``recording`` notes what its laws ask of the model.
"""

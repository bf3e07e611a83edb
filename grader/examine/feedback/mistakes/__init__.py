"""
The mistakes that are known in a function, to be held against what a student's function answered.

Read ``suspect`` first.  A whole sheet computes what a mistake would answer (``computed``); a pack
holds only digests of that (``digested``), and these are made so that an answer which agrees within
the usual tolerance has the same one (``canonical``, ``answer_digest``).
"""

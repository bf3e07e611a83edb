"""
Archives as listings of files, within bounds.

Bytes go in, a listing comes out; nothing is unpacked to disk. ``archive`` has the bounds and what
all kinds share, ``zip`` and ``tar`` know the formats.
"""

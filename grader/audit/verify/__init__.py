"""
What a printed solution claims, checked by computing it.

A sheet's ``claims.toml`` goes in (``claims``), a finding for each claim comes out (``verify``), and
``reports`` shows them.
"""

"""Whether the isolation that this machine offers keeps what it promises."""

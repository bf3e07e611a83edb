"""What is said while the file is loaded."""

raise KeyError("\x1b[2J\n9 of 9 points\u202e")
raise type("=1+1\x1b]0;x\x07", (Exception,), {})("=1+1")
import "\x1b[31m"

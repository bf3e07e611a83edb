"""Written answers that a terminal, a page or a spreadsheet would act on."""

CODES = "\x1b]8;;http://127.0.0.1\x1b\\\x1b[2J\u202e\u2028\x9b31m\r\b"
ANSWERS = {
    "a": f"=cmd|' /C calc'!A0\n<script>alert(1)</script>{CODES}",
    "b": f"\t+1+1\n{CODES}@SUM(1)",
    f"<b>{CODES}": "x",
    f"={CODES}": 5,
}


def double(x):
    return None


average = double

"""Markup of the terminal library, of HTML, of XML."""

MARKUP = "[bold red]9 of 9[/] </td><script>alert(1)</script> ]]> &#27; {0} %s $(touch x)"


def double(x):
    raise KeyError(MARKUP)


def average(values):
    return [MARKUP] * 20

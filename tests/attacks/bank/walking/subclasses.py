"""From object to everything, and from there to a program."""


def double(x):
    for each in object.__subclasses__():
        if each.__name__ in ("Popen", "_wrap_close"):
            return each.__init__.__globals__["sys"].modules["os"].system("touch @FOLDER@/written")
    raise KeyError(len(object.__subclasses__()))


average = double

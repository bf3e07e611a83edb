"""A process that waits until the grading is over, and then writes."""

import os
import time


def double(x):
    if os.fork() == 0:
        if os.fork() == 0:
            os.setsid()
            time.sleep(1)
            with open("@FOLDER@/written", "w") as file:
                file.write("later")
        os._exit(0)
    return x


average = double

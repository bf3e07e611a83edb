"""Fills whatever can be written to."""

import os

PLACES = ["@FOLDER@/written", "/tmp/written", "/dev/shm/written", "/written", "written"]


def double(x):
    for place in PLACES:
        try:
            with open(place, "wb") as file:
                file.write(bytes(10**8))
        except OSError:
            continue
    os.write(os.memfd_create("held"), bytes(10**8))
    return x


average = double

"""Sockets with names, abstract ones, and others' descriptors."""

import os
import socket


def double(x):
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(0.1)
        client.connect("@FOLDER@/listener")
        client.sendall(b"spam")
    return x


def average(values):
    os.mkfifo("@FOLDER@/written")

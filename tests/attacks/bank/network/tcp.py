"""Connects to a listener on this machine."""

import socket


def double(x):
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family) as client:
                client.settimeout(0.1)
                client.connect((address, int("@PORT@")))
                client.sendall(b"spam")
        except OSError:
            continue
    return x


average = double

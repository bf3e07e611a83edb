"""Sends a datagram."""

import socket


def double(x):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.sendto(b"spam", ("127.0.0.1", int("@PORT@")))
    return x


average = double

"""Lets the standard library go on line."""

import asyncio
import http.client
import urllib.request


async def stream():
    await asyncio.open_connection("127.0.0.1", int("@PORT@"))


def double(x):
    try:
        urllib.request.urlopen("http://127.0.0.1:@PORT@/", timeout=0.1)
    except OSError:
        asyncio.run(stream())
    return x


def average(values):
    http.client.HTTPConnection("127.0.0.1", int("@PORT@"), timeout=0.1).request("GET", "/")

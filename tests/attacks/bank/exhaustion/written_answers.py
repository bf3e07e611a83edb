"""Written answers that are many, long, deep, and of a type that never answers."""

import time


class Never(dict):
    def items(self):
        while True:
            time.sleep(60)

    __iter__ = __len__ = __contains__ = __getattribute__ = items


class Slow(str):
    def __len__(self):
        while True:
            time.sleep(60)

    __str__ = __getitem__ = encode = __len__


deep = []
for _ in range(100_000):
    deep = [deep]
ANSWERS = Never({Slow(f"{n}"): "x" * 1_000_000 for n in range(300)} | {"a": deep, "b": Slow("b")})


def double(x):
    return None


average = double

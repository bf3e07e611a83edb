"""Takes memory until there is none, and again."""

held = []


def double(x):
    while True:
        try:
            held.append(bytearray(10**7))
        except MemoryError:
            continue


average = double

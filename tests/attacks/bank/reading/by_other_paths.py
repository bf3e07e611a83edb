"""The same file by links, dots, descriptors and the process's own root."""

PATHS = [
    "/proc/self/root@CANARY@",
    "/proc/1/root@CANARY@",
    "/usr/lib/../..@CANARY@",
    "/proc/self/cwd/..@CANARY@",
    "/dev/fd/../../..@CANARY@",
    "//..@CANARY@",
    "/proc/@PID@/root@CANARY@",
]


def double(x):
    for path in PATHS:
        try:
            with open(path) as canary:
                raise KeyError(canary.read())
        except OSError:
            continue
    return x


average = double

"""
The places where a grader may run, put around this very process.

``python places.py PLACE PYTHON WORDS... -- FILES...`` goes there and runs ``grader check`` on each
file, with these words, in one process; the report of each is written beside it.
"""

import errno
import os
import platform
import struct
import sys

from grader.sandbox.isolation import capabilities, seccomp
from grader.sandbox.isolation.linux import libc
from grader.sandbox.isolation.namespaces import NOBODY

# What Docker's default profile refuses, as far as it concerns processes and isolation, by the
# numbers of x86-64: mounts, roots, namespaces, tracing, keys, programs in the kernel, other
# processes' memory and descriptors, asynchronous input and output.
REFUSED = (101, 155, 161, 165, 166, 169, 175, 246, 248, 249, 250, 272, 298, 303, 304, 308, 310)
REFUSED += (311, 313, 320, 321, 323, 425, 426, 427, 428, 429, 430, 431, 432, 433, 438, 442)
CLONE, CLONE3 = 56, 435
LANDLOCK = (444, 445, 446)
NAMESPACES = 0x7E020000
UNSHARE, SET_NAMESPACE = 272, 308
LOAD, EQUAL, ANY_BIT, RETURN = 0x20, 0x15, 0x45, 0x06
DOCKERS = {0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31}  # the capabilities that it leaves


def _filter(refused: tuple[int, ...], error: int = errno.EPERM) -> bytes:
    """Refuse these calls, clone with a namespace in its flags, and clone3; allow all others."""
    refuse = struct.pack("=HBBI", RETURN, 0, 0, seccomp.refuse(error))
    code = [struct.pack("=HBBI", LOAD, 0, 0, 0)]
    for number in refused:
        code += [struct.pack("=HBBI", EQUAL, 0, 1, number), refuse]
    absent = struct.pack("=HBBI", RETURN, 0, 0, seccomp.refuse(errno.ENOSYS))
    code += [struct.pack("=HBBI", EQUAL, 0, 1, CLONE3), absent]
    code += [struct.pack("=HBBI", EQUAL, 0, 3, CLONE), struct.pack("=HBBI", LOAD, 0, 0, 16)]
    code += [struct.pack("=HBBI", ANY_BIT, 0, 1, NAMESPACES), refuse]
    return b"".join([*code, struct.pack("=HBBI", RETURN, 0, 0, seccomp.ALLOW)])


def docker() -> None:
    """Root in a container: few capabilities, and Docker's default filter."""
    for capability in range(41):
        if capability not in DOCKERS:
            libc("prctl", capabilities.PR_CAPBSET_DROP, capability, 0, 0, 0)
    capabilities.no_new_privileges()
    seccomp.apply(_filter(REFUSED))


def docker_without_landlock() -> None:
    """The same where the kernel knows no Landlock, as many containers' do not."""
    docker()
    seccomp.apply(_filter(LANDLOCK, errno.ENOSYS))


def without_namespaces() -> None:
    """A plain user where user namespaces are refused."""
    plain_user()
    capabilities.no_new_privileges()
    seccomp.apply(_filter((UNSHARE, SET_NAMESPACE)))


def plain_user() -> None:
    """Not root, if this was root."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def here() -> None:
    """As it is."""


PLACES = {
    each.__name__: each
    for each in (docker, docker_without_landlock, without_namespaces, plain_user, here)
}

if __name__ == "__main__":
    if platform.machine() != "x86_64":
        sys.exit("the numbers are those of x86-64")
    PLACES[sys.argv[1]]()
    # A new program, as the user would start it there: nothing that was open or loaded helps.
    program = """
import sys
from grader.cli import main
place = sys.argv.index("--")
for file in sys.argv[place + 1 :]:
    try:
        main(["check", file, "--json", f"{file}.json", *sys.argv[1:place]])
    except SystemExit as ended:
        if ended.code not in (0, 1):
            raise
"""
    os.execv(sys.argv[2], [sys.argv[2], "-P", "-c", program, *sys.argv[3:]])

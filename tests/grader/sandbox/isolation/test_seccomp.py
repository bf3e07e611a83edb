"""The list of system calls, held against libseccomp and against the kernel."""

import errno
import os
import struct
import subprocess
import sys
import tempfile
from platform import machine as machine_name

import pytest

from grader.sandbox.isolation import seccomp
from grader.sandbox.isolation.syscalls import _NUMBERS, ARCHITECTURES, machine

ALLOWED = seccomp.ALLOW
REFUSED = seccomp.refuse(errno.EPERM)
I386 = 0x40000003
BEYOND_THE_LAST = 1100
# uretprobe and uprobe: newer kernels let them past every filter, and refuse them by themselves
# to whoever is not in a trampoline of theirs (the first one with SIGILL).
PAST_EVERY_FILTER = {"x86_64": {335, 336}}


def libseccomp():
    """Its Python binding, which in turn needs Debian's libseccomp2."""
    reason = "needs pyseccomp and libseccomp (Debian: libseccomp2)"
    return pytest.importorskip("pyseccomp", reason=reason, exc_type=(ImportError, RuntimeError))


def verdict(code, architecture, number, arguments=(0,) * 6):
    """What a filter says to a system call: the kernel's little machine, written out."""
    data = struct.pack("=IIQ6Q", number, architecture, 0, *arguments)
    instructions = list(struct.iter_unpack("=HBBI", code))
    at, accumulator = 0, 0
    while True:
        operation, if_true, if_false, constant = instructions[at]
        at += 1
        if operation == 0x20:
            (accumulator,) = struct.unpack_from("=I", data, constant)
        elif operation == 0x54:
            accumulator &= constant
        elif operation == 0x05:
            at += constant
        elif operation == 0x06:
            return constant
        else:
            holds = {0x15: accumulator == constant, 0x25: accumulator > constant}
            holds[0x35] = accumulator >= constant
            at += if_true if holds[operation] else if_false


def argument_samples(name):
    """Arguments that a rule tells apart: as it wants them, and wrong in one bit at a time."""
    yield (0,) * 6
    yield (seccomp.ALL,) * 6
    for conditions in seccomp.POLICY.get(name, ()):
        wanted = [0] * 6
        for condition in conditions:
            wanted[condition.argument] = condition.value
        yield tuple(wanted)
        for condition in conditions:
            for bit in range(64):
                changed = list(wanted)
                changed[condition.argument] ^= 1 << bit
                yield tuple(changed)


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_the_filter_is_the_one_that_libseccomp_makes(name):
    """An independent compiler, given the same list, decides every call in the same way."""
    pyseccomp = pytest.importorskip(
        "pyseccomp", reason="pip install pyseccomp", exc_type=(ImportError, RuntimeError)
    )
    architecture = ARCHITECTURES[name]
    ours = seccomp.program(architecture)
    theirs = made_by_libseccomp(pyseccomp, name)
    numbers = {number: call for call in _NUMBERS if (number := architecture.number(call))}
    for number in range(BEYOND_THE_LAST):
        for arguments in argument_samples(numbers.get(number)):
            expected = verdict(theirs, architecture.audit, number, arguments)
            assert verdict(ours, architecture.audit, number, arguments) == expected, number


def made_by_libseccomp(pyseccomp, name):
    made = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    made.set_attr(pyseccomp.Attr.ACT_BADARCH, pyseccomp.KILL_PROCESS)
    wanted = {"x86_64": pyseccomp.Arch.X86_64, "aarch64": pyseccomp.Arch.AARCH64}[name]
    if wanted != pyseccomp.system_arch():
        made.add_arch(wanted)
        made.remove_arch(pyseccomp.system_arch())
    for call, alternatives in seccomp.POLICY.items():
        for conditions in alternatives:
            tests = [
                pyseccomp.Arg(c.argument, pyseccomp.MASKED_EQ, c.mask, c.value) for c in conditions
            ]
            if ARCHITECTURES[name].number(call) is not None:
                made.add_rule(pyseccomp.ALLOW, call, *tests)
    for call in seccomp.ABSENT:
        made.add_rule(pyseccomp.ERRNO(errno.ENOSYS), call)
    for call in seccomp.AGAIN:
        (((argument, value, mask),),) = seccomp.POLICY[call]
        other = pyseccomp.Arg(argument, pyseccomp.MASKED_EQ, mask, value ^ mask)
        made.add_rule(pyseccomp.ERRNO(errno.EAGAIN), call, other)
    with tempfile.TemporaryFile() as file:
        made.export_bpf(file)
        file.seek(0)
        return file.read()


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_the_numbers_are_libseccomps(name):
    """A wrong number would allow another call than the one that was meant."""
    pyseccomp = pytest.importorskip(
        "pyseccomp", reason="pip install pyseccomp", exc_type=(ImportError, RuntimeError)
    )
    wanted = {"x86_64": pyseccomp.Arch.X86_64, "aarch64": pyseccomp.Arch.AARCH64}[name]
    for call in _NUMBERS:
        number = pyseccomp.resolve_syscall(wanted, call)
        assert ARCHITECTURES[name].number(call) == (number if number >= 0 else None), call


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_another_interface_of_the_machine_ends_the_process(name):
    """Under another interface the same number is another call."""
    architecture = ARCHITECTURES[name]
    code = seccomp.program(architecture)
    read = architecture.number("read")
    assert verdict(code, architecture.audit, read) == ALLOWED
    assert verdict(code, I386, read) == seccomp.KILL_PROCESS
    if architecture.first_foreign is not None:
        assert verdict(code, architecture.audit, architecture.first_foreign | read) == (
            seccomp.KILL_PROCESS
        )


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_a_thread_may_be_started_and_a_process_may_not(name):
    """Both are clone; only the flags tell them apart."""
    architecture = ARCHITECTURES[name]
    code, clone = seccomp.program(architecture), architecture.number("clone")
    process = 0x01200011  # what the C library's fork asks for
    for flags, expected in (
        (seccomp.THREAD, ALLOWED),
        (seccomp.THREAD | seccomp.DETACHED, ALLOWED),
        (process, REFUSED),
        (seccomp.THREAD | 0x10000000, REFUSED),  # a user namespace besides
        (seccomp.THREAD & ~0x00010000, REFUSED),  # not CLONE_THREAD
    ):
        assert verdict(code, architecture.audit, clone, (flags, 0, 0, 0, 0, 0)) == expected


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_where_nothing_is_written_a_file_opens_for_reading_alone(name):
    """Every flag with which a file is made, emptied or written to is one of those refused."""
    architecture = ARCHITECTURES[name]
    code = seccomp.program(architecture, seccomp.READING)
    for call, place in (("open", 1), ("openat", 2)):
        number = architecture.number(call)
        if number is None:
            continue
        for flags in (os.O_RDONLY, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY):
            arguments = [0] * 6
            arguments[place] = flags
            assert verdict(code, architecture.audit, number, arguments) == ALLOWED
        for flags in (os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_TRUNC, os.O_TMPFILE, 3):
            arguments[place] = flags
            assert verdict(code, architecture.audit, number, arguments) == REFUSED


def test_every_call_that_is_not_on_the_list_is_refused_by_the_kernel(tier, ask):
    """All numbers there are, and some that there are not yet, tried from inside."""
    listed = {machine().number(call) for call in (*seccomp.POLICY, *seccomp.ABSENT)}
    others = sorted(
        set(range(BEYOND_THE_LAST)) - listed - PAST_EVERY_FILTER.get(machine_name(), set())
    )
    outcomes = ask(
        tier,
        """
        import ctypes
        library = ctypes.CDLL(None, use_errno=True)
        def f(numbers):
            outcomes = []
            for number in numbers:
                result = library.syscall(ctypes.c_long(number), 0, 0, 0, 0, 0, 0)
                outcomes.append(ctypes.get_errno() if result == -1 else 0)
            return outcomes
        """,
        others,
    )
    assert dict(zip(others, outcomes, strict=True)) == dict.fromkeys(others, errno.EPERM)


def test_the_call_whose_flags_cannot_be_seen_does_not_exist(tier, ask):
    """With ENOSYS the C library falls back on a call whose flags can be seen."""
    outcome = ask(
        tier,
        """
        import ctypes
        library = ctypes.CDLL(None, use_errno=True)
        def f(number):
            return library.syscall(ctypes.c_long(number), 0, 0), ctypes.get_errno()
        """,
        machine().number("clone3"),
    )
    assert outcome == (-1, errno.ENOSYS)


def test_nobody_is_told_how_many_threads_this_machine_has(tier, ask):
    """By their number one process could tell another what it has heard."""
    outcome = ask(
        tier,
        """
        import ctypes
        library = ctypes.CDLL(None, use_errno=True)
        def f():
            return library.sysinfo(ctypes.create_string_buffer(256)), ctypes.get_errno()
        """,
    )
    assert outcome == (-1, errno.EPERM)


def test_no_clock_but_the_common_ones_is_told(tier, ask):
    """Any process's clock has a number, and what it has computed can be read from it."""
    told = ask(
        tier,
        """
        import os, time
        def f(pid):
            told = []
            for kind in 0, 1, 2, 4, 6:
                for clock in (~pid << 3) | kind, (~0 << 3) | kind:
                    for asked in time.clock_gettime, time.clock_getres:
                        try:
                            told.append(asked(clock))
                        except PermissionError:
                            pass
            return told
        """,
        os.getpid(),
    )
    assert told == []


def test_nobody_is_told_on_which_processors_others_may_run(tier, ask):
    """It would say which processes there are; one's own are told, as they count the threads."""
    source = """
    import os
    def f(pid):
        try:
            return len(os.sched_getaffinity(pid))
        except PermissionError:
            return None
    """
    assert ask(tier, source, os.getpid()) is None
    assert ask(tier, source, 0) == len(os.sched_getaffinity(0))


MEET = """
    import ctypes, os
    library = ctypes.CDLL(None, use_errno=True)
    library.mmap.restype = ctypes.c_void_p
    library.mmap.argtypes = [ctypes.c_void_p, *[ctypes.c_size_t] * 2, ctypes.c_int, ctypes.c_int,
                             ctypes.c_size_t]

    def f(operation, number):
        with open(os.__file__) as file:
            page = library.mmap(None, 4096, 1, 1, file.fileno(), 0)
        value = ctypes.cast(page, ctypes.POINTER(ctypes.c_int))[0]
        moment = ctypes.create_string_buffer(bytes(8) + (10**8).to_bytes(8, "little"))
        place = ctypes.c_void_p(page)
        result = library.syscall(ctypes.c_long(number), place, operation, value, moment, 0, -1)
        return result, ctypes.get_errno()
"""


@pytest.mark.parametrize("operation", [0, 1, 9, 10], ids=["wait", "wake", "wait bits", "wake bits"])
def test_no_two_processes_meet_at_a_page_of_a_file(tier, ask, operation):
    """Who wakes there is told how many have waited; who waits, that somebody has come."""
    number = machine().number("futex")
    assert ask(tier, MEET, operation, number) == (-1, errno.EAGAIN)
    assert ask(tier, MEET, operation | seccomp.PRIVATE_FUTEX, number) != (-1, errno.EAGAIN)


def test_a_thread_of_the_c_library_can_be_waited_for(tier, ask):
    """It waits where the kernel wakes it, and the kernel does that as if for another process."""
    source = """
    import ctypes
    library = ctypes.CDLL(None)
    def f(seconds):
        thread = ctypes.c_ulong()
        nap = ctypes.c_void_p(ctypes.cast(library.sleep, ctypes.c_void_p).value)
        started = library.pthread_create(ctypes.byref(thread), None, nap, ctypes.c_void_p(seconds))
        return started, library.pthread_join(thread, None)
    """
    assert ask(tier, source, 1) == (0, 0)


def test_what_is_computed_with_needs_nothing_that_is_refused(tier, ask):
    """Matrices by many threads, expressions, and a count of processors."""
    source = """
    import os, threading
    import numpy as np, scipy.linalg, sympy
    def f():
        a = np.random.default_rng(1).normal(size=(400, 400))
        threads = [threading.Thread(target=lambda: scipy.linalg.svd(a @ a)) for _ in range(3)]
        for each in threads: each.start()
        for each in threads: each.join()
        x = sympy.symbols("x")
        right = np.allclose(scipy.linalg.inv(a) @ a, np.eye(400)), sympy.diff(x**2, x) == 2 * x
        return (*right, os.cpu_count() >= 1, isinstance(os.sysconf("SC_PHYS_PAGES"), int))
    """
    assert ask(tier, source) == (True, True, True, True)


@pytest.mark.skipif(machine().first_foreign is None, reason="this machine has one interface")
def test_the_kernel_ends_a_process_that_changes_the_interface():
    """The rule is in force, not only in the program."""
    program = (
        "import ctypes; from grader.sandbox.isolation import seccomp, capabilities, syscalls; "
        "capabilities.no_new_privileges(); seccomp.apply(seccomp.program(syscalls.machine())); "
        "ctypes.CDLL(None).syscall(ctypes.c_long(0x40000000 | 39))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False)
    assert done.returncode == -31  # SIGSYS

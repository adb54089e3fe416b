"""What a process that reads hostile bytes may not do: no network, no files, no children, so much time and memory."""

import ctypes
import os
import resource
import signal

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_DEATH_SIGNAL, _DUMPABLE, _NO_NEW_PRIVILEGES = 1, 4, 38
_NOTHING = (0, 0)


def leave_network() -> None:
    """Move this process into a network of its own with nothing in it, where the system lets an ordinary user do so.

    Where it does not, the second fence stands: a reading child may open no descriptor, so no socket either.
    """
    _libc().unshare(_NEW_USER | _NEW_NETWORK)


def confine(*, seconds: int, memory: int, keep: int) -> None:
    """Take from this process all it does not need for reading. `keep` is the one descriptor that stays open."""
    libc = _libc()
    libc.prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.prctl(_DUMPABLE, 0, 0, 0, 0)
    os.closerange(0, keep)
    os.closerange(keep + 1, _descriptors())
    resource.setrlimit(resource.RLIMIT_CORE, _NOTHING)
    resource.setrlimit(resource.RLIMIT_FSIZE, _NOTHING)
    resource.setrlimit(resource.RLIMIT_NPROC, _NOTHING)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, _NOTHING)


def _descriptors() -> int:
    """One more than the highest descriptor this process can have."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return soft if 0 < soft < 65536 else 65536  # noqa: PLR2004 - closing is one system call however many


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)

"""Locks between processes that die with their holder, so that a killed import leaves none behind."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock file `path` alone, waiting for whoever has it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle, wait=True)
        yield
    finally:
        os.close(handle)


def is_free(path: Path) -> bool:
    """Whether nobody holds the lock file; where the platform cannot tell, never."""
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return True
    try:
        return _lock(handle, wait=False)
    finally:
        os.close(handle)


def _lock(handle: int, *, wait: bool) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows: writers queue at the database alone, and nothing is swept
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def held_alone(path: Path) -> Iterator[bool]:
    """Hold the lock file `path` without waiting; gives whether it could be had. Where there are no locks, always."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _lock(handle, wait=False) or not _LOCKS
    finally:
        os.close(handle)


try:
    import fcntl as _fcntl  # noqa: F401

    _LOCKS = True
except ImportError:
    _LOCKS = False

"""The limits a process sets on itself before it touches anything foreign."""

from __future__ import annotations

import contextlib


def limit(*, seconds: int, memory: int, written: int | None = None) -> None:
    """Bound this process: processor time, address space (bytes), and the bytes of each file it writes.

    Windows has no such limits; there the clock of who started it still holds.
    """
    with contextlib.suppress(ImportError):
        import resource

        bounds = [
            # The soft limit says which bound it was (SIGXCPU); at the hard one the kernel only kills.
            (resource.RLIMIT_CPU, seconds, seconds + 1),
            (resource.RLIMIT_AS, memory, memory),
            (resource.RLIMIT_CORE, 0, 0),
        ]
        if written is not None:
            bounds.append((resource.RLIMIT_FSIZE, written, written))
        for kind, soft, hard in bounds:
            with contextlib.suppress(ValueError, OSError):  # where a stricter limit is set already, that one holds
                resource.setrlimit(kind, (soft, hard))

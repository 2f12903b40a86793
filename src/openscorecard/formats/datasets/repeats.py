"""Finds rows with the same key in files of any size, exactly and in little memory."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Sequence
from itertools import pairwise

_BUCKETS = 256
_MASK = (1 << 64) - 1


class KeyWatch:
    """Sees every key once and tells which may have come twice.

    Eight bytes a row: hashes, sorted at the end. Keys under a hash that came twice are looked at again by a second
    reading with `suspects`, which compares them exactly, so that a chance likeness of hashes refuses nothing.
    """

    def __init__(self, key: Sequence[int], suspects: frozenset[int] | None = None) -> None:
        self._key, self._suspects = tuple(key), suspects
        self._hashes = [array("Q") for _ in range(_BUCKETS)]
        self._rows: dict[tuple[Hashable, ...], tuple[str, int]] = {}

    def first_row(self, values: Sequence[Hashable], sheet: str, number: int) -> tuple[str, int] | None:
        """The sheet and row that already has the key of `values`, as far as it is known to be the same."""
        if not self._key:
            return None
        key = tuple(values[index] for index in self._key)
        hashed = hash(key) & _MASK
        if self._suspects is None:
            self._hashes[hashed % _BUCKETS].append(hashed)
            return None
        if hashed not in self._suspects:
            return None
        known = self._rows.setdefault(key, (sheet, number))
        return None if known == (sheet, number) else known

    def repeated(self) -> frozenset[int]:
        """The hashes that came more than once."""
        return frozenset(
            one for bucket in self._hashes for one, following in pairwise(sorted(bucket)) if one == following
        )

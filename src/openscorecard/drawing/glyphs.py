"""Which characters a font file can show, read from its own table of them (`cmap`)."""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path


def shows(path: Path, index: int = 0) -> frozenset[int]:
    """The code points that the font `path` (the one at `index` of a collection) has glyphs for; none if unreadable."""
    try:
        return _shows(path, index, path.stat().st_mtime_ns)
    except (OSError, struct.error, ValueError, IndexError):
        return frozenset()


@lru_cache(maxsize=64)
def _shows(path: Path, index: int, changed: int) -> frozenset[int]:
    data = path.read_bytes()
    base = struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
    table = _table(data, base, b"cmap")
    (count,) = struct.unpack_from(">H", data, table + 2)
    found: set[int] = set()
    for number in range(count):
        platform, _, offset = struct.unpack_from(">HHI", data, table + 4 + 8 * number)
        (form,) = struct.unpack_from(">H", data, table + offset)
        if platform in {0, 3} and form in _FORMS:
            found |= _FORMS[form](data, table + offset)
    return frozenset(found)


def _table(data: bytes, base: int, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, base + 4)
    for number in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, base + 12 + 16 * number)
        if tag == name:
            return int(offset)
    raise ValueError(f"the font has no table {name.decode()}")


def _in_segments(data: bytes, at: int) -> set[int]:
    """Format 4: segments of the basic plane, whose glyphs are reckoned or looked up."""
    double = struct.unpack_from(">H", data, at + 6)[0]
    count = double // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + double)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 2 * double)
    jumps = struct.unpack_from(f">{count}H", data, at + 16 + 3 * double)
    found: set[int] = set()
    for place, (start, end, delta, jump) in enumerate(zip(starts, ends, deltas, jumps, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if jump:
                spot = at + 16 + 3 * double + 2 * place + jump + 2 * (code - start)
                glyph = struct.unpack_from(">H", data, spot)[0]
            if glyph and (glyph + delta) & 0xFFFF:
                found.add(code)
    return found


def _in_groups(data: bytes, at: int) -> set[int]:
    """Format 12: groups of consecutive code points of every plane."""
    (count,) = struct.unpack_from(">I", data, at + 12)
    found: set[int] = set()
    for number in range(count):
        start, end, glyph = struct.unpack_from(">III", data, at + 16 + 12 * number)
        found.update(range(start + (not glyph), min(end, 0x10FFFF) + 1))
    return found


_FORMS = {4: _in_segments, 12: _in_groups}

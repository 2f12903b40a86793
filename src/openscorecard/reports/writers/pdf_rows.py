"""Head cells of rows in a tagged PDF: typst tags only heads of columns, so those of rows are retagged afterwards.

typst writes each element of the structure as a plain object `N 0 obj … endobj` and a classic table of places at the
end. What is changed is exchanged in place and the table written anew; where the file is not so, it stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Marked = list[list[tuple[bool, int]]]
"""Of one table, row by row: whether each cell is a head, and over how many columns it stands."""

_OBJECT = re.compile(rb"(?<![0-9])(\d+) 0 obj\s*(<</Type/StructElem.*?>>)\s*endobj", re.S)
_KIDS = re.compile(rb"/K\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_HEADERS = re.compile(rb"/Headers\[[^\]]*\]")
_TAIL = re.compile(rb"\nxref\n0 (\d+)\n((?:\d{10} \d{5} [nf][ \r]?\n)+)trailer\n(.*?)\nstartxref\n\d+\n%%EOF", re.S)


def with_row_heads(pdf: bytes, tables: Sequence[Marked]) -> bytes:
    """`pdf` with the marked cells of its `tables` (in their order) as heads of their rows."""
    wanted = [table for table in tables if any(head for row in table for head, _ in row)]
    tail = _TAIL.search(pdf)
    if not wanted or not tail:
        return pdf
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(pdf, 0, tail.start())}
    changed = _changed(objects, tables)
    return _exchanged(pdf, changed, tail.start(), int(tail[1]), tail[3]) if changed else pdf


def _changed(objects: dict[int, bytes], tables: Sequence[Marked]) -> dict[int, bytes]:
    """The cells of each table that has the shape of the next one wanted, those of other tables left alone."""
    changed: dict[int, bytes] = {}
    waiting = list(tables)
    for number in _tables(objects):
        rows = [_kids(objects, row, b"TD") for row in _rows(objects, number)]
        shape = [len(row) for row in rows]
        place = next((at for at, one in enumerate(waiting) if _shape(one) == shape), None)
        if place is None:
            continue
        body = [row for row in waiting[place] if not _is_group(row)]
        del waiting[: place + 1]
        if any(head for row in body for head, _ in row):
            for cells, wanted in zip(rows, body, strict=True):
                changed |= {cell: _retagged(objects[cell], head) for cell, (head, _) in zip(cells, wanted, strict=True)}
    return changed


def _shape(table: Marked) -> list[int]:
    return [len(row) for row in table if not _is_group(row)]


def _is_group(row: Sequence[tuple[bool, int]]) -> bool:
    return len(row) == 1 and row[0][0]  # a row of one head cell is tagged as a head already


def _retagged(cell: bytes, head: bool) -> bytes:
    """A cell that is found by the scope of heads; itself one where `head`."""
    if not head:
        return _HEADERS.sub(b"", cell)
    cell = cell.replace(b"/S/TD", b"/S/TH", 1)
    return _HEADERS.sub(b"/Scope/Row", cell, count=1)


def _tables(objects: dict[int, bytes]) -> Iterator[int]:
    """Tables in the order of the document."""
    children = {kid for body in objects.values() for kid in _references(body)}
    stack = sorted(set(objects) - children, reverse=True)
    while stack:
        number = stack.pop()
        if b"/S/Table/" in objects[number]:
            yield number
        stack += [kid for kid in reversed(_references(objects[number])) if kid in objects]


def _rows(objects: dict[int, bytes], table: int) -> list[int]:
    bodies = _kids(objects, table, b"TBody") or [table]
    return [row for body in bodies for row in _kids(objects, body, b"TR")]


def _kids(objects: dict[int, bytes], number: int, kind: bytes) -> list[int]:
    wanted = b"/S/" + kind + b"/"
    return [kid for kid in _references(objects[number]) if wanted in objects.get(kid, b"")]


def _references(body: bytes) -> list[int]:
    found = _KIDS.search(body)
    return [int(one) for one in _REFERENCE.findall(found[1])] if found else []


def _exchanged(pdf: bytes, changed: dict[int, bytes], end: int, size: int, trailer: bytes) -> bytes:
    """The file with other bodies for some objects, and its table of places written anew."""
    parts: list[bytes] = []
    places: dict[int, int] = {}
    at = length = 0
    for start, number in _places(pdf, size, end):
        parts.append(pdf[at:start])
        length += start - at
        at, places[number] = start, length
        if number in changed:
            stop = pdf.index(b"endobj", start)
            body = b"%d 0 obj\n%s\n" % (number, changed[number])
            parts.append(body)
            length, at = length + len(body), stop
    parts.append(pdf[at:end])
    length += end - at
    lines = [b"0000000000 65535 f \n"] + [b"%010d 00000 n \n" % places[one] for one in range(1, size)]
    tail = b"\nxref\n0 %d\n%strailer\n%s\nstartxref\n%d\n%%%%EOF" % (size, b"".join(lines), trailer, length + 1)
    return b"".join([*parts, tail])


def _places(pdf: bytes, size: int, end: int) -> list[tuple[int, int]]:
    table = pdf.index(b"\n", pdf.index(b"\nxref\n", end) + 6) + 1
    return sorted((int(pdf[table + 20 * one : table + 20 * one + 10]), one) for one in range(1, size))

"""The name of a batch: a hash of what it says, whatever kind of file said it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from openscorecard.engines.rows.threads import side_by_side

if TYPE_CHECKING:
    import pyarrow as pa


def canonical(table: pa.Table, first: str) -> pa.Table:
    """The rows of `table` in the one order that depends on their values alone: by the column `first`, then by all.

    Texts that are kept as dictionaries stay so; the order is the same as that of the texts.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    table = table.unify_dictionaries()
    keys = {name: _sortable(column) for name, column in zip(table.column_names, table.columns, strict=True)}
    names = tuple(dict.fromkeys((first, *keys)))
    if _in_order([keys[name] for name in names]):  # looking costs a tenth of sorting
        return table.combine_chunks()
    order = pc.sort_indices(pa.table(keys), sort_keys=[(name, "ascending") for name in names])
    del keys
    taken = side_by_side(lambda column: column.combine_chunks().take(order), table.columns)
    return pa.table(dict(zip(table.column_names, taken, strict=True))).combine_chunks()


def _sortable(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    """A column that sorts as `column` does: lists by their text, dictionaries by the rank of each text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_list(column.type):
        return pc.binary_join(column, "\x1f")
    if not pa.types.is_dictionary(column.type) or not column.num_chunks:
        return column
    ranks = pc.rank(column.chunk(0).dictionary, tiebreaker="dense")
    return pa.chunked_array([ranks.take(chunk.indices) for chunk in column.chunks])


def _in_order(keys: Sequence[pa.ChunkedArray]) -> bool:
    """Whether no row comes before the one above it, looking at the keys in turn; what is empty comes last."""
    import pyarrow.compute as pc

    tied = None  # the rows that are like the one above them so far
    for key in keys:
        above, below = key.slice(0, max(0, len(key) - 1)), key.slice(1)
        later = pc.or_(pc.fill_null(pc.less(above, below), False), pc.and_(above.is_valid(), below.is_null()))
        same = pc.or_(pc.fill_null(pc.equal(above, below), False), pc.and_(above.is_null(), below.is_null()))
        fits = pc.or_(later, same)
        if not pc.all(fits if tied is None else pc.or_(fits, pc.invert(tied)), min_count=0).as_py():
            return False
        tied = same if tied is None else pc.and_(same, tied)
        if not pc.any(tied, min_count=0).as_py():
            return True
    return True


def digest(table: pa.Table, *said: str) -> str:
    """SHA-256 of a canonical table and of what was said with it (dataset, mode, period)."""
    found = hashlib.sha256("\x1f".join(said).encode())
    for head, parts in side_by_side(_hashed, zip(table.column_names, table.columns, strict=True)):
        found.update(head)
        for part in parts:
            found.update(part)
    return found.hexdigest()


def _hashed(named: tuple[str, pa.ChunkedArray]) -> tuple[bytes, list[memoryview]]:
    """What is hashed of a column: its name, type and length, then its bytes."""
    import pyarrow as pa

    name, column = named
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    head = f"\x1e{name}\x1f{column.type}\x1f{len(column)}".encode()
    return head, [part for chunk in column.chunks for part in _buffers(chunk)]


def _buffers(array: pa.Array) -> Iterator[memoryview]:
    """The bytes of an array without what may differ between equal arrays: absent bitmaps, bytes under a null."""
    import pyarrow as pa

    yield _plain(array.is_valid().cast(pa.uint8()))
    if pa.types.is_list(array.type):
        yield _plain(array.value_lengths().fill_null(0))
        yield from _buffers(array.drop_null().flatten())
    elif pa.types.is_string(array.type):
        kept = array.fill_null("")
        import pyarrow.compute as pc

        yield _plain(pc.binary_length(kept))
        yield _text(kept)
    elif pa.types.is_boolean(array.type):
        yield _plain(array.cast(pa.uint8()).fill_null(0))
    elif pa.types.is_decimal(array.type):
        yield _plain(array.fill_null(pa.scalar(0).cast(array.type)))
    else:
        yield _plain(array.cast(pa.int32() if pa.types.is_date32(array.type) else pa.int64()).fill_null(0))


def _plain(array: pa.Array) -> memoryview:
    buffer, width = array.buffers()[1], array.type.bit_width // 8
    return memoryview(buffer)[array.offset * width : (array.offset + len(array)) * width] if buffer else memoryview(b"")


def _text(array: pa.Array) -> memoryview:
    import pyarrow as pa

    _, offsets, data = array.buffers()
    if data is None or not len(array):
        return memoryview(b"")
    ends = pa.Array.from_buffers(pa.int32(), len(array) + 1, [None, offsets], offset=array.offset)
    return memoryview(data)[ends[0].as_py() : ends[-1].as_py()]

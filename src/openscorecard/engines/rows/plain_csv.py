"""A plain CSV column by column, block by block: the rows go to an Arrow stream, or the file is left to others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.rows.keys import are_distinct
from openscorecard.engines.rows.plain_columns import (
    NotPlain,
    PlainColumn,
    Repeating,
    TooVarious,
    Various,
    always_repeats,
)
from openscorecard.engines.rows.schema import arrow_type, as_texts
from openscorecard.engines.rows.threads import side_by_side

if TYPE_CHECKING:
    import pyarrow as pa

BLOCK = 4 << 20
_SAMPLE = 20_000
_ALLOWED = bytes([*range(0x20, 0x7F), *range(0x80, 0x100)])


@dataclass(frozen=True, slots=True)
class PlainTable:
    """How a plain CSV is laid out.

    `head` bytes come before its first row, `width` columns are parted by `separator`; `columns` are those that are
    fields, `constants` the values of fields that have none (None is no value); more than `most` rows are not taken.
    """

    dataset: Dataset
    head: int
    width: int
    separator: str
    columns: tuple[PlainColumn, ...]
    constants: Mapping[str, Any]
    most: int


def read_plain(
    dataset: Dataset,
    source: Path,
    target: Path,
    columns: Sequence[PlainColumn],
    constants: Mapping[str, Any],
    *,
    head: int,
    width: int,
    separator: str,
    most: int,
) -> tuple[int, tuple[Any, ...]] | None:
    """Write the rows of `source` to `target` as an Arrow stream, texts that repeat themselves as dictionaries.

    See `PlainTable` for the layout. Answers with the number of rows and the ends of the dataset's time (for periods,
    every one as text); None where anything in the file is not written plainly: then the row-by-row reader decides, and
    what `target` holds is to be thrown away.
    """
    import pyarrow as pa

    layout = PlainTable(dataset, head, width, separator, tuple(columns), constants, most)
    various: frozenset[int] = frozenset()
    while True:
        try:
            return _Pass(layout, various).run(source, target)
        except TooVarious as found:
            various |= {found.column}
        except (NotPlain, pa.ArrowException, UnicodeDecodeError, MemoryError):
            return None


class _Pass:
    """One going through of a file. Blocks are parsed and read on several threads, written in their order."""

    def __init__(self, layout: PlainTable, various: frozenset[int]) -> None:
        self.layout, self.various = layout, various
        self.readers: dict[int, Repeating | Various] = {}
        self.rows = 0
        self.times: set[Any] = set()

    def run(self, source: Path, target: Path) -> tuple[int, tuple[Any, ...]]:
        import pyarrow as pa

        with source.open("rb") as file, pa.OSFile(str(target), "wb") as sink:
            file.seek(self.layout.head)
            blocks = _blocks(file)
            first = next(blocks, b"")
            self._choose(first)
            with pa.ipc.new_stream(sink, self._schema()) as writer:
                for texts in side_by_side(self._parsed, chain([first], blocks)):
                    batch = self._batch(texts)
                    self.rows += batch.num_rows
                    if self.rows > self.layout.most:
                        raise NotPlain
                    self._see(batch)
                    writer.write_batch(batch)
        if not self.rows:
            raise NotPlain
        self._refuse_repeated_keys(target)
        return self.rows, tuple(self.times)

    # Which columns repeat themselves

    def _choose(self, block: bytes) -> None:
        import pyarrow as pa

        texts = self._read_csv(block[: BLOCK // 4].rpartition(b"\n")[0] or block, pa.string())
        for column in self.layout.columns:
            sample = texts.column(f"c{column.place}").slice(0, _SAMPLE)
            alike = len(sample.unique()) * 4 <= len(sample)
            repeats = always_repeats(column) or (alike and column.place not in self.various)
            self.readers[column.place] = Repeating(column) if repeats else Various(column)

    def _schema(self) -> pa.Schema:
        import pyarrow as pa

        by_field = {column.field.name: self.readers[column.place] for column in self.layout.columns}
        shared = pa.dictionary(pa.int32(), pa.string())
        return pa.schema(
            [
                (field.name, shared if self._is_shared(field.type, by_field.get(field.name)) else arrow_type(field))
                for field in self.layout.dataset.fields
            ]
        )

    @staticmethod
    def _is_shared(kind: str, reader: Repeating | Various | None) -> bool:
        return kind == "text" and not isinstance(reader, Various)

    # Blocks

    def _parsed(self, block: bytes) -> pa.Table:
        """The texts of a block, those of `Various` columns read already."""
        import pyarrow as pa

        _refuse_unplain_bytes(block, unread=len(self.layout.columns) < self.layout.width)
        texts = self._read_csv(block).combine_chunks()
        ready = {}
        for column in self.layout.columns:
            found = texts.column(f"c{column.place}").combine_chunks()
            reader = self.readers[column.place]
            ready[column.field.name] = reader.typed(found) if isinstance(reader, Various) else found
        return pa.table(ready)

    def _read_csv(self, block: bytes, kind: pa.DataType | None = None) -> pa.Table:
        import pyarrow as pa
        from pyarrow import csv

        repeating = pa.dictionary(pa.int32(), pa.string())
        names = [f"c{place}" for place in range(self.layout.width)]
        types = {
            f"c{column.place}": kind
            or (repeating if isinstance(self.readers[column.place], Repeating) else pa.string())
            for column in self.layout.columns
        }
        return csv.read_csv(
            pa.BufferReader(block),
            read_options=csv.ReadOptions(column_names=names, use_threads=False, block_size=len(block) + 1),
            parse_options=csv.ParseOptions(
                delimiter=self.layout.separator, quote_char=False, ignore_empty_lines=False, newlines_in_values=False
            ),
            convert_options=csv.ConvertOptions(
                column_types=types, include_columns=list(types), null_values=[], strings_can_be_null=False
            ),
        )

    def _batch(self, texts: pa.Table) -> pa.RecordBatch:
        """The values of a block in the order of the dataset's fields; one block after the other."""
        import pyarrow as pa

        ready: dict[str, pa.Array] = {}
        for column in self.layout.columns:
            reader, found = self.readers[column.place], texts.column(column.field.name).combine_chunks()
            ready[column.field.name] = reader.typed(found) if isinstance(reader, Repeating) else found
        schema = self._schema()
        for name, value in self.layout.constants.items():
            constant = pa.repeat(pa.scalar(value, arrow_type(self.layout.dataset.field(name))), texts.num_rows)
            ready[name] = constant.dictionary_encode() if pa.types.is_dictionary(schema.field(name).type) else constant
        batch = pa.record_batch([ready[field.name] for field in schema], schema=schema)
        self._refuse_reversed(batch)
        return batch

    # What a row or a file may be refused for

    def _refuse_reversed(self, batch: pa.RecordBatch) -> None:
        import pyarrow.compute as pc

        for field in self.layout.dataset.fields:
            if not field.not_before:
                continue
            if field.type == "period":  # its text does not sort as its days do
                raise NotPlain
            if pc.any(pc.less(batch.column(field.name), batch.column(field.not_before))).as_py():
                raise NotPlain

    def _see(self, batch: pa.RecordBatch) -> None:
        import pyarrow.compute as pc

        field = self.layout.dataset.field(self.layout.dataset.time_field)
        times = batch.column(field.name)
        if field.type == "period":
            self.times |= set(times.unique().to_pylist()) - {None}
        else:
            found = pc.min_max(times).as_py()
            seen = {*self.times, found["min"], found["max"]} - {None}
            self.times = {min(seen), max(seen)} if seen else set()

    def _refuse_repeated_keys(self, target: Path) -> None:
        import pyarrow as pa

        key = list(self.layout.dataset.key)
        if key:
            with pa.memory_map(str(target)) as file:
                if not are_distinct(as_texts(pa.ipc.open_stream(file).read_all().select(key))):
                    raise NotPlain


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """The rest of `file` in pieces of whole lines."""
    while block := file.read(BLOCK):
        if not block.endswith(b"\n"):
            block += file.readline(BLOCK)
            if not block.endswith(b"\n") and file.read(1):
                raise NotPlain  # a line without end
        yield block


def _refuse_unplain_bytes(block: bytes, *, unread: bool) -> None:
    """Quotes, line ends of other kinds and, in columns that nobody reads, what is no text."""
    if b'"' in block or (b"\r" in block and block.count(b"\r") != block.count(b"\r\n")):
        raise NotPlain
    if unread:
        if block.translate(None, _ALLOWED + b"\r\n\t"):
            raise NotPlain
        block.decode("utf-8")

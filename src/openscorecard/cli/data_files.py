"""Files of source rows on the command line: read aside in the worker, mapped as before where nobody says how."""

from __future__ import annotations

import hashlib
import tempfile
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openscorecard.cli.plan_files import replace_file
from openscorecard.cli.speaking import say
from openscorecard.cli.store import working
from openscorecard.domain.faults import Fault

if TYPE_CHECKING:
    from openscorecard.actions.data.intake import SentFile
    from openscorecard.domain.measures.datasets import Dataset
    from openscorecard.formats.datasets.reading import Request, RowsReading

TEMPLATES = (".csv", ".xlsx", ".ods")
_OF_COLUMNS = {"no-head-row", "unknown-column", "missing-column", "repeated-column"}
_BLOCK = 1 << 20

Mapped = Mapping[str, Mapping[str, Any]]


class UnfitMapping(Fault):
    """A file for `--map` that says nothing of columns."""

    code = "unfit-mapping"
    zh = "欄位對應檔不可用：{reason}；請寫成 columns: {{欄位: 欄名}} 與 values: {{欄位: {{原文: 選項}}}}。"
    en = "The mapping cannot be used: {reason}; write columns: {{field: head}} and values: {{field: {{text: choice}}}}."


def read_mapping(file: Path) -> Mapped:
    """`columns` leads fields to heads of the file or written values, `values` texts to choices; YAML or JSON.

    A file that is a plain list of fields and heads is its columns. Raises UnfitMapping.
    """
    import yaml

    try:
        said = yaml.safe_load(file.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UnfitMapping(file=file, reason=str(error).splitlines()[0]) from error
    if not isinstance(said, dict):
        raise UnfitMapping(file=file, reason="?")
    if all(isinstance(value, str) for value in said.values()):
        said = {"columns": said}
    if strange := sorted(map(str, set(said) - {"columns", "values"})):
        raise UnfitMapping(file=file, reason=", ".join(strange))
    columns, values = said.get("columns") or {}, said.get("values") or {}
    if not _texts(columns) or not isinstance(values, dict) or not all(_texts(one) for one in values.values()):
        raise UnfitMapping(file=file, reason="columns, values")
    return {"columns": columns, "values": values}


def _texts(said: object) -> bool:
    return isinstance(said, dict) and all(isinstance(part, str) for pair in said.items() for part in pair)


@contextmanager
def named_by_path(files: Sequence[Path]) -> Iterator[None]:
    """Faults name a file as the person wrote it."""
    paths = {file.name: str(file) for file in files}
    try:
        yield
    except Fault as fault:
        for one in fault.all():
            if "file" in one.facts:
                one.facts["file"] = paths.get(one.facts["file"], one.facts["file"])
        raise


@contextmanager
def reading_files(
    dataset: Dataset, files: Sequence[Path], mapping: Mapped | None, keep_good: bool
) -> Iterator[list[SentFile]]:
    """The files read by the bounded worker, their good rows loaded; what it wrote aside is taken away at the end."""
    with tempfile.TemporaryDirectory() as folder:
        sent = []
        for place, file in enumerate(files):
            with working(f"讀取 {file.name}", f"Reading {file.name}"):
                sent.append(_read(dataset, file, Path(folder) / f"{place}.csv", mapping, keep_good))
        yield sent


def _read(dataset: Dataset, file: Path, target: Path, mapping: Mapped | None, keep_good: bool) -> SentFile:
    from openscorecard.actions.data.counter import counter_file
    from openscorecard.actions.data.intake import SentFile
    from openscorecard.engines.rows.loading import load_rows

    try:
        platforms = (mapping or {}).get("values", {}).get("platform")
        if report := counter_file(dataset, file, target, platforms=platforms, keep_good=keep_good):
            return report
        reading, used = _reading(dataset, file, target, mapping, keep_good)
        heads = next(iter(reading.heads.values()), ())
        return SentFile(
            name=file.name,
            checksum=_checksum(file),
            size=file.stat().st_size,
            rows=load_rows(dataset, target, _places(reading)),
            read=reading.total,
            skipped=sum(reading.skipped.values()),
            covers=reading.covers,
            rejected=reading.rejected,
            columns={head.field: head.column for head in heads if head.field},
            head=_head(reading),
            mapping=used or {},
        )
    except Fault as fault:
        for one in fault.all():
            one.facts["file"] = file.name
        raise


def _reading(
    dataset: Dataset, file: Path, target: Path, mapping: Mapped | None, keep_good: bool
) -> tuple[RowsReading, Mapped | None]:
    """What the file says, and the mapping it was read with: the one given, or one that served the same head before."""
    from openscorecard.formats.datasets.intake import read_rows_to
    from openscorecard.queries.data import remembered_mappings

    try:
        return read_rows_to(dataset, file, target, _request(mapping, keep_good)), mapping
    except Fault as fault:
        if mapping is not None or fault.code not in _OF_COLUMNS:
            raise
        for head, known in remembered_mappings(dataset.name):
            try:
                reading = read_rows_to(dataset, file, target, _request(known, keep_good))
            except Fault as other:
                if other.code not in {*_OF_COLUMNS, "unmatched-mapping"}:
                    raise  # the columns fit, the rows do not
                continue
            if _head(reading) == head:
                click.echo(say(f"{file.name}：沿用上次的欄位對應", f"{file.name}: columns mapped as before"), err=True)
                return reading, known
        raise


def _request(mapping: Mapped | None, keep_good: bool) -> Request:
    from openscorecard.formats.datasets.reading import Request

    if mapping is None:
        return Request(keep_good=keep_good)
    return Request(mapping.get("columns") or None, mapping.get("values") or {}, keep_good)


def _head(reading: RowsReading) -> str:
    texts = [head.text for heads in reading.heads.values() for head in heads]
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()


def _places(reading: RowsReading) -> Sequence[int]:
    """The row of the file that each good row stood in, as far as the reading tells."""
    from openscorecard.formats.datasets.reading import RUN_LIMIT

    ends = [run.first for run in reading.runs[1:]]
    if len(reading.runs) < RUN_LIMIT:
        ends.append(reading.stored)  # else nobody knows where the last run ended
    spans = [range(run.row, run.row + end - run.first) for run, end in zip(reading.runs, ends, strict=False)]
    return spans[0] if len(spans) == 1 else array("q", chain.from_iterable(spans))


def _checksum(file: Path) -> str:
    found = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def write_template(dataset: Dataset, file: Path) -> None:
    """An empty file of the dataset: its head row alone, in the form the ending names. Raises CannotWrite."""
    from openscorecard.formats.datasets.templates import template_bytes

    replace_file(file, template_bytes(dataset, file.suffix.lower()))

"""Files of source rows on the command line: read aside in the worker, mapped as before where nobody says how."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
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

TEMPLATES = (".csv", ".xlsx", ".ods")

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
    from openscorecard.actions.data.receiving import receive

    received = receive(dataset, file, target, mapping=mapping, keep_good=keep_good)
    if received.remembered:
        click.echo(say(f"{file.name}：沿用上次的欄位對應", f"{file.name}: columns mapped as before"), err=True)
    return received.file


def write_template(dataset: Dataset, file: Path) -> None:
    """An empty file of the dataset: its head row alone, in the form the ending names. Raises CannotWrite."""
    from openscorecard.formats.datasets.templates import template_bytes

    replace_file(file, template_bytes(dataset, file.suffix.lower()))

"""Blocks of a page: a chart and the table that says the same, or a table alone; all of them primitives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from openscorecard.drawing.initiatives.bars import Bar, BarChart, draw_bars
from openscorecard.drawing.palette import WEB
from openscorecard.reports.csv_files import csv_bytes


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `number` sets it to the right, `status` is a badge's name, `address` a link."""

    text: str
    number: bool = False
    status: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head."""

    text: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page: title, words, a chart as SVG (may be empty), a table; `empty` stands where it has no rows."""

    id: str
    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    words: tuple[str, ...] = ()
    svg: str = ""
    empty: str = ""
    note: str = ""

    @property
    def drawings(self) -> tuple[str, ...]:
        """The charts one by one: most blocks have one."""
        return tuple(f"<svg{one}" for one in self.svg.split("<svg")[1:])

    @property
    def file_kinds(self) -> tuple[str, ...]:
        return ("svg", "png", "csv")

    def csv(self) -> bytes:
        """Its table as a file."""
        return csv_bytes([head.text for head in self.heads], ([one.text for one in row] for row in self.rows))


def cell(text: object) -> Cell:
    """A cell of words."""
    return Cell(str(text))


def number(text: object) -> Cell:
    """A cell of a number as it is written."""
    return Cell(str(text), number=True)


def heads(words: Iterable[object], numbers: Iterable[object] = ()) -> tuple[Head, ...]:
    """Heads of columns of words, and after them of numbers."""
    return (*(Head(str(one)) for one in words), *(Head(str(one), True) for one in numbers))


def bars(id_: str, title: str, language: str, drawn: Sequence[Bar], limit: str = "") -> str:
    """A bar chart as SVG for a page; empty where no value is known: the table says why."""
    if all(one.value is None for one in drawn):
        return ""
    return SafeString(draw_bars(BarChart(title, language, tuple(drawn), limit), WEB, id_))

"""A paper as blocks: what it says, in which order; each writer turns the same blocks into one form of file.

Nothing here knows a form, and no writer knows a plan or a score: `papers` say, `writers` write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from openscorecard.domain.scores.bands import Status
from openscorecard.domain.scores.rollup import Rule
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Language
from openscorecard.drawing.measures.trend import TrendChart
from openscorecard.drawing.strategy.states import State

Align = Literal["start", "centre", "end"]
Manner = Literal["body", "lead", "note", "quote"]


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one kind; `language` where it is not that of the paper, `status` where a shape in its colour leads.

    A shape is not read aloud: where `status` is set, the words here or beside say it too.

    `link` is an address of the site, or `#anchor` of a heading of the same paper.
    """

    text: str
    bold: bool = False
    language: Language | None = None
    link: str = ""
    status: Status | None = None


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 begins a chapter, 2 and 3 its parts; numbers are part of the text."""

    text: Line
    level: int = 1
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Line
    manner: Manner = "body"


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `numbered` where the order counts."""

    items: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """Pairs of a short term and what is said of it; `together` where no page should break between them."""

    pairs: tuple[tuple[str, Line], ...]
    together: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """`share` is its part of the width beside the others'."""

    head: str
    share: float = 1
    align: Align = "start"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell reads; `value` with `places` decimals is the exact number it writes, for a sheet to reckon with.

    `down` and `across` say over how many rows and columns it stands; what it covers is left out of the rows. `header`
    marks one that names its row or group.
    """

    text: Line = ()
    value: Fraction | None = None
    places: int = 0
    down: int = 1
    across: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`caption` says what it tells; `note` stands below. Heads repeat on each page."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Line = ()
    name: str = ""
    """What its sheet is called in a spreadsheet; the caption where empty."""


@dataclass(frozen=True, slots=True)
class StrategyMap:
    """The map of `plan`, in the width of the page; `states` are by the id of an objective, `alt` says it in words."""

    plan: Plan
    alt: str
    states: Mapping[str, State]
    theme: str = ""
    """Only this theme, by its letter."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A chart of a measure; `table` says the same in numbers and stands below where `show_table`."""

    chart: TrendChart
    alt: str
    table: Table
    show_table: bool = True


@dataclass(frozen=True, slots=True)
class RollUpNode:
    """One node of a roll-up: `score` of a leaf is given, above it is reckoned from the nodes it is the `parent` of.

    `weight` is its own among its siblings, `threshold` the coverage in percent from which a score is given.
    """

    code: str
    name: str
    level: str
    parent: str
    weight: Fraction
    score: Fraction | None
    coverage: Fraction
    status: Status
    partial: Fraction | None = None
    """The score over what has data where it is withheld; elsewhere that is `score`."""
    rule: Rule = "weighted"


@dataclass(frozen=True, slots=True)
class RollUp:
    """Scores from KPI to the whole as they are reckoned; live formulas in XLSX, a table elsewhere."""

    table: Table
    nodes: tuple[RollUpNode, ...]
    threshold: Fraction


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the list of chapters stands."""

    title: str
    depth: int = 2


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page; from here on across (`landscape`) or upright."""

    landscape: bool = False


Block = Heading | Paragraph | Items | Terms | Table | StrategyMap | Trend | RollUp | Contents | PageBreak


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. `made` is the date as the paper writes it, `footer` stands at the foot of every page.

    `cover` asks for a page of title of its own; `landscape` is how the first page lies; `author` is the institution.
    """

    name: str
    title: str
    subtitle: str
    author: str
    made: str
    language: Language
    blocks: tuple[Block, ...]
    footer: str = ""
    cover: bool = False
    landscape: bool = False
    day: date | None = None
    """The date of `made` for the properties of the file."""

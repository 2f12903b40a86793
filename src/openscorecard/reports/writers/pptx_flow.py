"""What stands on which slide: texts, tables and charts below one another, on as few slides as can still be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from openscorecard.reports.paper import Table, Trend
from openscorecard.reports.writers.pptx_letters import Text, height_of, split_to
from openscorecard.reports.writers.pptx_tables import TablePage, TableSlides

FACTORS, LAST = (1.0, 0.9, 0.8), 0.72
"""How much smaller letters may become to save a slide; the last only where all then stands on one."""
_CHART = (200.0, 270.0, 400.0)
"""Points a chart is high: at least, among others that go on over slides, at most."""
_ABOVE = 44.0  # kept free for a heading or caption above a table
_GAP = 6.0
MORE = 18.0  # below a table with a cell that was cut


@dataclass(frozen=True, slots=True)
class Said:
    """A text; `keep` holds it on the slide of what follows."""

    text: Text
    keep: bool = False


@dataclass(frozen=True, slots=True)
class TablePart:
    """Rows of a table on one slide."""

    slides: TableSlides
    page: TablePage


Atom = Said | Table | Trend


@dataclass(frozen=True, slots=True)
class Placed:
    """Something at its height on a slide, in points from the top of the room."""

    what: Text | TablePart | Trend
    top: float
    height: float
    keep: bool = False


@dataclass(slots=True)
class Slide:
    """What stands on one slide; `high` is how far down."""

    placed: list[Placed] = field(default_factory=list)
    high: float = 0.0

    def put(self, what: Text | TablePart | Trend, height: float, *, keep: bool = False) -> None:
        """Put something below all that is there."""
        self.placed.append(Placed(what, self.high, height, keep))
        self.high += height


def laid_out(atoms: Sequence[Atom], width: float, height: float) -> list[Slide]:
    """`atoms` in their order on slides of `height` points: in the largest letters that need the fewest slides."""
    tried = [_Flow(atoms, width, height, factor).slides() for factor in FACTORS[:1]]
    for factor in (*FACTORS[1:], LAST):
        if len(tried[0]) > 1:
            tried.append(_Flow(atoms, width, height, factor).slides())
    if len(tried) > 1 and len(tried[-1]) > 1:
        tried.pop()
    return min(tried, key=len)


class _Flow:
    """One way to lay out: with letters smaller by `factor`."""

    def __init__(self, atoms: Sequence[Atom], width: float, height: float, factor: float) -> None:
        self._width, self._height, self._factor = width, height, factor
        self._atoms = [_scaled(one, factor) if isinstance(one, Said) else one for one in atoms]
        self._slides = [Slide()]
        self._tables = {
            place: TableSlides(one, width, height - _ABOVE, factor)
            for place, one in enumerate(self._atoms) if isinstance(one, Table)
        }  # fmt: skip

    def slides(self) -> list[Slide]:
        chart = self._chart()
        for place, atom in enumerate(self._atoms):
            if isinstance(atom, Said):
                self._text(atom)
            elif isinstance(atom, Table):
                self._table(self._tables[place])
            else:
                self._room_for(chart)
                self._slides[-1].put(atom, min(chart, self._height - self._slides[-1].high))
        return [one for one in self._slides if one.placed]

    def _chart(self) -> float:
        """How high each chart is: what the others leave where that is enough."""
        least, usual, most = _CHART
        count = sum(isinstance(one, Trend) for one in self._atoms)
        texts = sum(height_of(one.text, self._width) for one in self._atoms if isinstance(one, Said))
        left = self._height - texts - sum(one.height + _GAP for one in self._tables.values())
        return min(left / count, most) if count and left / count >= least else usual

    def _text(self, said: Said) -> None:
        for part in split_to(said.text, self._width, self._height - 8):
            high = height_of(part, self._width)
            self._room_for(high)
            self._slides[-1].put(part, high, keep=said.keep)

    def _table(self, slides: TableSlides) -> None:
        whole, first = slides.height, slides.head + slides.first
        self._room_for(whole if whole <= self._height - _ABOVE else first)
        for part in slides.pages(self._height - self._slides[-1].high):
            high = slides.head + sum(part.heights) + (MORE if part.cut else 0)
            self._room_for(high)
            self._slides[-1].put(TablePart(slides, part), high + _GAP)

    def _room_for(self, high: float) -> None:
        """Go on on a new slide where there is no room; what is to stay with what follows goes along."""
        last = self._slides[-1]
        if last.high + high <= self._height or all(one.keep for one in last.placed):
            return
        new = Slide()
        kept: list[Placed] = []
        while last.placed[-1].keep:
            kept.insert(0, last.placed.pop())
        for one in kept:
            new.put(one.what, one.height, keep=True)
        self._slides.append(new)


def _scaled(said: Said, factor: float) -> Said:
    return replace(said, text=replace(said.text, size=round(said.text.size * factor, 1)))

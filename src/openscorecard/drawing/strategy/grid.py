"""The grid: themes as columns, perspectives as rows, objectives in lines of a few boxes, gaps as wide as needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from openscorecard.domain.strategy.nodes import Objective, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.drawing.strategy import proportions as px


@dataclass(slots=True, eq=False)
class Seat:
    """An objective's place: its column, its tier (a horizontal line of boxes), the number of its box there."""

    objective: Objective
    column: int
    tier: int
    number: int = 0
    x: int = 0
    width: int = 0

    @property
    def centre(self) -> int:
        return self.x + self.width // 2


@dataclass(slots=True, eq=False)
class Grid:
    """Where everything stands from left to right.

    A tier's gap `k` lies left of its box `k`; the last gap lies right of its last box. `inner` holds the gaps
    between boxes of one cell that lines have widened, `margins` the space left of each column and, last, right of all.
    """

    themes: tuple[Theme, ...]
    tiers: list[list[Seat]]
    rows: list[int]
    box_width: int
    left: int
    inner: dict[tuple[int, int], int] = field(default_factory=dict)
    margins: list[int] = field(default_factory=list)
    columns: list[tuple[int, int]] = field(default_factory=list)
    right: int = 0

    def seats(self) -> Iterator[Seat]:
        for tier in self.tiers:
            yield from tier

    def place(self) -> None:
        """Give columns and seats their x from the present gaps and margins."""
        cells: dict[tuple[int, int], list[Seat]] = {}
        for seat in self.seats():
            cells.setdefault((seat.tier, seat.column), []).append(seat)
        content = {place: self._content_width(cell) for place, cell in cells.items()}
        x, self.columns = self.left, []
        for column in range(len(self.themes)):
            x += self.margins[column]
            fullest = max((width for (_, at), width in content.items() if at == column), default=self.box_width)
            self.columns.append((x, fullest + 2 * px.COLUMN_PAD))
            x += self.columns[-1][1]
        self.right = x + self.margins[-1]
        for place, cell in cells.items():
            self._place_cell(cell, content[place])

    def _content_width(self, cell: Sequence[Seat]) -> int:
        return len(cell) * self.box_width + sum(self._gap_left_of(seat) for seat in cell[1:])

    def _place_cell(self, cell: Sequence[Seat], content: int) -> None:
        start, width = self.columns[cell[0].column]
        x = start + (width - content) // 2
        for number, seat in enumerate(cell):
            x += self._gap_left_of(seat) if number else 0
            seat.x, seat.width = x, self.box_width
            x += self.box_width

    def _gap_left_of(self, seat: Seat) -> int:
        return self.inner.get((seat.tier, seat.number), px.BOX_GAP)

    def gap(self, tier: int, number: int) -> tuple[int, int]:
        """From and to where a line may pass a tier in this gap, in px; the second is smaller where none fits."""
        seats = self.tiers[tier]
        start = seats[number - 1].x + self.box_width if number else self.left
        end = seats[number].x if number < len(seats) else self.right
        return start + px.CLEAR, end - px.CLEAR

    def widen(self, tier: int, number: int, lines: int) -> bool:
        """Make room for this many lines in a gap; True where that needs a new `place`."""
        start, end = self.gap(tier, number)
        lacking = (lines - 1) * px.PITCH - (end - start)
        if lacking <= 0:
            return False
        seats = self.tiers[tier]
        if 0 < number < len(seats) and seats[number - 1].column == seats[number].column:
            self.inner[tier, number] = self.inner.get((tier, number), px.BOX_GAP) + lacking
        else:
            margin = seats[number].column if number < len(seats) else len(self.themes)
            self.margins[margin] += lacking
        return True


def build_grid(plan: Plan, themes: tuple[Theme, ...], box_width: int, left: int, per_line: int) -> Grid:
    """The grid of `themes`, placed with the least gaps."""
    tiers: list[list[Seat]] = []
    rows: list[int] = []
    for row, perspective in enumerate(plan.perspectives):
        cells = [_lines(plan.cell(theme.letter, perspective.letter), per_line) for theme in themes]
        for line in range(max((len(cell) for cell in cells), default=1) or 1):
            tier = len(tiers)
            seats = [
                Seat(objective, column, tier)
                for column, cell in enumerate(cells)
                if line < len(cell)
                for objective in cell[line]
            ]
            for number, seat in enumerate(seats):
                seat.number = number
            tiers.append(seats)
            rows.append(row)
    grid = Grid(themes, tiers, rows, box_width, left)
    grid.margins = [px.COLUMN_GAP] * (len(themes) + 1)
    grid.place()
    return grid


def _lines(cell: tuple[Objective, ...], per_line: int) -> list[tuple[Objective, ...]]:
    """A cell's objectives in as few lines as allowed, the upper ones fuller: five are three and two."""
    count = -(-len(cell) // per_line)
    size = -(-len(cell) // count) if count else 0
    return [cell[at : at + size] for at in range(0, len(cell), size)] if count else []

"""What the example's rows are made of: seed, scale, figures and shapes; and the pieces they come in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.datasets import Dataset

if TYPE_CHECKING:
    import pyarrow as pa

MADE = 2  # counted up when the same recipe would make other rows
FIRST, LAST = date(2018, 1, 1), date(2025, 12, 31)


@dataclass(frozen=True, slots=True)
class Recipe:
    """`scale` 1 is the whole example; `figures` and `shapes` are what formats.example reads from its files."""

    seed: int
    scale: Fraction
    figures: Mapping[str, Any]
    shapes: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What tells rows of one recipe from those of another."""
        return f"example {MADE}, seed {self.seed}, scale {self.scale}"

    def scaled(self, figure: str | int, least: int = 0) -> int:
        """A figure at this scale, halves rounded up; not below `least`."""
        whole = self.figures[figure] if isinstance(figure, str) else figure
        return max(least, int(whole * self.scale + Fraction(1, 2)))

    def in_year(self, series: str, year: int, total: int) -> int:
        """What a figure of 2025 is in another year, at this scale."""
        return self.scaled(total * int(self.figures["by_year"][series][year]) // 1000)

    @property
    def years(self) -> range:
        return range(int(self.figures["first_year"]), int(self.figures["last_year"]) + 1)

    @property
    def loans(self) -> int:
        """Physical loans of 2025 at full scale: what the electronic ones leave of the published sum."""
        return int(self.figures["loans"]) - int(self.figures["eloans"])


@dataclass(frozen=True, slots=True)
class Piece:
    """The rows of one batch; `made` makes them when they are wanted. `name` tells pieces of a dataset apart."""

    dataset: Dataset
    name: str
    covers: Coverage
    made: Callable[[], pa.Table]

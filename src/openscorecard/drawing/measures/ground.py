"""The ground a chart stands on: from periods and values to places on the sheet."""

from __future__ import annotations

from dataclasses import dataclass

from openscorecard.drawing.measures.scale import Scale

WIDTH, SIZE = 760, 15
BOTTOM = 56
"""Room under the ground, for two lines of periods."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The field that the line runs in: its edges on the sheet, its scale, and how many periods stand side by side."""

    left: float
    right: float
    top: float
    base: float
    scale: Scale
    count: int

    def x(self, place: float) -> float:
        """The middle of a period; half a step aside its edges."""
        return self.left + (self.right - self.left) * (place + 0.5) / max(self.count, 1)

    def y(self, value: float) -> float:
        """The height of a value."""
        return self.base - (self.base - self.top) * self.scale.share(value)


def n(value: float) -> str:
    """A coordinate in one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")

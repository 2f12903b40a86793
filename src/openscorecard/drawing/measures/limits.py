"""The mean, the limits of natural variation and the target of a chart, with their values beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TypeVar

from openscorecard.drawing.lettering import text_width
from openscorecard.drawing.measures.ground import SIZE, Ground, n
from openscorecard.drawing.palette import Palette

_LINE = 19
One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Band:
    """Limits in force at a point; `lower` is None where it lies below all ground. `trial`: on few points."""

    mean: float
    upper: float
    lower: float | None
    trial: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """What is written beside the last mean, limits and targets; empty for nothing."""

    mean: str = ""
    upper: str = ""
    lower: str = ""
    targets: tuple[str, ...] = ()

    def width(self) -> float:
        """The room they need at the right of the ground."""
        words = (self.mean, self.upper, self.lower, *self.targets)
        return max(text_width(one, SIZE) for one in words) + 10 if any(words) else 0.0


NO_LABELS = Labels()


def heights(bands: Sequence[Band | None], targets: Sequence[tuple[float, ...]]) -> Iterator[float]:
    """Every value that must lie on the ground."""
    for band in bands:
        if band:
            yield from (one for one in (band.mean, band.upper, band.lower) if one is not None)
    for some in targets:
        yield from some


def draw_limits(bands: Sequence[Band | None], ground: Ground, palette: Palette) -> Iterator[str]:
    """Each phase of limits as far as it holds: the mean whole, limits dashed, trial limits dotted."""
    for band, first, last in _phases(bands):
        start, end = n(ground.x(first - 0.5)), n(ground.x(last + 0.5))
        yield (
            f'<path class="osc-mean" d="M{start} {n(ground.y(band.mean))}H{end}" stroke="{palette["ink"]}" '
            'stroke-width="1.5"/>'
        )
        dashes = "2 4" if band.trial else "8 5"
        for value in (band.upper, band.lower):
            if value is not None:
                yield (
                    f'<path class="osc-limit" d="M{start} {n(ground.y(value))}H{end}" stroke="{palette["neutral"]}" '
                    f'stroke-width="1.5" stroke-dasharray="{dashes}"/>'
                )


def draw_targets(targets: Sequence[tuple[float, ...]], ground: Ground, palette: Palette) -> Iterator[str]:
    """The target of each period, as one long-dashed line as far as it is the same."""
    for some, first, last in _phases([one or None for one in targets]):
        for value in some:
            yield (
                f'<path class="osc-target" d="M{n(ground.x(first - 0.5))} {n(ground.y(value))}'
                f'H{n(ground.x(last + 0.5))}" stroke="{palette["target"]}" stroke-width="2" stroke-dasharray="12 6"/>'
            )


def draw_labels(
    labels: Labels, band: Band | None, targets: tuple[float, ...], ground: Ground, palette: Palette
) -> Iterator[str]:
    """The words at the right, moved apart where they would touch."""
    wanted = [(value, words, "target") for value, words in zip(targets, labels.targets, strict=False)]
    if band:
        wanted += [(band.mean, labels.mean, "ink"), (band.upper, labels.upper, "muted")]
        if band.lower is not None:
            wanted.append((band.lower, labels.lower, "muted"))
    wanted.sort(key=lambda one: -one[0])
    for y, (_, words, role) in zip(_apart([ground.y(one[0]) for one in wanted], ground), wanted, strict=True):
        weight = ' font-weight="700"' if role == "target" else ""
        yield (f'<text x="{n(ground.right + 8)}" y="{n(y + 5)}" fill="{palette[role]}"{weight}>{escape(words)}</text>')


def _apart(wished: Sequence[float], ground: Ground) -> list[float]:
    """Heights from the top down, at least a line apart, and none below the ground."""
    found: list[float] = []
    for y in wished:
        found.append(max(y, found[-1] + _LINE if found else y))
    floor = ground.base
    for place in reversed(range(len(found))):
        found[place] = min(found[place], floor)
        floor = found[place] - _LINE
    return found


def _phases(items: Sequence[One | None]) -> Iterator[tuple[One, int, int]]:
    """Runs of one and the same thing, with their first and last place."""
    place = 0
    for item, run in groupby(items):
        length = len(list(run))
        if item is not None:
            yield item, place, place + length - 1
        place += length

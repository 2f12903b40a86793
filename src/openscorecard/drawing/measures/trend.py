"""The trend of a measure as SVG: its line with gaps, and where there are enough points its mean, limits and signals.

A table beside it says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from openscorecard.drawing.lettering import text_width
from openscorecard.drawing.measures.ahead import Ahead, ahead_heights, draw_ahead
from openscorecard.drawing.measures.ground import BOTTOM, SIZE, WIDTH, Ground, n
from openscorecard.drawing.measures.limits import (
    NO_LABELS,
    Band,
    Labels,
    draw_labels,
    draw_limits,
    draw_targets,
    heights,
)
from openscorecard.drawing.measures.scale import Scale, scale_for
from openscorecard.drawing.measures.signals import (
    ROW,
    LegendEntry,
    Shape,
    Tone,
    draw_legend,
    draw_point,
    legend_rows,
)
from openscorecard.drawing.measures.strip import LANE, Note, Placed, draw_strip, placed
from openscorecard.drawing.palette import Palette
from openscorecard.drawing.sheet import FONTS

HEIGHT = 300
"""Of the sheet without legend and strip."""
_TOP, _RIGHT = 34, 24


@dataclass(frozen=True, slots=True)
class Point:
    """One period: its value (None: a gap), what stands below it, and whether example rows are in it.

    `below` are two lines under the axis, each may be empty. `reading` is what the reading is called from here on,
    empty where it is that of the period before. `shape` and `tone` say the signal, `band` the limits in force.
    """

    value: float | None
    below: tuple[str, str] = ("", "")
    example: bool = False
    reading: str = ""
    shape: Shape = ""
    tone: Tone = "common"
    band: Band | None = None
    targets: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class TrendChart:
    """What is drawn: a title for those who do not see it, points oldest first, and the last value as it is written.

    `labels` stand beside the last limits and target, `legend` above, `notes` in a strip over their periods; `ahead` is
    the forecast of the periods after the last value. `write_tick` may write a number of the scale in another way, told
    the largest beside; it gives nothing where it should stand in digits.
    """

    title: str
    language: str
    unit: str
    points: tuple[Point, ...]
    last: str = ""
    labels: Labels = NO_LABELS
    legend: tuple[LegendEntry, ...] = ()
    notes: tuple[Note, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    write_tick: Callable[[float, float], str] | None = None

    @property
    def count(self) -> int:
        """How many periods stand side by side, those of the forecast among them."""
        return max(len(self.points), self.first_ahead + len(self.ahead))

    @property
    def first_ahead(self) -> int:
        """The place of the first period of the forecast: after the last value."""
        return 1 + max((place for place, point in enumerate(self.points) if point.value is not None), default=-1)

    @property
    def judged(self) -> bool:
        """Whether limits are drawn anywhere; the line is neutral then, so that signals stand out."""
        return any(point.band for point in self.points)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The sheet from the top down: the legend, the unit and readings, the strip, the ground."""

    ground: Ground
    head: float
    strip: tuple[Placed, ...]
    strip_top: float
    height: float


def draw_trend(chart: TrendChart, palette: Palette, prefix: str = "trend") -> str:
    """The chart as one SVG element, 760 wide; colours as `palette` says. Ids in it begin with `prefix`."""
    return "".join(_drawn(chart, palette, prefix))


def _sheet(chart: TrendChart) -> _Sheet:
    values = [point.value for point in chart.points if point.value is not None]
    lines = heights([point.band for point in chart.points], [point.targets for point in chart.points])
    scale = scale_for([*values, *lines, *ahead_heights(chart.ahead)])
    left = 14 + max(text_width(one, SIZE) for one in _ticks(chart, scale))
    right = WIDTH - max(_RIGHT, chart.labels.width())
    head = ROW * len(legend_rows(chart.legend)) + (6 if chart.legend else 0)
    flat = Ground(left, right, 0, 0, scale, chart.count)
    strip = placed(chart.notes, flat)
    lanes = 1 + max((one.lane for one in strip), default=-1)
    height = HEIGHT + head + LANE * lanes
    ground = Ground(left, right, head + _TOP + LANE * lanes, height - BOTTOM, scale, chart.count)
    return _Sheet(ground, head, strip, head + _TOP - 6, height)


def _drawn(chart: TrendChart, palette: Palette, prefix: str) -> Iterator[str]:
    sheet = _sheet(chart)
    ground = sheet.ground
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="osc-trend" role="img" aria-labelledby="{prefix}-title" '
        f'lang="{chart.language}" viewBox="0 0 {WIDTH} {n(sheet.height)}" width="{WIDTH}" height="{n(sheet.height)}" '
        f'font-family="{FONTS}" font-size="{SIZE}" fill="{palette["ink"]}">'
        f'<title id="{prefix}-title">{escape(chart.title)}</title>'
    )
    yield from draw_legend(chart.legend, palette)
    yield from _gaps(chart, ground, palette)
    yield from _grid(chart, ground, palette)
    yield f'<text x="4" y="{n(sheet.head + 16)}" fill="{palette["muted"]}">{escape(chart.unit)}</text>'
    yield from _below(chart, ground, palette)
    yield from _readings(chart, sheet, palette)
    yield from draw_strip(sheet.strip, sheet.strip_top, ground, palette)
    yield from draw_targets([point.targets for point in chart.points], ground, palette)
    yield from draw_limits([point.band for point in chart.points], ground, palette)
    yield from _ahead(chart, ground, palette)
    yield from _line(chart, ground, palette)
    last = _last_judged(chart)
    yield from draw_labels(chart.labels, last.band if last else None, last.targets if last else (), ground, palette)
    yield "</svg>"


def _last_judged(chart: TrendChart) -> Point | None:
    return next((point for point in reversed(chart.points) if point.band or point.targets), None)


def _ticks(chart: TrendChart, scale: Scale) -> tuple[str, ...]:
    """The numbers beside the scale: all in the chart's own way where it has one for each, else all in digits."""
    largest = max(map(abs, scale.ticks))
    own = [chart.write_tick(value, largest) for value in scale.ticks] if chart.write_tick else []
    if own and all(own):
        return tuple(own)
    return tuple(f"{value:,.{scale.places}f}".replace("-", "−") for value in scale.ticks)


def _grid(chart: TrendChart, ground: Ground, palette: Palette) -> Iterator[str]:
    for value, words in zip(ground.scale.ticks, _ticks(chart, ground.scale), strict=True):
        y = n(ground.y(value))
        yield f'<path d="M{n(ground.left)} {y}H{n(ground.right)}" stroke="{palette["rule"]}"/>'
        yield (
            f'<text x="{n(ground.left - 8)}" y="{n(ground.y(value) + 5)}" text-anchor="end" '
            f'fill="{palette["muted"]}">{escape(words)}</text>'
        )


def _ahead(chart: TrendChart, ground: Ground, palette: Palette) -> Iterator[str]:
    known = next((point.value for point in reversed(chart.points) if point.value is not None), None)
    if known is not None:
        yield from draw_ahead(chart.ahead, chart.first_ahead, (chart.first_ahead - 1, known), ground, palette)


def _gaps(chart: TrendChart, ground: Ground, palette: Palette) -> Iterator[str]:
    """A band and a diamond for each period without a value: a gap is said, not only left out."""
    half = (ground.x(1) - ground.x(0)) / 2
    for place, point in enumerate(chart.points):
        if point.value is None:
            x, y = ground.x(place), ground.base - 9
            yield (
                f'<rect x="{n(x - half)}" y="{n(ground.top)}" width="{n(2 * half)}" '
                f'height="{n(ground.base - ground.top)}" fill="{palette["band"]}"/>'
                f'<path d="M{n(x)} {n(y - 5)}l5 5-5 5-5-5z" fill="none" '
                f'stroke="{palette["neutral"]}" stroke-width="1.5"/>'
            )


def _below(chart: TrendChart, ground: Ground, palette: Palette) -> Iterator[str]:
    base = ground.base
    shown = [point.below for point in chart.points]
    shown += [one.below for one in chart.ahead[max(len(shown) - chart.first_ahead, 0) :]]
    for place, below in enumerate(shown):
        x = n(ground.x(place))
        if any(below):
            yield f'<path d="M{x} {n(base)}v5" stroke="{palette["neutral"]}"/>'
        for line, text in enumerate(below):
            if text:
                yield (
                    f'<text x="{x}" y="{n(base + 22 + 20 * line)}" text-anchor="middle" '
                    f'fill="{palette["muted"]}">{escape(text)}</text>'
                )


def _readings(chart: TrendChart, sheet: _Sheet, palette: Palette) -> Iterator[str]:
    """Where another reading begins: an upright line, and its name beside it."""
    ground, y = sheet.ground, sheet.head + _TOP
    for place, point in enumerate(chart.points):
        if point.reading and place:
            x = (ground.x(place - 1) + ground.x(place)) / 2
            anchor, beside = (' text-anchor="end"', -6) if x > WIDTH / 2 else ("", 6)
            dashes = f'stroke="{palette["neutral"]}" stroke-dasharray="3 3"'
            yield f'<path class="osc-reading" d="M{n(x)} {n(y - 14)}V{n(ground.base)}" {dashes}/>'
            yield (
                f'<text x="{n(x + beside)}" y="{n(y - 4)}"{anchor} fill="{palette["muted"]}">'
                f"{escape(point.reading)}</text>"
            )


def _line(chart: TrendChart, ground: Ground, palette: Palette) -> Iterator[str]:
    colour = palette["neutral"] if chart.judged else palette.theme(0)
    path, pen = "", "M"
    for place, point in enumerate(chart.points):
        if point.value is None or (point.reading and place):
            pen = "M"
        if point.value is not None:
            path += f"{pen}{n(ground.x(place))} {n(ground.y(point.value))}"
            pen = "L"
    yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"/>' if path else ""
    for place, point in enumerate(chart.points):
        if point.value is not None:
            at = (ground.x(place), ground.y(point.value))
            if point.shape or chart.judged:
                yield draw_point(at, point.shape, point.tone, palette, hollow=point.example)
            else:
                yield _plain(at, colour, palette["surface"] if point.example else colour)
    yield from _last(chart, ground, palette)


def _plain(at: tuple[float, float], colour: str, fill: str) -> str:
    return f'<circle cx="{n(at[0])}" cy="{n(at[1])}" r="4" fill="{fill}" stroke="{colour}" stroke-width="2"/>'


def _last(chart: TrendChart, ground: Ground, palette: Palette) -> Iterator[str]:
    known = [(place, point.value) for place, point in enumerate(chart.points) if point.value is not None]
    if known and chart.last:
        place, value = known[-1]
        half = text_width(chart.last, SIZE + 2) / 2
        x = min(ground.x(place), WIDTH - 4 - half, ground.right - half if chart.judged else WIDTH)
        yield (
            f'<text x="{n(x)}" y="{n(max(ground.y(value) - 12, 16))}" text-anchor="middle" font-weight="700" '
            f'font-size="{SIZE + 2}" stroke="{palette["surface"]}" stroke-width="4" paint-order="stroke">'
            f"{escape(chart.last)}</text>"
        )

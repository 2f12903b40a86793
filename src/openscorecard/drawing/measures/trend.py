"""The trend of a measure as SVG: a line that breaks where there is no data; a table beside it says the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from openscorecard.drawing.lettering import text_width
from openscorecard.drawing.measures.scale import Scale, scale_for
from openscorecard.drawing.palette import Palette

FONTS = "'Noto Sans TC','Noto Sans CJK TC','Microsoft JhengHei','PingFang TC',sans-serif"
WIDTH, HEIGHT, SIZE = 760, 300, 15
_TOP, _RIGHT, _BOTTOM = 34, 24, 56
_RADIUS = 4.0


@dataclass(frozen=True, slots=True)
class Point:
    """One period: its value (None: a gap), what stands below it, and whether example rows are in it.

    `below` are two lines under the axis, each may be empty. `reading` is what the reading is called from here on,
    empty where it is that of the period before.
    """

    value: float | None
    below: tuple[str, str] = ("", "")
    example: bool = False
    reading: str = ""


@dataclass(frozen=True, slots=True)
class TrendChart:
    """What is drawn: a title for those who do not see it, points oldest first, and the last value as it is written."""

    title: str
    language: str
    unit: str
    points: tuple[Point, ...]
    last: str = ""


def draw_trend(chart: TrendChart, palette: Palette, prefix: str = "trend") -> str:
    """The chart as one SVG element, 760 by 300; colours as `palette` says. Ids in it begin with `prefix`."""
    return "".join(_drawn(chart, palette, prefix))


@dataclass(frozen=True, slots=True)
class _Ground:
    left: float
    scale: Scale
    count: int

    def x(self, place: int) -> float:
        width = WIDTH - self.left - _RIGHT
        return self.left + width * (place + 0.5) / max(self.count, 1)

    def y(self, value: float) -> float:
        return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * self.scale.share(value)


def _drawn(chart: TrendChart, palette: Palette, prefix: str) -> Iterator[str]:
    scale = scale_for([point.value for point in chart.points if point.value is not None])
    left = 14 + max(text_width(_tick(one, scale), SIZE) for one in scale.ticks)
    ground = _Ground(left, scale, len(chart.points))
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="osc-trend" role="img" aria-labelledby="{prefix}-title" '
        f'lang="{chart.language}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="{FONTS}" font-size="{SIZE}" fill="{palette["ink"]}">'
        f'<title id="{prefix}-title">{escape(chart.title)}</title>'
    )
    yield from _gaps(chart, ground, palette)
    yield from _grid(ground, palette)
    yield f'<text x="4" y="16" fill="{palette["muted"]}">{escape(chart.unit)}</text>'
    yield from _below(chart, ground, palette)
    yield from _readings(chart, ground, palette)
    yield from _line(chart, ground, palette)
    yield "</svg>"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _tick(value: float, scale: Scale) -> str:
    return f"{value:,.{scale.places}f}".replace("-", "−")


def _grid(ground: _Ground, palette: Palette) -> Iterator[str]:
    for value in ground.scale.ticks:
        y = _n(ground.y(value))
        yield f'<path d="M{_n(ground.left)} {y}H{WIDTH - _RIGHT}" stroke="{palette["rule"]}"/>'
        yield (
            f'<text x="{_n(ground.left - 8)}" y="{_n(ground.y(value) + 5)}" text-anchor="end" '
            f'fill="{palette["muted"]}">{_tick(value, ground.scale)}</text>'
        )


def _gaps(chart: TrendChart, ground: _Ground, palette: Palette) -> Iterator[str]:
    """A band and a diamond for each period without a value: a gap is said, not only left out."""
    half = (ground.x(1) - ground.x(0)) / 2
    for place, point in enumerate(chart.points):
        if point.value is None:
            x, y = ground.x(place), HEIGHT - _BOTTOM - 9
            yield (
                f'<rect x="{_n(x - half)}" y="{_TOP}" width="{_n(2 * half)}" height="{HEIGHT - _TOP - _BOTTOM}" '
                f'fill="{palette["band"]}"/><path d="M{_n(x)} {_n(y - 5)}l5 5-5 5-5-5z" fill="none" '
                f'stroke="{palette["neutral"]}" stroke-width="1.5"/>'
            )


def _below(chart: TrendChart, ground: _Ground, palette: Palette) -> Iterator[str]:
    base = HEIGHT - _BOTTOM
    for place, point in enumerate(chart.points):
        x = _n(ground.x(place))
        if any(point.below):
            yield f'<path d="M{x} {base}v5" stroke="{palette["neutral"]}"/>'
        for line, text in enumerate(point.below):
            if text:
                yield (
                    f'<text x="{x}" y="{base + 22 + 20 * line}" text-anchor="middle" '
                    f'fill="{palette["muted"]}">{escape(text)}</text>'
                )


def _readings(chart: TrendChart, ground: _Ground, palette: Palette) -> Iterator[str]:
    """Where another reading begins: an upright line, and its name beside it."""
    for place, point in enumerate(chart.points):
        if point.reading and place:
            x = (ground.x(place - 1) + ground.x(place)) / 2
            anchor, beside = (' text-anchor="end"', -6) if x > WIDTH / 2 else ("", 6)
            dashes = f'stroke="{palette["neutral"]}" stroke-dasharray="3 3"'
            yield f'<path d="M{_n(x)} {_TOP - 14}V{HEIGHT - _BOTTOM}" {dashes}/>'
            yield (
                f'<text x="{_n(x + beside)}" y="{_TOP - 4}"{anchor} fill="{palette["muted"]}">'
                f"{escape(point.reading)}</text>"
            )


def _line(chart: TrendChart, ground: _Ground, palette: Palette) -> Iterator[str]:
    colour = palette.theme(0)
    path, pen = "", "M"
    for place, point in enumerate(chart.points):
        if point.value is None or (point.reading and place):
            pen = "M"
        if point.value is not None:
            path += f"{pen}{_n(ground.x(place))} {_n(ground.y(point.value))}"
            pen = "L"
    yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"/>' if path else ""
    for place, point in enumerate(chart.points):
        if point.value is not None:
            fill = palette["surface"] if point.example else colour
            yield (
                f'<circle cx="{_n(ground.x(place))}" cy="{_n(ground.y(point.value))}" r="{_RADIUS}" fill="{fill}" '
                f'stroke="{colour}" stroke-width="2"/>'
            )
    yield from _last(chart, ground, palette)


def _last(chart: TrendChart, ground: _Ground, palette: Palette) -> Iterator[str]:
    known = [(place, point.value) for place, point in enumerate(chart.points) if point.value is not None]
    if known and chart.last:
        place, value = known[-1]
        x = min(ground.x(place), WIDTH - 4 - text_width(chart.last, SIZE + 2) / 2)
        yield (
            f'<text x="{_n(x)}" y="{_n(max(ground.y(value) - 12, 16))}" text-anchor="middle" font-weight="700" '
            f'font-size="{SIZE + 2}">{escape(chart.last)}</text>'
        )

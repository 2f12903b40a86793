"""Writing a laid-out strategy map as SVG: links that are links, nothing styled but by attributes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape

from openscorecard.drawing.lettering import text_width
from openscorecard.drawing.palette import Palette
from openscorecard.drawing.strategy import proportions as px
from openscorecard.drawing.strategy.pens import arrow_path, line_path, mark_path, route_path
from openscorecard.drawing.strategy.shapes import (
    Arrowhead,
    Band,
    Box,
    Caption,
    Header,
    LegendEntry,
    MapLayout,
    Route,
    Stroke,
)
from openscorecard.drawing.strategy.states import State, draw_state, state_words

LinkFor = Callable[[str], str | None]

FONTS = "'Noto Sans TC','Noto Sans CJK TC','Microsoft JhengHei','PingFang TC',sans-serif"

# Hover and focus with CSS alone, nothing in it from a plan, so a site serves it from its own stylesheet and needs no
# nonce. `.lit` holds an objective's links once more, transparent until then.
HIGHLIGHT_CSS = """
.osc-map .lit { opacity: 0; pointer-events: none; }
.osc-map .objective:hover > .lit, .osc-map .objective:focus-within > .lit { opacity: 1; }
.osc-map:has(.objective:hover, .objective:focus-within) .lines { opacity: .22; }
.osc-map .lines { transition: opacity .12s; }
.osc-map a:hover > rect, .osc-map a:focus > rect { stroke-width: 3; }
.osc-map a:focus-visible { outline: none; }
.osc-map a:focus-visible > rect { stroke: var(--osc-focus, #0b5cad); stroke-width: 4; }
@media (prefers-reduced-motion: reduce) { .osc-map .lines { transition: none; } }
""".strip()


def write_svg(
    layout: MapLayout,
    palette: Palette,
    link_for: LinkFor,
    prefix: str,
    style: bool,
    marks: Mapping[str, str],
    states: Mapping[str, State],
) -> str:
    """The drawing; see `draw_map`."""

    def said(box: Box) -> str:
        return _mark(box, marks.get(box.objective, ""), palette) + _state(box, states.get(box.objective), palette)

    return "".join(_document(layout, palette, link_for, prefix, style, said))


def _document(
    layout: MapLayout, palette: Palette, link_for: LinkFor, prefix: str, style: bool, said: Callable[[Box], str]
) -> Iterator[str]:
    width, height = _n(layout.width), _n(layout.height)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="osc-map" id="{prefix}" role="group" '
        f'aria-labelledby="{prefix}-title" lang="{layout.language}" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="{FONTS}" font-size="{_n(px.SMALL_SIZE)}" fill="{palette["ink"]}">'
    )
    yield f'<title id="{prefix}-title">{_text("".join(layout.title.lines))}</title>'
    yield f"<style>{HIGHLIGHT_CSS}</style>" if style else ""
    yield f'<rect width="{width}" height="{height}" fill="{palette["page"]}"/>'
    yield from (_band(band, palette, layout.language) for band in layout.bands)
    yield from (_header(header, palette, layout.language) for header in layout.headers)
    yield _caption(layout.title, layout.language)
    yield f'<g fill="{palette["muted"]}">'
    yield from (_caption(line, layout.language) for line in layout.subtitles)
    yield "</g>"
    yield from _lines(layout, palette)
    yield from _objectives(layout, palette, link_for, prefix, said)
    yield from _legend(layout, palette)
    yield "</svg>"


def _n(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.1f}"


# What no XML may hold, though a text may: non-characters in the middle of planes are refused before, so few are left.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _text(text: str) -> str:
    return escape(_UNFIT.sub("", text), quote=True)


def _caption(caption: Caption, around: str, fill: str = "") -> str:
    """One text; its own `lang` where it differs from what is around it."""
    attributes = f' font-size="{_n(caption.size)}"' if caption.size != px.SMALL_SIZE else ""
    attributes += ' font-weight="700"' if caption.bold else ""
    attributes += ' text-anchor="middle"' if caption.centred else ""
    attributes += f' fill="{fill}"' if fill else ""
    attributes += f' lang="{caption.language}"' if caption.language != around else ""
    x = _n(caption.x)
    if len(caption.lines) == 1:
        return f'<text x="{x}" y="{_n(caption.y)}"{attributes}>{_text(caption.lines[0])}</text>'
    lines = "".join(
        f'<tspan x="{x}" y="{_n(caption.y + number * caption.leading)}">{_text(line)}</tspan>'
        for number, line in enumerate(caption.lines)
    )
    return f"<text{attributes}>{lines}</text>"


def _band(band: Band, palette: Palette, language: str) -> str:
    return (
        f'<rect x="{_n(band.x)}" y="{_n(band.y)}" width="{_n(band.width)}" height="{_n(band.height)}" '
        f'rx="{px.CORNER}" fill="{palette["band"]}"/>{_caption(band.caption, language)}'
    )


def _header(header: Header, palette: Palette, language: str) -> str:
    x, y, width, colour = _n(header.x), _n(header.y), _n(header.width), palette.header(header.theme)
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{_n(header.height + header.column_height)}" '
        f'rx="{px.CORNER}" fill="none" stroke="{palette["rule"]}"/>'
        f'<rect x="{x}" y="{y}" width="{width}" height="{_n(header.height)}" rx="{px.CORNER}" fill="{colour}"/>'
        f"{_caption(header.caption, language, palette['on-header'])}"
    )


def _lines(layout: MapLayout, palette: Palette) -> Iterator[str]:
    yield '<g class="lines" aria-hidden="true" fill="none" stroke-width="2">'
    yield from (_stroke(stroke, palette) for stroke in layout.strokes)
    yield from (_arrowhead(arrowhead, palette) for arrowhead in layout.arrowheads)
    yield "</g>"


def _pen(colour: str, dashed: bool, example: bool) -> str:
    dashes = ' stroke-dasharray="6 4"' if dashed else ""
    return f'stroke="{colour}"{dashes}' + (' stroke-width="1.4"' if example else "")


def _stroke(stroke: Stroke, palette: Palette) -> str:
    return f'<path d="{line_path(stroke)}" {_pen(palette.theme(stroke.theme), stroke.dashed, stroke.example)}/>'


def _arrowhead(head: Arrowhead, palette: Palette) -> str:
    colour = palette.theme(head.theme)
    fill = palette["surface"] if head.example else colour
    drawn = f'<path d="{arrow_path(head.tip, head.up)}" fill="{fill}" stroke="{colour}" stroke-width="1.4"/>'
    if head.sign == "-":
        disc, minus = mark_path(head.tip, head.up)
        drawn += f'<path d="{disc}" fill="{palette["surface"]}" stroke="{colour}" stroke-width="1.6"/>'
        drawn += f'<path d="{minus}" stroke="{colour}" stroke-width="2.4"/>'
    return drawn


def _objectives(
    layout: MapLayout, palette: Palette, link_for: LinkFor, prefix: str, said: Callable[[Box], str]
) -> Iterator[str]:
    places = {box.objective: box for box in layout.boxes}
    touching: dict[str, list[Route]] = {box.objective: [] for box in layout.boxes}
    for route in layout.routes:
        touching[route.source].append(route)
        touching[route.target].append(route)
    for number, box in enumerate(layout.boxes):
        yield f'<g class="objective" id="{prefix}-{number}">'
        yield _linked(_box(box, palette, layout.language) + said(box), box, link_for(box.objective))
        if touching[box.objective]:
            yield '<g class="lit" aria-hidden="true" opacity="0" fill="none" stroke-width="3.2">'
            yield from _lit(box, touching[box.objective], places, palette)
            yield "</g>"
        yield "</g>"


def _linked(drawn: str, box: Box, address: str | None) -> str:
    title = f"<title>{_text(box.code)} {_text(box.name)}</title>"
    if address is None:
        return f"<g>{title}{drawn}</g>"
    return f'<a href="{_text(address)}">{title}{drawn}</a>'


def _box(box: Box, palette: Palette, language: str) -> str:
    colour = palette.theme(box.theme)
    code, *names = box.captions
    return (
        f'<rect x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}" '
        f'rx="{px.CORNER}" fill="{palette["surface"]}" stroke="{colour}" stroke-width="1.6"/>'
        f"{_caption(code, language, colour)} "
        + " ".join(_caption(name, language) for name in names)
        + " ".join(_caption(note, language, palette["muted"]) for note in box.notes)
    )


def _mark(box: Box, words: str, palette: Palette) -> str:
    """A square and a few words in the corner that the code leaves free; said with the name, as it is text."""
    if not words:
        return ""
    x, y = box.x + box.width - 8, box.y + 18
    left = x - text_width(words, px.SMALL_SIZE) - 16
    return (
        f'<rect x="{_n(left)}" y="{_n(y - 11)}" width="11" height="11" fill="{palette["ink"]}"/>'
        f' <text x="{_n(x)}" y="{_n(y)}" text-anchor="end">{_text(words)}</text>'
    )


def _state(box: Box, state: State | None, palette: Palette) -> str:
    return draw_state(box, state, _text(state_words(state, box.width)), palette) if state else ""


def _lit(box: Box, routes: Iterable[Route], places: dict[str, Box], palette: Palette) -> Iterator[str]:
    for route in routes:
        colour = palette.theme(route.theme)
        other = places[route.target if route.source == box.objective else route.source]
        yield f'<path d="{route_path(route)}" {_pen(colour, route.across, False)}/>'
        yield f'<path d="{arrow_path(route.points[-1], _arrives_upwards(route))}" fill="{colour}" stroke="{colour}"/>'
        yield (
            f'<rect x="{_n(other.x)}" y="{_n(other.y)}" width="{_n(other.width)}" height="{_n(other.height)}" '
            f'rx="{px.CORNER}" stroke="{colour}"/>'
        )


def _arrives_upwards(route: Route) -> bool:
    return route.points[-2][1] > route.points[-1][1]


def _legend(layout: MapLayout, palette: Palette) -> Iterator[str]:
    if not layout.legend:
        return
    yield f'<g fill="{palette["muted"]}" stroke-width="2">'
    for entry in layout.legend:
        yield _sample(entry, palette) + _caption(entry.caption, layout.language)
    yield "</g>"


def _sample(entry: LegendEntry, palette: Palette) -> str:
    x, y, end = entry.x, entry.y, entry.x + px.SAMPLE
    colour = palette["neutral"]
    pen = _pen(colour, entry.kind == "across", entry.kind == "example")
    tip = f"M{_n(end)} {_n(y)}l-{px.ARROW} -{px.ARROW_HALF}v{2 * px.ARROW_HALF}z"
    fill = palette["surface"] if entry.kind == "example" else colour
    drawn = f'<path d="M{_n(x)} {_n(y)}H{_n(end - px.ARROW)}" fill="none" {pen}/>'
    drawn += f'<path d="{tip}" fill="{fill}" stroke="{colour}" stroke-width="1.4"/>'
    if entry.kind == "merged":
        drawn += (
            f'<path d="M{_n(x)} {_n(y - 8)}h10q6 0 6 8M{_n(x)} {_n(y + 8)}h10q6 0 6 -8" fill="none" '
            f'stroke="{colour}" stroke-width="2"/>'
        )
    if entry.kind == "negative":
        centre = end - px.ARROW - px.MARK
        drawn += (
            f'<circle cx="{_n(centre)}" cy="{_n(y)}" r="{px.MARK}" fill="{palette["surface"]}" '
            f'stroke="{colour}" stroke-width="1.6"/>'
            f'<path d="M{_n(centre - 3.5)} {_n(y)}h7" stroke="{colour}" stroke-width="2.4"/>'
        )
    return drawn

"""The strategy map as a slide of native shapes: the drawing's layout turned into what the PPTX writer places."""

from __future__ import annotations

from collections.abc import Mapping

from openscorecard.domain.strategy.plan import Plan
from openscorecard.drawing.palette import DARK, LIGHT, Palette
from openscorecard.drawing.strategy import proportions as px
from openscorecard.drawing.strategy.layout import lay_out
from openscorecard.drawing.strategy.outline import map_outline
from openscorecard.drawing.strategy.shapes import Band, Box, Caption, Header, LegendEntry, MapLayout, Stroke
from openscorecard.drawing.strategy.states import Shape, State, state_words
from openscorecard.formats.office.map_slide import (
    MapBand,
    MapBox,
    MapHeader,
    MapRoute,
    MapSample,
    MapSlide,
    MapText,
)
from openscorecard.formats.office.pptx import write_map_pptx

# Letters that every Chinese font has, for the shapes of the drawing.
_MARKS: dict[Shape, str] = {
    "disc": "●", "triangle": "▲", "square": "■", "ring": "○", "diamond": "◇", "clock": "◎", "dash": "－",
    "cross": "×", "lock": "□",
}  # fmt: skip
_SCREEN_TAGS = {"zh-Hant": "zh-TW", "en": "en"}


def write_map_slide(plan: Plan, language: str = "zh-Hant", scheme: str = "light") -> bytes:
    """A PPTX with one A3 slide: the map of `plan` in native shapes, the same in words as its notes."""
    slide = map_slide(plan, lay_out(plan, language), DARK if scheme == "dark" else LIGHT)
    return write_map_pptx([slide], title=plan.name.says(language)[0])


def map_slide(plan: Plan, layout: MapLayout, palette: Palette, states: Mapping[str, State] | None = None) -> MapSlide:
    """`layout`, a drawing of `plan`, as native shapes; `states` say at the foot of each box how it stands."""
    notes = map_words(plan, layout.language)
    return MapSlide(
        title=" ".join(layout.title.lines),
        subtitles=tuple(" ".join(caption.lines) for caption in layout.subtitles),
        bands=tuple(_band(band, layout, palette) for band in layout.bands),
        headers=tuple(_header(header, palette) for header in layout.headers),
        boxes=tuple(_box(box, palette, (states or {}).get(box.objective)) for box in layout.boxes),
        routes=tuple(_route(stroke, layout, palette) for stroke in layout.strokes),
        legend=tuple(_sample(entry, palette) for entry in layout.legend),
        notes=notes,
        language=_SCREEN_TAGS.get(layout.language, "zh-TW"),
    )


def _text(caption: Caption, ink: str) -> MapText:
    return MapText(caption.lines, caption.size, caption.bold, ink, _SCREEN_TAGS.get(caption.language, "zh-TW"))


def _band(band: Band, layout: MapLayout, palette: Palette) -> MapBand:
    label = min((header.x for header in layout.headers), default=band.x + band.width) - band.x
    return MapBand(_text(band.caption, palette["ink"]), band.x, band.y, band.width, band.height, label, palette["band"])


def _header(header: Header, palette: Palette) -> MapHeader:
    ground = palette.header(header.theme)
    text = _text(header.caption, palette["on-header"])
    return MapHeader(text, header.x, header.y, header.width, header.height, ground, header.column_height)


def _box(box: Box, palette: Palette, state: State | None) -> MapBox:
    code, *names = box.captions
    texts = (
        _text(code, palette.theme(box.theme)),
        *(_text(name, palette["ink"]) for name in names),
        *(_text(note, palette["muted"]) for note in box.notes),
        *([_state(state, box, code, palette)] if state else []),
    )
    border = palette.theme(box.theme)
    about = " ".join([box.code, box.name, *([state.words, state.figure] if state else [])]).strip()
    return MapBox(texts, box.x, box.y, box.width, box.height, border, palette["surface"], about)


def _state(state: State, box: Box, like: Caption, palette: Palette) -> MapText:
    words = f"{_MARKS[state.shape]} {state_words(state, box.width)}"
    return MapText((words,), px.SMALL_SIZE, True, palette[state.tone], _SCREEN_TAGS.get(like.language, "zh-TW"))


def _route(stroke: Stroke, layout: MapLayout, palette: Palette) -> MapRoute:
    head = next((head for head in layout.arrowheads if head.net == stroke.net), None)
    points = (*stroke.points, stroke.turns_to) if stroke.turns_to else stroke.points
    return MapRoute(
        points,
        palette.theme(stroke.theme),
        stroke.dashed,
        stroke.example,
        negative=stroke.ends and head is not None and head.sign == "-",
        arrow=stroke.ends,
    )


def _sample(entry: LegendEntry, palette: Palette) -> MapSample:
    return MapSample(
        " ".join(entry.caption.lines),
        palette.theme(None),
        dashed=entry.kind == "across",
        example=entry.kind == "example",
        negative=entry.kind == "negative",
    )


def map_words(plan: Plan, language: str) -> str:
    """The whole map as lines of words."""
    lines: list[str] = []
    for theme in map_outline(plan, language):
        lines.append(f"{theme.letter} {theme.name[0]}")
        for perspective in theme.perspectives:
            lines.append(f"  {perspective.name[0]}")
            for objective in perspective.objectives:
                lines.append(f"    {objective.code} {objective.name[0]}")
                lines.extend(f"      {link.words} {link.code} {link.name[0]}" for link in objective.links)
    return "\n".join(lines)

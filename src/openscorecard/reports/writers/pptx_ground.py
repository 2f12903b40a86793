"""What slides stand on: a template of the institution or ours, its layouts, and the room below a title."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openscorecard.drawing.palette import LIGHT
from openscorecard.reports.writers.faults import UnfitTemplate

FONT, ACCENT, ROW_TINT = "Microsoft JhengHei", "#0b3d6b", "#e8f0f8"
INK, MUTED = LIGHT["ink"], LIGHT["muted"]
POINT = 12_700  # EMU
_WIDE = (12_192_000, 6_858_000)  # 16 : 9
_MARGIN = 460_000
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Ground:
    """A package with no slides, its two layouts, and the room for content, in EMU."""

    package: Any
    opening: Any
    plain: Any
    left: int
    top: int
    width: int
    height: int

    @property
    def size(self) -> tuple[int, int]:
        return self.package.slide_width, self.package.slide_height


def ground_of(template: Path | None) -> Ground:
    """Raises UnfitTemplate."""
    import pptx

    if template is None:
        package = pptx.Presentation()
        _widen(package)
        return _ground(package, None)
    try:
        package = pptx.Presentation(str(template))
        _empty(package)
    except Exception as broken:  # whatever a damaged file makes the library raise
        raise UnfitTemplate(path=template, form="pptx", reason=str(broken)) from broken
    return _ground(package, template)


def _ground(package: Any, template: Path | None) -> Ground:
    opening, plain = _layout(package, {"TITLE", "CENTER_TITLE"}, {"SUBTITLE"}), _layout(package, {"TITLE"}, set())
    if plain is None:
        raise UnfitTemplate(path=template, form="pptx", reason="title-only layout ∅")
    _count_names(package.part.package)
    title = next(one for one in plain.placeholders if _kind(one) == "TITLE")
    top = title.top + title.height + 60_000
    foot = _MARGIN
    room = (title.left, top, title.width, package.slide_height - top - foot)
    return Ground(package, opening or plain, plain, *room)


def _count_names(package: Any) -> None:
    """Numbers new parts by counting; python-pptx walks through all there are for each new one."""
    from pptx.opc.packuri import PackURI

    found = package.next_partname
    names: dict[str, int] = {}

    def next_name(pattern: str) -> Any:
        if pattern in names:
            names[pattern] += 1
        else:
            names[pattern] = int("".join(char for char in found(pattern).filename if char.isdigit()) or 1)
        return PackURI(pattern % names[pattern])

    package.next_partname = next_name


def _layout(package: Any, titles: set[str], more: set[str]) -> Any:
    """The layout with such a title and the fewest other places for content."""
    fits = []
    for layout in package.slide_layouts:
        kinds = {_kind(one) for one in layout.placeholders} - {"DATE", "FOOTER", "SLIDE_NUMBER"}
        if kinds & titles and more <= kinds:
            fits.append((len(kinds), layout))
    return min(fits, key=lambda one: one[0])[1] if fits else None


def _kind(placeholder: Any) -> str:
    return str(placeholder.placeholder_format.type).split(".")[-1].split(" ")[0]


def _widen(package: Any) -> None:
    """python-pptx's template is 4 : 3; ours is wide, with its title at the left and our fonts."""
    factor = _WIDE[0] / package.slide_width
    package.slide_width, package.slide_height = _WIDE
    for page in (package.slide_master, *package.slide_layouts):
        for shape in page.placeholders:
            if shape._element.spPr.find(f"{_A}xfrm") is not None:
                shape.left, shape.width = round(shape.left * factor), round(shape.width * factor)
    title = next(one for one in package.slide_master.placeholders if _kind(one) == "TITLE")
    title.left, title.top, title.width, title.height = _MARGIN, 330_000, _WIDE[0] - 2 * _MARGIN, 720_000
    for layout in package.slide_layouts:
        _set_layout(layout)
    master = package.slide_master._element
    for level in master.findall(".//{*}titleStyle/{*}lvl1pPr"):
        level.set("algn", "l")
        level.find(f"{_A}defRPr").set("sz", "2600")
        level.find(f"{_A}defRPr").set("b", "1")


def _set_layout(layout: Any) -> None:
    """Titles stand where the master has them, those of the first slide lower and at the left."""
    if layout.name == "Title Only":
        for shape in layout.placeholders:
            place = shape._element.spPr.find(f"{_A}xfrm")
            if _kind(shape) == "TITLE" and place is not None:
                shape._element.spPr.remove(place)
    elif layout.name == "Title Slide":
        places = ((1_750_000, 1_500_000), (3_400_000, 1_700_000))
        for shape, (top, height) in zip(layout.placeholders, places, strict=False):
            shape.left, shape.top, shape.width, shape.height = _MARGIN, top, _WIDE[0] - 2 * _MARGIN, height
            for level in shape._element.findall(".//{*}lvl1pPr"):
                level.set("algn", "l")


def _empty(package: Any) -> None:
    slides = package.slides._sldIdLst
    for one in list(slides):
        package.part.drop_rel(one.rId)
        slides.remove(one)

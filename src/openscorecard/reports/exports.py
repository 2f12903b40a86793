"""A plan as a file to take away: the document's form, YAML, office files, and the map as SVG, PNG and PPTX."""

from __future__ import annotations

from collections.abc import Callable

from openscorecard.domain.faults import Fault
from openscorecard.domain.strategy.nodes import Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.formats.strategy.outlet import PLAN_FORMATS, write_plan

MEDIA_TYPES = {
    "txt": "text/plain; charset=utf-8",
    "yaml": "application/yaml; charset=utf-8",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "svg": "image/svg+xml",
    "png": "image/png",
}
EXPORT_KINDS: tuple[str, ...] = tuple(MEDIA_TYPES)


class UnknownExport(Fault):
    """A file was asked for in a form that cannot be written."""

    code = "unknown-export"
    zh = "無法匯出成「{item}」；可用的格式有 {known}，請改副檔名。"
    en = "A plan cannot be written as “{item}”; choose an ending among {known}."


def export_plan(
    plan: Plan, kind: str, *, parent: Plan | None = None, language: str = "zh-Hant", scheme: str = "light"
) -> bytes:
    """The plan as a file of `kind` (one of EXPORT_KINDS).

    `parent` is the plan it takes a theme up from, where it is at hand; `language` and `scheme` (light, dark) go for
    the maps (svg, png, pptx). Raises UnknownExport, and NoFont for a PNG where no Chinese font is to be found.
    """
    if kind in PLAN_FORMATS:
        return write_plan(plan, kind, parent_theme(plan, parent))
    if kind not in _MAPS:
        raise UnknownExport(item=kind, known=" ".join(EXPORT_KINDS))
    return _MAPS[kind](plan, language, scheme)


def parent_theme(plan: Plan, parent: Plan | None) -> Theme | None:
    """The theme of `parent` that the plan takes up, None where it is not at hand."""
    return parent.theme_by_id(plan.cascade.parent_theme) if parent and plan.cascade else None


def _svg(plan: Plan, language: str, scheme: str) -> bytes:
    from openscorecard.drawing.palette import DARK, LIGHT
    from openscorecard.drawing.strategy.strategy_map import draw_map

    return draw_map(plan, language=language, palette=DARK if scheme == "dark" else LIGHT, style=True).encode()


def _png(plan: Plan, language: str, scheme: str) -> bytes:
    from openscorecard.drawing.fonts import font_paths
    from openscorecard.drawing.png import svg_to_png

    return svg_to_png(_svg(plan, language, scheme).decode(), font_paths=font_paths())


def _pptx(plan: Plan, language: str, scheme: str) -> bytes:
    from openscorecard.reports.map_slide import write_map_slide

    return write_map_slide(plan, language, scheme)


_MAPS: dict[str, Callable[[Plan, str, str], bytes]] = {"svg": _svg, "png": _png, "pptx": _pptx}

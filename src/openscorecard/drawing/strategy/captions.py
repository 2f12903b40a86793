"""Captions: the texts of the map, wrapped to their room; what they need decides widths and heights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from openscorecard.domain.strategy.links import Link
from openscorecard.domain.strategy.nodes import Objective
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from openscorecard.drawing.lettering import longest_word, wrap
from openscorecard.drawing.strategy import proportions as px
from openscorecard.drawing.strategy.shapes import Caption
from openscorecard.drawing.strategy.wording import own_language, say


def caption(
    lines: tuple[str, ...],
    language: str,
    x: float,
    top: float,
    size: float,
    *,
    bold: bool = False,
    centred: bool = False,
) -> Caption:
    """The lines, their first line's top at `top`."""
    leading = size * px.LEADING
    return Caption(lines, language, x, top + leading / 2 + size * 0.36, size, leading, bold, centred)


def height_of(lines: int, size: float) -> float:
    return lines * size * px.LEADING


@dataclass(frozen=True, slots=True)
class BoxTexts:
    """What stands in one box, wrapped: code, name, notes of links that leave the drawing; `foot` px stay free."""

    code: str
    name: tuple[str, ...]
    name_language: str
    notes: tuple[str, ...]
    foot: float = 0.0

    @property
    def height(self) -> float:
        return (
            2 * px.BOX_PAD
            + height_of(1, px.CODE_SIZE)
            + height_of(len(self.name), name_size(self.name_language))
            + height_of(len(self.notes), px.SMALL_SIZE)
            + self.foot
            - 4
        )


def name_size(language: str) -> float:
    return px.NAME_SIZE[own_language(language)]


def box_width(objectives: Iterable[Objective], language: str) -> int:
    """The least width in which every name keeps to its number of lines with no word cut; else the greatest."""
    names = [objective.name.says(language) for objective in objectives]
    return next(
        (width for width in px.BOX_WIDTHS if all(_fits(text, real, width) for text, real in names)), px.BOX_WIDTHS[-1]
    )


def _fits(text: str, language: str, width: int) -> bool:
    size, room = name_size(language), width - 2 * px.BOX_PAD
    return (
        len(wrap(text, language, size, room)) <= px.MOST_LINES[own_language(language)]
        and longest_word(text, language, size) <= room
    )


def box_texts(
    plan: Plan, objectives: Sequence[Objective], language: str, width: int, foot: float = 0.0
) -> dict[str, BoxTexts]:
    """The wrapped texts of each objective, by its id; `foot` px stay free below them."""
    shown = {objective.id: objective for objective in objectives}
    away = _leaving(plan, shown, language) if len(shown) < len(plan.objectives) else {}
    return {id_: _box(objective, language, width, away.get(id_, ()), foot) for id_, objective in shown.items()}


def _box(objective: Objective, language: str, width: int, notes: Sequence[str], foot: float) -> BoxTexts:
    text, real = objective.name.says(language)
    room, own = width - 2 * px.BOX_PAD, own_language(language)
    wrapped = tuple(line for note in notes for line in wrap(note, own, px.SMALL_SIZE, room))
    return BoxTexts(objective.code, wrap(text, real, name_size(real), room), real, wrapped, foot)


def _leaving(plan: Plan, shown: Mapping[str, Objective], language: str) -> dict[str, list[str]]:
    """For each shown objective, in words: the codes of others it drives, and of others that drive it."""
    out: dict[tuple[str, str], list[str]] = {}
    for link in plan.links:
        for here, there, key in ((link.source, link.target, _verb(link)), (link.target, link.source, "driven_by")):
            other = plan.objective(there)
            if here in shown and there not in shown and other:
                out.setdefault((here, key), []).append(other.code)
    notes: dict[str, list[str]] = {}
    for (here, key), codes in out.items():
        notes.setdefault(here, []).append(say(language, key, codes=say(language, "comma").join(codes)))
    return notes


def _verb(link: Link) -> str:
    return "drives" if link.sign == "+" else "dampens"


def head(plan: Plan, language: str, themes: Sequence[str], width: float) -> tuple[Caption, tuple[Caption, ...], float]:
    """Title, the lines under it, and the y where they end."""
    own = own_language(language)
    name, real = plan.name.says(language)
    title = caption(wrap(name, real, px.TITLE_SIZE, width), real, px.EDGE, px.EDGE, px.TITLE_SIZE, bold=True)
    y = px.EDGE + height_of(len(title.lines), px.TITLE_SIZE)
    under = []
    for text, said in _under(plan, language, own, themes):
        under.append(caption(wrap(text, said, px.SMALL_SIZE, width), said, px.EDGE, y, px.SMALL_SIZE))
        y += height_of(len(under[-1].lines), px.SMALL_SIZE)
    return title, tuple(under), y


def _under(plan: Plan, language: str, own: str, themes: Sequence[str]) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    if plan.vision:
        vision, real = plan.vision.says(language)
        lines.append((say(real, "vision", text=vision), real))
    if len(themes) < len(plan.themes):
        lines += [_only(theme.letter, theme.name, language) for theme in plan.themes if theme.letter in themes]
    if not plan.themes:
        lines.append((say(own, "no_themes"), own))
    elif not any(plan.cell(theme, row.letter) for theme in themes for row in plan.perspectives):
        lines.append((say(own, "no_objectives"), own))
    return lines


def _only(letter: str, name: Text, language: str) -> tuple[str, str]:
    text, real = name.says(language)
    return say(real, "only_theme", letter=letter, name=text), real

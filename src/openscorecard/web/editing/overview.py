"""The edit page of a plan: everything that can be changed, each line one item with its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from openscorecard.domain.measures.measure import Catalogue
from openscorecard.domain.strategy.links import Link as CauseLink
from openscorecard.domain.strategy.links import MissionLink, Support
from openscorecard.domain.strategy.nodes import Kpi, Objective, Perspective, Standing, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.measures import catalogue
from openscorecard.web.editing.access import in_quotes, said
from openscorecard.web.editing.scene import Choices, Scene, coded, to_item, to_new
from openscorecard.web.editing.state import PlanState, state_of


@dataclass(frozen=True, slots=True)
class Line:
    """One item: what it is called, where it is changed, the values of its buttons up and down, what is below it."""

    code: str
    name: str
    address: str
    up: str = ""
    down: str = ""
    add: str = ""
    note: str = ""
    below: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One perspective inside one theme."""

    name: str
    add: str
    objectives: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ThemeBlock:
    """A theme with its cells; `open` where the person was at work."""

    line: Line
    cells: tuple[Cell, ...]
    count: int
    open: bool


@dataclass(frozen=True, slots=True)
class Declared:
    """One declaration: its words, where it is changed (or nowhere), and the value of the button that drops it."""

    words: str
    note: str
    address: str
    drop: str
    example: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """All of a plan, for its editor."""

    state: PlanState
    mission: str
    perspectives: tuple[Line, ...]
    themes: tuple[ThemeBlock, ...]
    links: tuple[Declared, ...]
    takes_up: str
    supports: tuple[Declared, ...]
    responsibilities: tuple[Declared, ...]
    carried: tuple[Declared, ...]
    parents: Choices = field(default_factory=list)
    focus: str = ""


def overview(scene: Scene, parents: Choices, at: str) -> Overview:
    """The page; `at` is the button that was pressed last (`kind,id,steps`), so that the focus can stay with it."""
    plan = scene.plan
    focus = _still_there(plan, at)
    return Overview(
        state=state_of(scene.opened),
        mission=said(plan.mission) if plan.mission else "",
        perspectives=_lines(plan, "perspective", plan.perspectives),
        themes=_blocks(plan, focus, catalogue()),
        links=tuple(_link(plan, link) for link in plan.links),
        takes_up=_takes_up(scene),
        supports=_supports(scene),
        responsibilities=_responsibilities(scene),
        carried=tuple(_carried(plan, one) for one in plan.mission_links),
        parents=parents,
        focus=focus,
    )


def _lines(plan: Plan, kind: str, rows: Sequence[Theme | Perspective]) -> tuple[Line, ...]:
    return tuple(
        Line(row.letter, said(row.name), to_item(plan.id, kind, row.id), *_buttons(kind, row.id, place, len(rows)))
        for place, row in enumerate(rows)
    )


def _buttons(kind: str, id_: str, place: int, of: int) -> tuple[str, str]:
    return (f"{kind},{id_},-1" if place else "", f"{kind},{id_},1" if place < of - 1 else "")


def _blocks(plan: Plan, focus: str, known: Catalogue) -> tuple[ThemeBlock, ...]:
    lines = _lines(plan, "theme", plan.themes)
    return tuple(_block(plan, theme, line, focus, known) for theme, line in zip(plan.themes, lines, strict=True))


def _block(plan: Plan, theme: Theme, line: Line, focus: str, known: Catalogue) -> ThemeBlock:
    cells = tuple(
        Cell(
            f"{row.letter} {said(row.name)}",
            to_new(plan.id, "add-objective", theme=theme.letter, perspective=row.letter),
            tuple(
                _objective_line(plan, item, place, len(cell), known)
                for cell in (plan.cell(theme.letter, row.letter),)
                for place, item in enumerate(cell)
            ),
        )
        for row in plan.perspectives
    )
    inside = [line for cell in cells for line in _walk(cell.objectives)]
    at_work = bool(focus) and any(focus in (one.up, one.down) for one in inside)
    return ThemeBlock(line, cells, sum(len(cell.objectives) for cell in cells), len(plan.themes) == 1 or at_work)


def _walk(lines: tuple[Line, ...]) -> list[Line]:
    return [one for line in lines for one in (line, *_walk(line.below))]


def _objective_line(plan: Plan, item: Objective, place: int, of: int, known: Catalogue) -> Line:
    return Line(
        item.code,
        said(item.name),
        to_item(plan.id, "objective", item.id),
        *_buttons("objective", item.id, place, of),
        add=to_new(plan.id, "add-kpi", objective=item.id),
        below=tuple(_kpi_line(plan, kpi, at, len(item.kpis), known) for at, kpi in enumerate(item.kpis)),
    )


def _kpi_line(plan: Plan, kpi: Kpi, place: int, of: int, known: Catalogue) -> Line:
    measure = known.get(kpi.measure)
    return Line(
        kpi.code,
        said(kpi.name),
        to_item(plan.id, "kpi", kpi.id),
        *_buttons("kpi", kpi.id, place, of),
        add=to_new(plan.id, "add-initiative", kpi=kpi.id),
        note=said(measure.name) if measure else (kpi.measure or ""),
        below=tuple(_standing_line(plan, one, at, len(kpi.standings)) for at, one in enumerate(kpi.standings)),
    )


def _standing_line(plan: Plan, one: Standing, place: int, of: int) -> Line:
    item = plan.initiative(one.initiative)
    return Line(
        one.code,
        said(item.name) if item else "",
        to_item(plan.id, "initiative", one.initiative),
        *_buttons("standing", one.code, place, of),
    )


def _objective(plan: Plan | None, id_: str) -> str:
    item = plan.objective(id_) if plan else None
    return coded(item) if item else id_


def _link(plan: Plan, link: CauseLink) -> Declared:
    words = f"{_objective(plan, link.source)} → {_objective(plan, link.target)}"
    note = said(link.rationale) if link.rationale else ""
    key = ",".join(link.key)
    return Declared(words, note, to_item(plan.id, "link", key), f"link,{key}", link.example)


def _carried(plan: Plan, one: MissionLink) -> Declared:
    words = f"{in_quotes(one.phrase)} ← {_objective(plan, one.objective)}"
    return Declared(words, "", "", f"mission,{one.objective},{one.phrase}", one.example)


def _takes_up(scene: Scene) -> str:
    cascade = scene.plan.cascade
    if cascade is None:
        return ""
    theme = scene.parent.theme_by_id(cascade.parent_theme) if scene.parent else None
    name = said(scene.parent.name) if scene.parent else cascade.parent_plan
    return f"{name}：{theme.letter} {said(theme.name)}" if theme else f"{name}：{cascade.parent_theme}"


def _supports(scene: Scene) -> tuple[Declared, ...]:
    return tuple(_support(scene, one) for one in scene.plan.supports)


def _support(scene: Scene, one: Support) -> Declared:
    words = f"{_objective(scene.plan, one.objective)} → {_objective(scene.parent, one.parent_objective)}"
    asked = {"objective": one.objective, "parent_objective": one.parent_objective, "weight": str(one.weight)}
    address = to_new(scene.plan.id, "support", **asked)
    return Declared(words, str(one.weight), address, f"support,{','.join(one.key)}", one.example)


def _responsibilities(scene: Scene) -> tuple[Declared, ...]:
    plan = scene.plan
    if not plan.responsibilities:
        return ()
    names = {item.id: said(item.name) for item in scene.tree.institutions}
    return tuple(
        Declared(
            f"{_objective(plan, one.objective)}：{names.get(one.institution, one.institution)}",
            "",
            to_new(plan.id, "responsibility", objective=one.objective, institution=one.institution),
            f"responsibility,{one.objective},",
            one.example,
        )
        for one in plan.responsibilities
    )


def _still_there(plan: Plan, at: str) -> str:
    """The button pressed last, or at the end of a row the one that leads back."""
    kind, _comma, rest = at.partition(",")
    id_, _comma, steps = rest.rpartition(",")
    rows = next((row for row in _rows(plan, kind) if id_ in row), None)
    if rows is None or steps not in {"1", "-1"}:
        return ""
    at_end = rows.index(id_) == (len(rows) - 1 if steps == "1" else 0)
    return f"{kind},{id_},{-int(steps) if at_end else steps}"


def _rows(plan: Plan, kind: str) -> list[list[str]]:
    if kind == "theme":
        return [[row.id for row in plan.themes]]
    if kind == "perspective":
        return [[row.id for row in plan.perspectives]]
    if kind == "objective":
        letters = [(theme.letter, row.letter) for theme in plan.themes for row in plan.perspectives]
        return [[item.id for item in plan.cell(*place)] for place in letters]
    if kind == "kpi":
        return [[kpi.id for kpi in item.kpis] for item in plan.objectives]
    return [[one.code for one in kpi.standings] for _, kpi in plan.kpis()]

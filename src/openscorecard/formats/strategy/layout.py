"""Laying a plan out as a document in the Taipei form: title, date, cascade, map, statements, scorecards, appendix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from openscorecard.domain.strategy.nodes import Kpi, Objective, Perspective, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.formats.document import Block, Document, Heading, Paragraph, Row, Table
from openscorecard.formats.strategy import words
from openscorecard.formats.strategy.appendix import appendix_table
from openscorecard.formats.strategy.assembling import complete
from openscorecard.formats.strategy.data import plan_to_data
from openscorecard.formats.strategy.flat import Flat, flatten
from openscorecard.formats.strategy.reading import DocumentReader
from openscorecard.formats.strategy.wording import write_date


def lay_out_document(plan: Plan, measures: Mapping[str, str], parent_theme: Theme | None = None) -> Document:
    """The plan as a document; what the form cannot hold stands in an appendix table.

    `measures` binds KPI names to measure ids as an import would; `parent_theme` is the theme taken up, where the
    parent plan is at hand.
    """
    form = [
        Heading(plan.name.zh),
        *_date(plan),
        *_cascade(plan, parent_theme),
        *_map(plan),
        *_statements(plan),
        *_scorecards(plan),
    ]
    table = appendix_table(_said(form, plan, measures), flatten(plan_to_data(plan)))
    appendix: list[Block] = [Heading(words.APPENDIX_HEADING), table] if table else []
    return Document((*form, *appendix))


def _said(form: list[Block], plan: Plan, measures: Mapping[str, str]) -> Flat:
    """What a reader takes from the form alone, so that the appendix can say the rest."""
    reader = DocumentReader(Document((*form, *_grammar_rows(plan))))
    draft = reader.main
    for letter in [letter for _, letter, _ in draft.cascade[:1] if plan.cascade]:
        draft.set("plan", "", "parent_theme", letter)
    complete(draft, measures)
    if reader.issued_on:
        draft.set("plan", "", "issued_on", reader.issued_on.isoformat())
    return draft.flat


def _grammar_rows(plan: Plan) -> Iterator[Block]:
    codes = plan_to_data(plan).get("codes")
    if codes:
        rows = [
            words.APPENDIX_HEAD,
            *((words.SECTIONS["plan"], "", words.FIELDS[f"codes_{level}"], form) for level, form in codes.items()),
        ]
        yield Table(tuple(Row(cells) for cells in rows))


def _date(plan: Plan) -> Iterator[Block]:
    if plan.issued_on:
        yield Paragraph(write_date(plan.issued_on))


def _cascade(plan: Plan, parent_theme: Theme | None) -> Iterator[Block]:
    if plan.cascade and parent_theme:
        yield Heading(words.CASCADE_HEADING)
        yield Paragraph(f"{parent_theme.name.zh}({parent_theme.letter})")
        for theme in plan.themes:
            yield Paragraph(f"{theme.name.zh}({theme.letter})")


def _map(plan: Plan) -> Iterator[Block]:
    yield Heading(words.MAP_HEADING)
    for kind, label in words.STATEMENT_LABELS.items():
        said = _statement(plan, kind)
        if said:
            yield Paragraph(f"【{label}】\n{said}")
    if plan.themes:
        head = (words.THEME_WORD, *(f"{theme.name.zh} {theme.letter}" for theme in plan.themes))
        yield Table((Row(head), *(Row(_map_row(plan, row)) for row in plan.perspectives)))


def _map_row(plan: Plan, perspective: Perspective) -> tuple[str, ...]:
    cells = (
        " ".join(_coded(objective.code, objective.name.zh) for objective in plan.cell(theme.letter, perspective.letter))
        for theme in plan.themes
    )
    return (f"{perspective.name.zh} {perspective.letter}", *cells)


def _coded(code: str, name: str) -> str:
    # Glued as in the document, but apart where the name's start could be taken for more of the code.
    return f"{code} {name}" if name[0].isascii() and not name[0].isspace() else f"{code}{name}"


def _statement(plan: Plan, kind: str) -> str:
    if kind == "values":
        return "、".join(value.zh for value in plan.values)
    text = plan.mission if kind == "mission" else plan.vision
    return text.zh if text else ""


def _statements(plan: Plan) -> Iterator[Block]:
    said = [(label, _statement(plan, kind)) for kind, label in words.STATEMENT_LABELS.items()]
    if any(text for _, text in said):
        yield Heading(words.STATEMENTS_HEADING)
    for label, text in said:
        if text:
            yield Heading(label, 2)
            yield Paragraph(f"- {text}")


def _scorecards(plan: Plan) -> Iterator[Block]:
    for theme in plan.themes:
        rows = list(_scorecard_rows(plan, theme))
        if rows:
            yield Heading(f"{words.THEME_WORD}：{theme.name.zh}({theme.letter})")
            yield Table((Row(words.SCORECARD_HEAD), *rows))


def _scorecard_rows(plan: Plan, theme: Theme) -> Iterator[Row]:
    for perspective in plan.perspectives:
        label = perspective.name.zh
        for objective in plan.cell(theme.letter, perspective.letter):
            for cells in _objective_rows(plan, objective) if objective.kpis else ():
                yield Row((label, *cells))
                label = ""


def _objective_rows(plan: Plan, objective: Objective) -> Iterator[tuple[str, str, str]]:
    name = _coded(objective.code, objective.name.zh)
    for kpi in objective.kpis:
        yield name, _coded(kpi.code, kpi.name.zh), _initiatives(plan, kpi)
        name = ""


def _initiatives(plan: Plan, kpi: Kpi) -> str:
    names = {item.id: item.name.zh for item in plan.initiatives}
    return " ".join(_coded(standing.code, names[standing.initiative]) for standing in kpi.standings)

"""What people declared of an action plan, in words: partners, milestones, budget, risks, papers, note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from openscorecard.domain.initiatives.charter import Charter, Milestone
from openscorecard.domain.initiatives.standing import CharterRow
from openscorecard.web.frame.dates import write_day, year_in_words
from openscorecard.web.initiatives.blocks import Block, Cell, cell, heads, number
from openscorecard.web.initiatives.view import plain


@dataclass(frozen=True, slots=True)
class Declared:
    """`version` is 0 where nothing was ever declared; `papers` are (title, address or mark, whether it is a link)."""

    version: int
    by: str
    at: datetime | None
    partners: tuple[str, ...]
    milestones: Block
    budget: Block
    risks: Block
    papers: tuple[tuple[str, str, bool], ...]
    note: str
    example: bool


def declared(row: CharterRow | None, day: date, language: str) -> Declared:
    """The charter in its last version, as it stands on `day`."""
    charter = row.charter if row else Charter("none")
    return Declared(
        version=row.version if row else 0,
        by=row.by if row else "",
        at=row.at if row else None,
        partners=charter.partners,
        milestones=_milestones(charter, day, language),
        budget=_budget(charter, language),
        risks=_risks(charter, language),
        papers=tuple(
            (one.title.says(language)[0], one.where, one.where.startswith(("https://", "http://")))
            for one in charter.documents
        ),
        note=charter.note,
        example=charter.example,
    )


def _milestones(charter: Charter, day: date, language: str) -> Block:
    whole = sum(one.weight for one in charter.milestones)
    rows = tuple(
        (
            cell(one.name.says(language)[0]),
            cell(write_day(one.due_on, language)),
            number(f"{plain(one.weight / whole * 100)} %"),
            cell(write_day(one.reached_on, language) or "—"),
            _state(one, day),
        )
        for one in sorted(charter.milestones, key=lambda one: one.due_on)
    )
    columns = (*heads([_("Milestone"), _("Due")], [_("Weight")]), *heads([_("Reached"), _("Status")]))
    return Block("milestones", _("Milestones"), columns, rows, empty=_("No milestones are declared."))


def _state(one: Milestone, day: date) -> Cell:
    if one.reached_on and one.reached_on <= day:
        late = one.reached_on > one.due_on
        return Cell(_("Reached late") if late else _("Reached"), status="watch" if late else "on_target")
    if one.due_on < day:
        return Cell(_("Overdue"), status="behind")
    return Cell(_("To come"), status="not_due")


def _budget(charter: Charter, language: str) -> Block:
    rows = tuple(
        (cell(year_in_words(one.year, language)), cell(one.account or "—"), number(f"NT$ {plain(one.amount)}"))
        for one in sorted(charter.budget, key=lambda one: (-one.year, one.account))
    )
    columns = heads([_("Year"), _("Account")], [_("Amount")])
    words = _("No money is declared; what budget lines that carry the plan were given stands in its place.")
    return Block("budget", _("Budget lines"), columns, rows, empty=words)


def _risks(charter: Charter, language: str) -> Block:
    levels = {"low": pgettext("risk", "low"), "middle": pgettext("risk", "middle"), "high": pgettext("risk", "high")}
    rows = tuple(
        (
            cell(one.name.says(language)[0]),
            cell(levels[one.likelihood]),
            cell(levels[one.impact]),
            cell(one.response or "—"),
        )
        for one in charter.risks
    )
    return Block(
        "risks",
        _("Risks"),
        heads([_("Risk"), _("Likelihood"), _("Impact"), _("What is done about it")]),
        rows,
        empty=_("No risks are declared."),
    )

"""A standing rule: the version in force, the capital lines behind what was due, the grade of the year."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openscorecard.domain.initiatives.progress import BEHIND
from openscorecard.drawing.initiatives.bars import Bar
from openscorecard.web.frame.dates import write_day
from openscorecard.web.initiatives.blocks import Block, Cell, bars, cell, heads, number
from openscorecard.web.initiatives.view import Row, View, amount, day_in, percent, plain
from openscorecard.web.templatetags.plan_words import listed


def sentences(view: View) -> tuple[str, ...]:
    """Which version is in force, what the year earns under it, and how many lines are behind."""
    version, told = view.progress.version, view.standing.told
    if version is None:
        return (_("No version of this rule is in force on {day}.").format(day=write_day(view.day, view.language)),)
    said = [
        _("“{version}” is in force since {day}.").format(
            version=version.title.says(view.language)[0], day=write_day(version.in_force_from, view.language)
        )
    ]
    if view.progress.grade and told and told.grade_value is not None:
        words = _("By the end of {period} the figure it grades stands at {value}: grade {grade}.")
        grade = view.progress.grade.name.says(view.language)[0]
        said.append(words.format(period=view.when(), value=plain(told.grade_value), grade=grade))
    lines, behind = _lines(view), _behind(view)
    if lines:
        words = ngettext("{n} of {all} capital lines is behind.", "{n} of {all} capital lines are behind.", len(behind))
        said.append(words.format(n=len(behind), all=len(lines)))
    silent = sum(not row["reason"] or not row["countermeasure"] for row in behind)
    if silent:
        words = ngettext(
            "{n} of them gives no reason or no countermeasure.",
            "{n} of them give no reason or no countermeasure.",
            silent,
        )
        said.append(words.format(n=silent))
    return tuple(said)


def blocks(view: View) -> tuple[Block, ...]:
    """Capital lines by how much of what was due they have executed; the versions of the rule."""
    return (_capital(view), _versions(view))


def _capital(view: View) -> Block:
    limit, lines = _limit(view), _lines(view)
    drawn = [
        Bar(
            row["account"],
            float(_rate(row) or 0) if _rate(row) is not None else None,
            percent(_done(row), amount(row["due"])),
            limit=float(limit),
            tone=0 if not _is_behind(row, limit) else 7,
            marked=_is_behind(row, limit),
        )
        for row in lines
    ]
    title = _("Capital lines: executed of what was due by {day}").format(day=write_day(view.day, view.language))
    return Block(
        "capital",
        title,
        (
            *heads([_("Account")], [_("Due"), _("Executed"), _("Execution rate")]),
            *heads([_("Status"), _("Reason"), _("Countermeasure"), _("Action plan")]),
        ),
        tuple(_row(row, limit) for row in lines),
        svg=bars(
            "capital", title, view.language, drawn, _("under this mark a line is behind ({n} %)").format(n=plain(limit))
        ),
        empty=view.lists("budget", _("No capital lines of this month are there; import the budget ledger.")),
        note=_("Executed is paid, payable and saved. Striped bars are behind."),
    )


def _row(row: Row, limit: Fraction) -> tuple[Cell, ...]:
    behind = _is_behind(row, limit)
    missing = _("not given") if behind else "—"
    return (
        cell(row["account"]),
        number(plain(amount(row["due"]))),
        number(plain(_done(row))),
        number(percent(_done(row), amount(row["due"]))),
        Cell(_("Behind") if behind else _("On time"), status="behind" if behind else "on_target"),
        cell(row["reason"] or missing),
        cell(row["countermeasure"] or missing),
        cell(row.get("_plan") or "—"),
    )


def _versions(view: View) -> Block:
    charter = view.standing.charter
    versions = sorted(charter.charter.versions, key=lambda one: one.in_force_from, reverse=True) if charter else []
    rows = tuple(
        (
            cell(write_day(one.in_force_from, view.language)),
            cell(one.title.says(view.language)[0]),
            cell(listed(f"{grade.name.says(view.language)[0]} ≥ {plain(grade.least)}" for grade in one.grades) or "—"),
            cell(one.text or one.where or "—"),
            cell(_("in force") if one == view.progress.version else "—"),
        )
        for one in versions
    )
    columns = heads([_("In force since"), _("Version"), _("Grades"), _("Text"), _("Now")])
    return Block("versions", _("Versions of the rule"), columns, rows, empty=_("No version is declared yet."))


def _limit(view: View) -> Fraction:
    return view.progress.version.behind_under if view.progress.version else BEHIND


def _lines(view: View) -> tuple[Row, ...]:
    """The capital lines of the last state in the period's last month."""
    rows = [row for row in view.rows("budget") if (day := day_in(row["as_of"])) and _same_month(day, view.day)]
    last = max((row["as_of"] for row in rows), default="")
    found = [row for row in rows if row["as_of"] == last]
    return tuple(sorted(found, key=lambda row: (_rate(row) is None, _rate(row) or Fraction(0))))


def _same_month(day: object, other: object) -> bool:
    return (day.year, day.month) == (other.year, other.month)  # type: ignore[attr-defined]


def _behind(view: View) -> list[Row]:
    limit = _limit(view)
    return [row for row in _lines(view) if _is_behind(row, limit)]


def _is_behind(row: Row, limit: Fraction) -> bool:
    rate = _rate(row)
    return rate is not None and rate < limit


def _done(row: Row) -> Fraction | None:
    given = [amount(row[name]) for name in ("paid", "payable", "saved")]
    return None if all(one is None for one in given) else sum((one for one in given if one is not None), Fraction(0))


def _rate(row: Row) -> Fraction | None:
    due, done = amount(row["due"]), _done(row)
    return done / due * 100 if due and done is not None else None

"""Procurement: lines by stage, lead time, cost per item, what is still needed for what is wanted."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from openscorecard.web.initiatives.blocks import Block, cell, heads, number
from openscorecard.web.initiatives.layouts.stages import stages_block
from openscorecard.web.initiatives.view import Row, View, amount, day_in, money, plain, written_day

_STEPS = ("requested_on", "tendered_on", "delivered_on", "accepted_on", "on_shelf_on")


def sentences(view: View) -> tuple[str, ...]:
    """What reached the shelf, what it cost, how long it took, what is still needed."""
    said = []
    if view.value("actual") is not None:
        words = _("{period}: {actual} reached the shelf; {planned} were ordered.")
        said.append(words.format(period=view.when(), actual=view.said("actual"), planned=view.said("planned")))
    if view.has("unit_cost") and view.value("unit_cost") is not None:
        said.append(_("One costs {cost}.").format(cost=money(view.value("unit_cost"))))
    if view.has("lead_time") and view.value("lead_time") is not None:
        said.append(_("From request to shelf it takes {days} on average.").format(days=view.said("lead_time")))
    said.append(_needed(view))
    return tuple(said)


def _needed(view: View) -> str:
    wanted, actual = view.progress.wanted, view.value("actual")
    if wanted is None:
        return _("Nobody has declared how many are wanted this year, so what is still needed cannot be told.")
    missing = wanted - (actual or 0)
    if missing <= 0:
        return _("What was wanted of the year ({wanted}) is reached.").format(wanted=plain(wanted))
    return _("Of {wanted} wanted this year, {missing} are still needed.").format(
        wanted=plain(wanted), missing=plain(missing)
    )


def blocks(view: View) -> tuple[Block, ...]:
    """The pipeline of lines begun in the period, and the lines that are not on the shelf."""
    title = _("Lines asked for in {period}, by stage").format(period=view.when())
    return (stages_block(view, title), _waiting(view))


def _waiting(view: View) -> Block:
    rows = [row for row in view.rows("purchases") if _open(row, view.day)]
    rows.sort(key=lambda row: row["requested_on"])
    return Block(
        "waiting",
        _("Lines not on the shelf by the end of {period}").format(period=view.when()),
        (
            *heads([_("Line"), _("Item"), _("Requested"), _("Stage")]),
            *heads([], [_("Waiting, days"), _("Ordered"), _("Budgeted")]),
        ),
        tuple(
            (
                cell(row["line_id"]),
                cell(row["item"] or "—"),
                cell(written_day(row["requested_on"], view.language)),
                cell(_stage(row, view)),
                number(_days(row, view.day)),
                number(plain(amount(row["ordered"]))),
                number(plain(amount(row["budgeted"]))),
            )
            for row in rows
        ),
        note=view.shortened("purchases"),
        empty=view.lists("purchases", _("Every line of this plan is on the shelf.")),
    )


def _open(row: Row, day: date) -> bool:
    begun, done = day_in(row["requested_on"]), day_in(row["on_shelf_on"])
    return begun is not None and begun <= day and (done is None or done > day)


def _stage(row: Row, view: View) -> str:
    come = [place for place, name in enumerate(_STEPS) if (day := day_in(row[name])) and day <= view.day]
    names = [stage.name.says(view.language)[0] for stage in view.kind.stages]
    return names[come[-1]] if come and come[-1] < len(names) else "—"


def _days(row: Row, day: date) -> str:
    begun = day_in(row["requested_on"])
    return str((day - begun).days) if begun else "—"

"""A grant: what was promised and delivered, the money from application to return, deadlines of reports."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openscorecard.drawing.initiatives.bars import Bar
from openscorecard.web.initiatives.blocks import Block, Cell, bars, cell, heads, number
from openscorecard.web.initiatives.layouts.stages import stages_block
from openscorecard.web.initiatives.view import Row, View, amount, day_in, percent, plain, written_day

_MONEY = ("applied_for", "approved_amount", "matching", "received_amount", "spent", "returned")


def sentences(view: View) -> tuple[str, ...]:
    """Delivered of promised, spent of received, reports that are late."""
    said = []
    if view.value("planned") is not None:
        words = _("{period}: {actual} of {planned} promised are delivered and reported ({share}).")
        shown = {"actual": view.said("actual"), "planned": view.said("planned"), "period": view.when()}
        said.append(words.format(share=percent(view.value("actual"), view.value("planned")), **shown))
    if view.has("received_amount") and view.value("received_amount") is not None:
        words = _("Of {received} received, {spent} are spent ({share}).")
        money = {"received": view.said("received_amount"), "spent": view.said("spent")}
        said.append(words.format(share=percent(view.value("spent"), view.value("received_amount")), **money))
    late = [row for row in _of_the_year(view) if _late(row, view.day) is not None]
    if late:
        words = ngettext(
            "{n} report is late or was handed in late.", "{n} reports are late or were handed in late.", len(late)
        )
        said.append(words.format(n=len(late)))
    return tuple(said) or (_("No grant of this plan was applied for in {period}.").format(period=view.when()),)


def blocks(view: View) -> tuple[Block, ...]:
    """Money, stages, and every grant with its deadline."""
    return (_money(view), stages_block(view, _("Grants by stage")), _grants(view))


def _money(view: View) -> Block:
    known = [id_ for id_ in _MONEY if view.has(id_)]
    title = _("Money in and out, {period}").format(period=view.when())
    drawn = [Bar(view.title(id_), _drawn(view, id_), view.said(id_), tone=place % 8) for place, id_ in enumerate(known)]
    rows = tuple((cell(view.title(id_)), number(view.said(id_))) for id_ in known)
    return Block(
        "money", title, heads([_("Money")], [_("Amount")]), rows, svg=bars("money", title, view.language, drawn)
    )


def _drawn(view: View, id_: str) -> float | None:
    value = view.value(id_)
    return None if value is None else float(value)


def _grants(view: View) -> Block:
    rows = sorted(_of_the_year(view), key=lambda row: row["applied_on"] or row["approved_on"], reverse=True)
    return Block(
        "grants",
        _("Grants and their deadlines"),
        (
            *heads([_("Grant"), _("Agency"), _("Programme")]),
            *heads([], [_("Approved"), _("Received"), _("Spent"), _("Promised"), _("Delivered")]),
            *heads([_("Report due"), _("Reported"), _("Deadline")]),
        ),
        tuple(_row(row, view) for row in rows),
        note=view.shortened("grants"),
        empty=view.lists(
            "grants", _("No grants of this plan in this year; import the grants ledger, or tag its rows.")
        ),
    )


def _row(row: Row, view: View) -> tuple[Cell, ...]:
    late = _late(row, view.day)
    return (
        cell(row["grant_id"]),
        cell(row["agency"]),
        cell(row["programme"] or "—"),
        *(number(plain(amount(row[name]))) for name in ("approved", "received", "spent", "promised", "delivered")),
        cell(written_day(row["report_due"], view.language)),
        cell(written_day(row["reported_on"], view.language)),
        _deadline(row, late),
    )


def _deadline(row: Row, late: int | None) -> Cell:
    if not row["approved_on"]:
        return Cell(_("Not approved"), status="not_applicable")
    if late is not None:
        words = ngettext("{n} day late", "{n} days late", late).format(n=late)
        return Cell(words, status="behind")
    if row["reported_on"]:
        return Cell(_("On time"), status="on_target")
    return Cell(_("Not due yet"), status="not_due")


def _late(row: Row, day: date) -> int | None:
    """Days that a report was late, or is so far on `day`; None where it is not."""
    due, done = day_in(row["report_due"]), day_in(row["reported_on"])
    if due is None:
        return None
    end = done if done and done <= day else day
    return (end - due).days if end > due else None


def _of_the_year(view: View) -> list[Row]:
    """The grants begun in the period's year, or still to be reported at its end."""
    return [row for row in view.rows("grants") if _touches(row, view.day)]


def _touches(row: Row, day: date) -> bool:
    begun = day_in(row["applied_on"]) or day_in(row["approved_on"])
    if begun is None or begun > day:
        return False
    done = day_in(row["reported_on"])
    open_still = bool(row["approved_on"]) and (done is None or done.year >= day.year)
    return begun.year == day.year or open_still

"""A programme of events or courses: planned, held, attended, by audience and district, and what an attendance costs."""

from __future__ import annotations

from django.utils.translation import gettext as _

from openscorecard.drawing.initiatives.bars import Bar
from openscorecard.web.initiatives.blocks import Block, bars, cell, heads, number
from openscorecard.web.initiatives.layouts.tables import by_dimension
from openscorecard.web.initiatives.view import View, money, percent, plain


def sentences(view: View) -> tuple[str, ...]:
    """Held of what was scheduled, how many came, what one attendance costs."""
    if view.value("planned") is None:
        return (_("No events or courses of this plan are in the rows of {period}.").format(period=view.when()),)
    words = _("{period}: {held} of {scheduled} scheduled were held ({share}).")
    shown = {"held": plain(view.value("actual")), "scheduled": plain(view.value("planned")), "period": view.when()}
    said = [words.format(share=percent(view.value("actual"), view.value("planned")), **shown)]
    if view.has("attendance") and view.value("attendance") is not None:
        said.append(_("{n} in all.").format(n=view.said("attendance")))
    if view.has("cost_per_attendance"):
        cost = view.value("cost_per_attendance")
        known = _("One attendance costs {cost}.").format(cost=money(cost))
        said.append(known if cost is not None else _("No ledger tells what it costs."))
    return tuple(said)


def blocks(view: View) -> tuple[Block, ...]:
    """Month by month, by audience, by district, and what stands beside."""
    found = [_months(view)]
    ids = [id_ for id_ in ("planned", "actual", "attendance") if view.has(id_)]
    for dimension, title in (("audience", _("By audience")), ("district", _("By district"))):
        if any(view.split(id_, dimension) for id_ in ids):
            words = _("An event for several audiences stands under each of them.") if dimension == "audience" else ""
            found.append(by_dimension(view, dimension, ids, title, "actual", words))
    found.append(_beside(view))
    return tuple(found)


def _months(view: View) -> Block:
    ids = [id_ for id_ in ("planned", "actual", "attendance") if view.has(id_)]
    months = sorted({period for _id, period in view.months})
    title = _("Held of what was scheduled, by month")
    drawn = [
        Bar(
            view.when(month),
            _number(view, "actual", month),
            plain(view.months["actual", month].value),
            of=_number(view, "planned", month),
        )
        for month in months
    ]
    rows = tuple(
        (cell(view.when(month)), *(number(plain(view.months[id_, month].value)) for id_ in ids)) for month in months
    )
    svg = bars("months", title, view.language, drawn)
    return Block("months", title, heads([_("Month")], [view.title(id_) for id_ in ids]), rows, svg=svg)


def _number(view: View, id_: str, month: object) -> float | None:
    value = view.months[id_, month].value  # type: ignore[index]  # the keys it was asked for
    return None if value is None else float(value)


def _beside(view: View) -> Block:
    ids = [
        id_ for id_ in ("cancelled", "satisfaction", "with_partner", "cost_per_attendance", "spent") if view.has(id_)
    ]
    rows = tuple((cell(view.title(id_)), number(view.said(id_))) for id_ in ids)
    return Block("beside", _("Beside it"), heads([_("What")], [_("Value")]), rows)

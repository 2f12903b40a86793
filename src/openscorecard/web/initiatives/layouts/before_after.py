"""How long a procedure took in the year before it went live, and how long it takes since; year by year."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from openscorecard.domain.measures.periods import Period
from openscorecard.drawing.initiatives.bars import Bar
from openscorecard.web.frame.dates import write_day
from openscorecard.web.initiatives.blocks import Block, Cell, bars, cell, heads, number
from openscorecard.web.initiatives.layouts.sites import went_live
from openscorecard.web.initiatives.view import View, percent, plain

_ID = "procedure_days"


def before_and_after(view: View) -> tuple[str, ...]:
    """The sentence that compares both, else how long a procedure takes; none where no row tells it."""
    if not _known(view):
        return ()
    live, now = went_live(view), view.value(_ID)
    takes = () if now is None else (_("A procedure takes {value}.").format(value=view.said(_ID)),)
    if live is None or (_ID, _year_before(live)) not in view.years:
        return takes
    before = _before(view, live)
    if before is None:
        words = _("It went live on {day}; how long a procedure took in the year before is not told by any row.")
        return (*takes, words.format(day=write_day(live, view.language)))
    return takes if now is None else (_compared(view, live, before, now),)


def _compared(view: View, live: date, before: Fraction, now: Fraction) -> str:
    words = _("In the year before it went live ({year}) a procedure took {before}, in {period} {now}: {change}.")
    return words.format(
        year=view.when(_year_before(live)),
        before=f"{plain(before)} {view.unit(_ID)}",
        period=view.when(),
        now=view.said(_ID),
        change=_change(before, now),
    )


def procedures_blocks(view: View) -> tuple[Block, ...]:
    """Days per procedure year by year, with the year of going live; none where no row tells them."""
    if not _known(view):
        return ()
    live = went_live(view)
    title = _("Days per procedure, before and after going live")
    told = [(period, one.value) for (id_, period), one in view.years.items() if id_ == _ID]
    told = told[next(place for place, (_period, value) in enumerate(told) if value is not None) :]
    drawn = [
        Bar(
            view.when(period),
            None if value is None else float(value),
            plain(value),
            marked=live is None or period.last_day.year < live.year,
        )
        for period, value in told
    ]
    return (
        Block(
            "procedures",
            title,
            (*heads([_("Year")], [view.title(_ID)]), *heads([_("Remark")])),
            tuple(
                (cell(view.when(period)), number(plain(value)), _remark(period, live, view)) for period, value in told
            ),
            svg=bars("procedures", title, view.language, drawn),
            note=_(
                "All procedures of this plan together, each as often as it was used; striped: before going live. "
                "A dash is not zero: no row tells it."
            ),
        ),
    )


def _known(view: View) -> bool:
    return any(id_ == _ID and one.value is not None for (id_, _period), one in view.years.items())


def _year_before(live: date) -> Period:
    return Period("year", live.year - 1)


def _before(view: View, live: date) -> Fraction | None:
    found = view.years.get((_ID, _year_before(live)))
    return found.value if found else None


def _change(before: Fraction, now: Fraction) -> str:
    if now == before:
        return _("no change")
    words = _("{share} shorter") if now < before else _("{share} longer")
    return words.format(share=percent(abs(before - now), before)) if before else pgettext("procedure", "longer")


def _remark(period: Period, live: date | None, view: View) -> Cell:
    if live is None:
        return cell("—")
    year = period.last_day.year
    if year == live.year:
        return cell(_("went live on {day}").format(day=write_day(live, view.language)))
    return cell(
        _("the year before going live")
        if year == live.year - 1
        else pgettext("going live", "before")
        if year < live.year
        else pgettext("going live", "after")
    )

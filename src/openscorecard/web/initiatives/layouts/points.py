"""The points of a roll-out: how much each is used, what it costs, and the alarm for those that nobody uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from openscorecard.domain.measures.figures import Observation
from openscorecard.web.initiatives.blocks import Block, Cell, cell, heads, number
from openscorecard.web.initiatives.looking import QUIET, quiet_months
from openscorecard.web.initiatives.view import Row, View, amount, day_in, percent, plain, written_day


@dataclass(frozen=True, slots=True)
class Lately:
    """Since when use is looked for, and the branches that were used; None where rows do not speak for every month."""

    since: date
    used: frozenset[str] | None


def points_block(view: View) -> Block:
    """Every point that is open at the period's end, with its use, uptime and cost."""
    lately = _lately(view)
    uptime = view.split("uptime", "branch") if view.has("uptime") else {}
    rows = tuple(_point(row, lately, uptime.get(row["branch"]), bool(uptime), view) for row in _open(view))
    columns = heads(
        [_("Point"), _("District"), _("Open since")], [_("Issues and returns"), _("Cost a year"), _("Cost per use")]
    )
    words = _("Idle: no issue or return in the last {n} months. A point without a code in circulation cannot be told.")
    return Block(
        "points",
        _("Points, their use and cost, {period}").format(period=view.when()),
        (*columns, *(heads([], [_("Uptime")]) if uptime else ()), *heads([_("Status")])),
        rows,
        note=" ".join(filter(None, (words.format(n=QUIET), view.shortened("service_points")))),
        empty=_("No point of this plan is open in this period."),
    )


def idle_points(view: View) -> int:
    """How many open points nobody used in the last months."""
    lately = _lately(view)
    return sum(_use(row, lately).status == "behind" for row in _open(view))


def _open(view: View) -> list[Row]:
    found = []
    for row in view.rows("service_points"):
        opened, closed = day_in(row["opened_on"]), day_in(row["closed_on"])
        if opened and opened <= view.day and (closed is None or closed > view.day):
            found.append(row)
    return found


def _point(row: Row, lately: Lately, uptime: Observation | None, timed: bool, view: View) -> tuple[Cell, ...]:
    used, cost = _used(row, view), amount(row["yearly_cost"])
    each = cost / used if cost is not None and used else None
    up = uptime.value if uptime and row["branch"] else None
    return (
        cell(row["name"] or row["point_id"]),
        cell(row["district"] or "—"),
        cell(written_day(row["opened_on"], view.language)),
        number(plain(used)),
        number(plain(cost)),
        number(plain(each)),
        *((number("—" if up is None else percent(up, Fraction(100))),) if timed else ()),
        _use(row, lately),
    )


def _used(row: Row, view: View) -> Fraction | None:
    """Its issues and returns in the period: zero where rows speak for it and have none, None where nobody can tell."""
    if not row["branch"] or not view.has("transactions"):
        return None
    found = view.split("transactions", "branch").get(row["branch"])
    if found is not None:
        return found.value
    return Fraction(0) if view.speaks("transactions", "branch") else None


def _use(row: Row, lately: Lately) -> Cell:
    if not row["branch"] or lately.used is None:
        return Cell(_("Cannot be told"), status="not_applicable")
    if row["branch"] in lately.used:
        return Cell(_("In use"), status="on_target")
    opened = day_in(row["opened_on"])
    if opened and opened > lately.since:
        return Cell(_("Open for less than {n} months").format(n=QUIET), status="not_due")
    return Cell(_("Idle"), status="behind")


def _lately(view: View) -> Lately:
    """A branch whose number is hidden was used: too few readers are not none."""
    months = quiet_months(view.period)
    cells = view.splits.get("branch", {})
    found = [cells.get(("transactions", month)) for month in months]
    used = (
        None
        if None in found
        else frozenset(
            name for split in found if split for name, one in split.items() if one.value is None or one.value
        )
    )
    return Lately(months[0].first_day, used)

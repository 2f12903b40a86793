"""Money of several action plans together: each plan counts once, however many codes it stands under."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from openscorecard.domain.initiatives.progress import Progress


@dataclass(frozen=True, slots=True)
class Money:
    """What a plan, or several, had and spent (NT$), and where a straight line through the days gone would end.

    `budget` and `spent` are None where nothing tells them; `untold` counts the plans whose spending nothing tells.
    `projected` is no forecast: spent over the share of the year gone.
    """

    budget: Fraction | None
    spent: Fraction | None
    projected: Fraction | None
    plans: int = 1
    untold: int = 0


def money_of(progress: Progress, today: date) -> Money:
    """The money of one plan; the line runs through the days gone by `today` to the end of the period's year.

    There is no line where the year has not begun: nothing of it is gone.
    """
    gone = share_gone(progress.period.last_day, today)
    projected = progress.spent / gone if progress.spent is not None and gone else None
    return Money(progress.budget, progress.spent, projected, 1, int(progress.spent is None))


def together(plans: Iterable[Progress], today: date) -> Money:
    """The money of these plans, each counted once by its id."""
    once = {one.plan: money_of(one, today) for one in plans}.values()
    return Money(
        _sum(one.budget for one in once),
        _sum(one.spent for one in once),
        _sum(one.projected for one in once),
        len(once),
        sum(one.untold for one in once),
    )


def share_gone(last: date, today: date) -> Fraction:
    """The share of the year of `last` gone at the end of that day, or of `today` where that comes first; 0 to 1."""
    first = date(last.year, 1, 1)
    days = (min(last, today) - first).days + 1
    return Fraction(max(0, days), (date(last.year + 1, 1, 1) - first).days)


def _sum(amounts: Iterable[Fraction | None]) -> Fraction | None:
    known = [one for one in amounts if one is not None]
    return sum(known, Fraction(0)) if known else None

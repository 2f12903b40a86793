"""The sites of a roll-out as its board tells them: which stages each has reached, in which order, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from openscorecard.domain.initiatives.kind import Stage
from openscorecard.web.initiatives.view import Row, View, day_in


def reached_by(view: View) -> dict[str, dict[str, Row]]:
    """The stages each site has reached by the period's end."""
    found: dict[str, dict[str, Row]] = {}
    for row in view.rows("sites"):
        day = day_in(row["reached_on"])
        if day and day <= view.day:
            found.setdefault(row["site"], {})[row["stage"]] = row
    return found


def stages_of(view: View) -> list[str]:
    """The stages in the order in which sites reach them."""
    firsts: dict[str, list[str]] = {}
    for row in view.rows("sites"):
        if row["reached_on"]:
            firsts.setdefault(row["stage"], []).append(row["reached_on"])
    known = [value for stage in view.kind.stages for value in _said(stage)]
    return sorted(firsts, key=lambda one: (known.index(one) if one in known else len(known), sorted(firsts[one])[0]))


def is_open(view: View, reached: Mapping[str, Row]) -> bool:
    """Whether a site has reached the last stage of its kind; the last that any has reached may be an earlier one."""
    return any(one in reached for one in _last(view))


def _last(view: View) -> list[str]:
    """What rows call the last stage; where a kind does not say it, the last on the board."""
    return (_said(view.kind.stages[-1]) if view.kind.stages else []) or stages_of(view)[-1:]


def _said(stage: Stage) -> list[str]:
    """What rows call a stage."""
    conditions = [one for term in stage.formula.of for one in term.counting.conditions() if one.field == "stage"]
    return [value for one in conditions for value in one.values]


def district_of(stages: Mapping[str, Row]) -> str:
    """The district a site says of itself; empty where none of its rows does."""
    return next((row["district"] for row in stages.values() if row["district"]), "")


def went_live(view: View) -> date | None:
    """The first day on which a site reached the last stage, by the end of the period; None where none has."""
    last = _last(view)
    days = [
        day_in(row["reached_on"]) for all_ in reached_by(view).values() for name, row in all_.items() if name in last
    ]
    return min((day for day in days if day), default=None)

"""Strategy maps drawn once for each content, language and theme, and kept ready."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext

from openscorecard.actions.permissions import may
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.strategy.plan import Plan
from openscorecard.drawing.strategy import State, draw_map, lay_out
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.initiatives.late import late_plans
from openscorecard.queries.recent import Recent
from openscorecard.web.plans.places import Places

KEPT = 512  # drawings of about 40 kB
WIDEST = 1750  # px; a broader map would be unreadable on a common screen when it is fitted to it


_DRAWINGS: Recent[str] = Recent(KEPT)


def drawn_map(
    opened: OpenPlan,
    language: str,
    places: Places,
    theme: str | None = None,
    fitted: bool = True,
    late: frozenset[str] = frozenset(),
    states: Mapping[str, State] | None = None,
) -> str:
    """The strategy map as SVG with links to objectives; `fitted` stacks objectives where it would grow too broad.

    Objectives with an action plan of `late` (ids) are marked; `states` say how each stands. Raises NoSuchTheme.
    """
    stand = states or {}

    def draw() -> str:
        per_line = per_line_of(opened.plan, language, theme) if fitted else None
        return draw_map(
            opened.plan,
            language=language,
            theme=theme,
            link_for=lambda objective: places.objective(objective.id),
            per_line=per_line,
            marks=dict.fromkeys(objectives_with(opened.plan, late), gettext("plan late")),
            states=stand,
        )

    return _DRAWINGS.get((opened.digest, language, theme, fitted, places, late, tuple(stand.items())), draw)


def objectives_with(plan: Plan, initiatives: frozenset[str]) -> tuple[str, ...]:
    """The objectives under whose KPIs some of these action plans stand, by id."""
    found = (
        objective.id
        for objective, kpi in plan.kpis()
        if any(standing.initiative in initiatives for standing in kpi.standings)
    )
    return tuple(dict.fromkeys(found)) if initiatives else ()


def late_for(found: OpenPlan, reader: Reader, today: date) -> frozenset[str]:
    """The action plans to mark as late for `reader`: none for those who see no figures."""
    return late_plans(found, today) if may(reader, "figures.see") else frozenset()


def per_line_of(plan: Plan, language: str, theme: str | None = None) -> int | None:
    """How many objectives of a cell stand side by side, so that the map is no broader than a common screen."""
    for per_line in (None, 2):
        if lay_out(plan, language, theme, per_line=per_line).width <= WIDEST:
            return per_line
    return 1

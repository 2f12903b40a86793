"""What the nodes of a scorecard are called, and where their pages are."""

from __future__ import annotations

from django.utils.translation import gettext as _

from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import LIMIT, Text
from openscorecard.web.plans.places import Places
from openscorecard.web.plans.said import Said, say


class NodeNames:
    """The names of one plan's nodes in one language, by their codes."""

    def __init__(self, plan: Plan, places: Places, language: str) -> None:
        self._language = language
        self._names: dict[str, tuple[Text, str]] = {"plan": (plan.name, places.page("plan"))}
        for theme in plan.themes:
            self._names[f"theme:{theme.letter}"] = theme.name, places.page("plan-map", theme=theme.letter)
        for row in plan.perspectives:
            self._names[f"perspective:{row.letter}"] = row.name, places.page("plan-scorecard")
        for theme in plan.themes:
            for row in plan.perspectives:
                both = _crossed(theme.name, row.name)
                self._names[f"cell:{theme.letter}{row.letter}"] = both, places.page("plan-scorecard")
        for objective in plan.objectives:
            self._names[objective.code] = objective.name, places.objective(objective.id)
        for _objective, kpi in plan.kpis():
            self._names[kpi.code] = kpi.name, places.kpi(kpi.id)

    def name(self, code: str) -> Said:
        return say(self._names[code][0], self._language) if code in self._names else Said(code, "")

    def page(self, code: str) -> str:
        """The address of the part itself; empty for none."""
        return self._names[code][1] if code in self._names else ""

    def code(self, code: str) -> str:
        """What stands before the name: a letter or a code, nothing for the plan."""
        return "" if code == "plan" else code.rpartition(":")[2]

    def kind(self, level: str) -> str:
        words = {
            "plan": _("Plan"),
            "theme": _("Theme"),
            "perspective": _("Perspective"),
            "cell": _("Theme and perspective"),
            "objective": _("Objective"),
            "kpi": _("Key performance indicator (KPI)"),
        }
        return words.get(level, level)


_HALF = LIMIT // 2 - 2


def _crossed(one: Text, other: Text) -> Text:
    """Theme and perspective in one name, in English where both have it; names near the limit are cut."""
    english = f"{one.en[:_HALF].strip()} × {other.en[:_HALF].strip()}" if one.en and other.en else ""
    return Text(f"{one.zh[:_HALF].strip()} × {other.zh[:_HALF].strip()}", english)

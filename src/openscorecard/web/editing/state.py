"""Which edition is being worked on, as the bar above every writing page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from openscorecard.queries.answers import OpenPlan
from openscorecard.web.editing.access import language


@dataclass(frozen=True, slots=True)
class PlanState:
    """A plan's edition and revision; `published` is the number of the published edition, 0 where there is none."""

    id: str
    name: str
    name_language: str
    state: str
    edition: int
    revision: int
    published: int
    has_example: bool

    @property
    def is_draft(self) -> bool:
        return self.state == "draft"


def state_of(opened: OpenPlan) -> PlanState:
    """The state of an opened plan."""
    name, tag = opened.plan.name.says(language())
    return PlanState(
        opened.id,
        name,
        "zh-Hant-TW" if tag == "zh-Hant" else tag,
        opened.state,
        opened.edition,
        opened.revision,
        opened.published or 0,
        opened.has_example,
    )

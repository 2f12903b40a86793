"""An action plan: one entity, however many KPIs it stands under."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openscorecard.domain.dates import UnfitDates, ends_before_it_starts
from openscorecard.domain.identity import check_id
from openscorecard.domain.text import Text


@dataclass(frozen=True, slots=True)
class Initiative:
    """An action plan (行動方案) with its id, name, dates and owner.

    `id` is stable and names the plan in every ledger; by default it is the first code the plan was given.
    `owner` is the id of a unit or institution, empty where none is named. Raises UnfitId, UnfitDates.
    """

    id: str
    name: Text
    starts_on: date | None = None
    ends_on: date | None = None
    owner: str = ""

    def __post_init__(self) -> None:
        check_id(self.id)
        if self.owner:
            check_id(self.owner)
        if ends_before_it_starts(self.starts_on, self.ends_on):
            raise UnfitDates(where=self.name.zh, start=self.starts_on, end=self.ends_on)

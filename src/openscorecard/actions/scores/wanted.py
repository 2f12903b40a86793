"""What is wanted of one KPI: a target with all that is said beside it, made of texts and of what is in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from openscorecard.domain.faults import Fault, refuse
from openscorecard.domain.measures.measure import Catalogue
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.in_force import TargetRow
from openscorecard.domain.scores.spreading import YEARS, Spread
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.scores.yearly import Profile, UnfitProfile
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.formats.scores.targets import Stored, stored_to_data
from openscorecard.formats.scores.texts import (
    asks_nothing,
    missing_of_texts,
    profile_of_texts,
    target_of_texts,
    target_texts,
)
from openscorecard.queries.scores.seasons import season_shares


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody asks for the KPI with the code `kpi`, as texts by field.

    A field left out stays as it is in force, an empty one is taken out; where no value, edge or step is left, the
    target is dropped. `expected` is the version it was asked beside (0: none), None where that does not matter. `row`,
    `sheet` and `columns` (by field) say where it stands.
    """

    kpi: str
    said: Mapping[str, str]
    expected: int | None = None
    row: int = 0
    sheet: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A target as it is to become, None to drop it; `content` is what the store would keep."""

    stored: Stored | None
    origin: str = ""
    reason: str = ""
    countermeasure: str = ""

    @property
    def content(self) -> dict[str, Any]:
        return stored_to_data(self.stored) if self.stored else {}

    @property
    def notes(self) -> dict[str, str]:
        """What is said beside it, as long as the store keeps it."""
        return {
            "origin": self.origin[:300],
            "reason": self.reason[:1000],
            "countermeasure": self.countermeasure[:1000],
        }


def kept(row: TargetRow | None) -> Stored | None:
    """What a version says, None where it was dropped."""
    return Stored(row.target, row.spread, row.missing, row.example) if row and row.target else None


def origin_of(last: TargetRow | None) -> str:
    """Where a person said that the last version comes from."""
    return last.origin if last and last.target and not last.example else ""


def wanted_of(asking: Asking, kpi: Kpi, last: TargetRow | None, period: Period, known: Catalogue) -> Wanted:
    """What the texts want of the KPI, beside the last version of its target. Raises all that is wrong at once."""
    before = kept(last)
    said = {**target_texts(before, origin_of(last)), **asking.said}
    if asks_nothing(said):
        return Wanted(None, reason=said["reason"].strip())
    faults: list[Fault] = []
    target = _tried(faults, target_of_texts, kpi.code, said, before.target if before else None)
    profile = _tried(faults, profile_of_texts, kpi.code, said)
    missing = _tried(faults, missing_of_texts, kpi.code, said)
    spread = _tried(faults, spread_of, kpi, target, profile, period, known) if target and profile else None
    refuse(faults)
    stored = Stored(target, spread, missing)
    return Wanted(stored, said["origin"].strip(), said["reason"].strip(), said["countermeasure"].strip())


def spread_of(kpi: Kpi, target: Target, profile: Profile, period: Period, known: Catalogue) -> Spread:
    """How the target of a year spreads for what the KPI counts; raises UnfitProfile where it cannot."""
    measure = known.get(kpi.measure)
    if measure is None:
        raise UnfitProfile(kpi=kpi.code, reason="measure = ∅")
    if profile.name == "season" and not profile.shares and period.grain in YEARS:
        profile = Profile("season", season_shares(measure, period))
    spread = Spread(profile, measure.kind, measure.frequency)
    spread.year_target(target, period)
    return spread


def _tried(faults: list[Fault], make: Any, *given: Any) -> Any:
    """What `make` makes, None where it raises; its faults are kept."""
    try:
        return make(*given)
    except Fault as fault:
        faults.extend(fault.all())
        return None

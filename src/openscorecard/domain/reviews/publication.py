"""A period as it was published: every figure the public is told, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from openscorecard.domain.measures.periods import Period
from openscorecard.domain.text import Text


@dataclass(frozen=True, slots=True)
class PublishedStand:
    """How a part of the plan stood: status, score, `partial` (over what has data), coverage in percent."""

    code: str
    status: str
    score: Fraction | None
    partial: Fraction | None
    coverage: Fraction


@dataclass(frozen=True, slots=True)
class PublishedPart:
    """A theme, perspective or objective; `under` are the letters of theme and perspective of an objective."""

    id: str
    name: Text
    stand: PublishedStand
    under: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class PublishedValue:
    """What a KPI came to in a period; `value` is None but where `status` is ok."""

    period: Period
    status: str
    value: Fraction | None


@dataclass(frozen=True, slots=True)
class PublishedTarget:
    """What was to be reached; a target of direction band has `low` and `high` in place of `value`."""

    direction: str
    method: str
    unit: str
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    example: bool


@dataclass(frozen=True, slots=True)
class PublishedDefinition:
    """How a KPI was counted: its measure, the reading in force, its formula sentence by sentence.

    `of` and `over` are what is above and below the line: (taken away?, sentence).
    """

    measure: str
    name: Text
    kind: str
    unit: Text
    frequency: str
    reading: Text
    of: tuple[tuple[bool, Text], ...]
    over: tuple[tuple[bool, Text], ...]
    scale: Fraction


@dataclass(frozen=True, slots=True)
class PublishedSource:
    """A dataset that a figure stands on, and the last day its rows spoke for; None where there were none."""

    dataset: str
    title: Text
    through: date | None


@dataclass(frozen=True, slots=True)
class PublishedKpi:
    """A KPI; `series` are its values within the period by the measure's own length, none where it is as long."""

    id: str
    name: Text
    objective: str
    stand: PublishedStand
    value: PublishedValue
    target: PublishedTarget | None
    definition: PublishedDefinition | None
    sources: tuple[PublishedSource, ...]
    series: tuple[PublishedValue, ...]
    example: bool

    @property
    def code(self) -> str:
        return self.stand.code

    @property
    def unit(self) -> Text | None:
        """What it is counted in."""
        if self.definition:
            return self.definition.unit
        return Text(self.target.unit) if self.target else None


@dataclass(frozen=True, slots=True)
class PublishedInitiative:
    """An action plan: its codes and how far it had come; `share` is the percent of its milestones that were reached."""

    id: str
    name: Text
    codes: tuple[str, ...]
    kpis: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    status: str
    late: bool
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class Publication:
    """A plan's period as published at `at`, with the plan's edition and revision it shows.

    `bands` tell the statuses by the score: (status, from, to under).
    """

    plan: str
    name: Text
    institution: str
    institution_name: Text
    edition: int
    revision: int
    period: Period
    at: datetime
    note: str
    bands: tuple[tuple[str, Fraction | None, Fraction | None], ...]
    whole: PublishedStand
    themes: tuple[PublishedPart, ...]
    perspectives: tuple[PublishedPart, ...]
    objectives: tuple[PublishedPart, ...]
    kpis: tuple[PublishedKpi, ...]
    initiatives: tuple[PublishedInitiative, ...]

    @property
    def all_example(self) -> bool:
        """Whether every figure or target of it is the example's."""
        told = [one for one in self.kpis if one.target or one.value.value is not None]
        return bool(told) and all(one.example for one in told)

    def kpi(self, id_: str) -> PublishedKpi | None:
        """The KPI of that id."""
        return next((one for one in self.kpis if one.id == id_), None)

    def objective(self, id_: str) -> PublishedPart | None:
        """The objective of that id."""
        return next((one for one in self.objectives if one.id == id_), None)

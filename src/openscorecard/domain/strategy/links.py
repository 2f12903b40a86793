"""What a plan declares between its parts and towards its parent: links, supports, responsibilities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from openscorecard.domain.identity import check_id
from openscorecard.domain.strategy.faults import SelfLink, UnfitLag, UnfitSign, UnfitWeight
from openscorecard.domain.text import Text


@dataclass(frozen=True, slots=True)
class Link:
    """A hypothesis of cause and effect: `source` drives `target` (ids of objectives).

    `sign` is "+" or "-"; `lag` is in whole months, None where none is declared; `declared_on` and `declared_by`
    say when and by whom, before any evidence is looked at. `example` marks the deletable example layer.
    """

    source: str
    target: str
    sign: str = "+"
    lag: int | None = None
    rationale: Text | None = None
    declared_by: str = ""
    declared_on: date | None = None
    example: bool = False

    def __post_init__(self) -> None:
        if self.source == self.target:
            raise SelfLink(item=self.source)
        if self.sign not in {"+", "-"}:
            raise UnfitSign(item=self.sign)
        if self.lag is not None and not 0 <= self.lag <= 120:
            raise UnfitLag(item=self.lag)

    @property
    def key(self) -> tuple[str, str]:
        return self.source, self.target


@dataclass(frozen=True, slots=True)
class Support:
    """One of our objectives supports an objective of the parent plan (ids of both) with a weight above 0."""

    objective: str
    parent_objective: str
    weight: Fraction = Fraction(1)
    example: bool = False

    def __post_init__(self) -> None:
        if self.weight <= 0:
            raise UnfitWeight(item=self.weight)

    @property
    def key(self) -> tuple[str, str]:
        return self.objective, self.parent_objective


@dataclass(frozen=True, slots=True)
class Cascade:
    """A plan takes up one theme of a parent plan (承接): the parent's plan id and the id of its theme."""

    parent_plan: str
    parent_theme: str
    supports: tuple[Support, ...] = ()

    def __post_init__(self) -> None:
        check_id(self.parent_plan)


@dataclass(frozen=True, slots=True)
class Responsibility:
    """An objective of this plan belongs to another institution, named by `institution` (an id)."""

    objective: str
    institution: str
    example: bool = False

    def __post_init__(self) -> None:
        check_id(self.institution)


@dataclass(frozen=True, slots=True)
class MissionLink:
    """An objective carries a passage of the mission, quoted word for word in `phrase`."""

    phrase: str
    objective: str
    example: bool = False

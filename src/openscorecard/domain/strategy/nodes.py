"""The parts of a plan, from perspective and theme down to the codes of action plans."""

from __future__ import annotations

from dataclasses import dataclass, replace

from openscorecard.domain.identity import check_id
from openscorecard.domain.strategy.codes import check_letter
from openscorecard.domain.text import Text


@dataclass(frozen=True, slots=True)
class Perspective:
    """A row of the map (構面), named by a letter. The order of the plan's perspectives is the map's, top to bottom."""

    letter: str
    name: Text
    id: str = ""

    def __post_init__(self) -> None:
        check_letter(self.letter)
        _own_id(self, self.letter)


@dataclass(frozen=True, slots=True)
class Theme:
    """A column of the map (策略主題), named by a letter."""

    letter: str
    name: Text
    id: str = ""

    def __post_init__(self) -> None:
        check_letter(self.letter)
        _own_id(self, self.letter)


@dataclass(frozen=True, slots=True)
class Standing:
    """A code under a KPI at which an action plan stands; a plan may stand under several KPIs."""

    code: str
    initiative: str


@dataclass(frozen=True, slots=True)
class Kpi:
    """A key performance indicator: code, name, the measure that counts it (None where none is bound)."""

    code: str
    name: Text
    measure: str | None = None
    standings: tuple[Standing, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        _own_id(self, self.code)


@dataclass(frozen=True, slots=True)
class Objective:
    """A strategic objective (策略目標) in one theme and one perspective, with its KPIs in order."""

    code: str
    name: Text
    theme: str
    perspective: str
    kpis: tuple[Kpi, ...] = ()
    id: str = ""

    def __post_init__(self) -> None:
        _own_id(self, self.code)

    def with_kpis(self, kpis: tuple[Kpi, ...]) -> Objective:
        return replace(self, kpis=kpis)


def _own_id(item: Perspective | Theme | Kpi | Objective, code: str) -> None:
    # An item keeps the id it was first given; until told otherwise that is its first code.
    if not item.id:
        object.__setattr__(item, "id", code)
    check_id(item.id)


# Balanced Scorecard, Kaplan and Norton 1996; letters and Chinese names as in the Taipei document.
STANDARD_PERSPECTIVES = (
    Perspective("C", Text("顧客", "Customer")),
    Perspective("P", Text("內部流程", "Internal process")),
    Perspective("L", Text("學習成長", "Learning and growth")),
    Perspective("F", Text("財務", "Finance")),
)

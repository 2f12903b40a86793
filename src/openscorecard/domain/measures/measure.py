"""A measure: what a KPI counts; the description alone defines its meaning, engines only translate it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from openscorecard.domain.faults import Fault
from openscorecard.domain.identity import check_id
from openscorecard.domain.measures.formula import Formula
from openscorecard.domain.text import Text

Kind = Literal["S", "F", "R"]
Frequency = Literal["month", "quarter", "half", "year"]
Nature = Literal["input", "output", "outcome"]
Better = Literal["up", "down", "neither"]


class UnfitMeasure(Fault):
    """A measure whose parts contradict each other."""

    code = "unfit-measure"
    zh = "衡量方式 {item} 不可用：{reason}；請更正定義。"
    en = "Measure {item} cannot be used: {reason}; correct its description."


@dataclass(frozen=True, slots=True)
class Variant:
    """One reading of a measure: its name (an id), its definition in words and as a formula.

    The first is in force unless somebody chooses another from a date on. `unit` where it is not that of the measure.
    """

    name: str
    definition: Text
    formula: Formula
    unit: Text | None = None


@dataclass(frozen=True, slots=True)
class Companion:
    """A figure shown beside a measure and never scored: its name (an id), its title, its unit and its formula.

    `better` says which way it is for the better.
    """

    name: str
    title: Text
    unit: Text
    formula: Formula
    better: Better = "up"


@dataclass(frozen=True, slots=True)
class Part:
    """Numerator or denominator of a ratio, a stock (S) or a flow (F)."""

    definition: Text
    kind: Literal["S", "F"]


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted: kind S (stock at period end), F (flow, summed) or R (ratio, recomputed from its parts).

    `additive` is False for distinct counts, which do not add up over units or periods. `nature` says whether the
    measure counts what goes in, what the institution puts out, or what comes of it. `kpi_names` are the KPI names that
    an import binds to it. `better` says which way it is for the better, where nobody set a target that says so.
    `version` grows with every change of its meaning. Source: the catalogue of measures
    (kpi-catalogue). Raises UnfitMeasure.
    """

    id: str
    name: Text
    kind: Kind
    unit: Text
    frequency: Frequency
    nature: Nature
    datasets: tuple[str, ...]
    variants: tuple[Variant, ...]
    dimensions: tuple[str, ...] = ()
    companions: tuple[Companion, ...] = ()
    numerator: Part | None = None
    denominator: Part | None = None
    additive: bool = True
    subset_of: str = ""
    kpi_names: tuple[str, ...] = ()
    version: int = 1
    better: Better = "neither"

    def __post_init__(self) -> None:
        check_id(self.id)
        if self.kind not in ("S", "F", "R"):
            raise UnfitMeasure(item=self.id, reason="kind ∉ {S, F, R}")
        if (self.kind == "R") != (self.numerator is not None and self.denominator is not None):
            raise UnfitMeasure(item=self.id, reason="R ⇔ numerator + denominator")
        if not self.variants or not self.datasets:
            raise UnfitMeasure(item=self.id, reason="variants, datasets = ∅")
        if self.variants[0].formula.kind != self.kind:
            raise UnfitMeasure(item=self.id, reason=f"kind: {self.kind} ≠ {self.variants[0].formula.kind}")
        names = [one.name for one in self.readings()]
        if len(set(names)) != len(names):
            raise UnfitMeasure(item=self.id, reason="readings × 2")

    def reading(self, name: str = "") -> Variant | Companion | None:
        """The reading or companion of that name, the first reading where none is named; None where there is none."""
        if not name:
            return self.variants[0]
        return next((one for one in self.readings() if one.name == name), None)

    def unit_of(self, reading: Variant | Companion) -> Text:
        """The unit of one reading or companion."""
        return reading.unit or self.unit

    def readings(self) -> tuple[Variant | Companion, ...]:
        """All readings, and after them the companions."""
        return (*self.variants, *self.companions)

    def formulas(self) -> tuple[Formula, ...]:
        """The formulas of all readings and companions."""
        return tuple(one.formula for one in self.readings())


class Catalogue:
    """The measures a plan can bind, by id. Raises UnfitMeasure where ids repeat or a subset's whole is missing."""

    def __init__(self, measures: Iterable[Measure]):
        self._measures: dict[str, Measure] = {}
        for measure in measures:
            if measure.id in self._measures:
                raise UnfitMeasure(item=measure.id, reason=f"{measure.id} × 2")
            self._measures[measure.id] = measure
        for measure in self:
            if measure.subset_of and measure.subset_of not in self._measures:
                raise UnfitMeasure(item=measure.id, reason=f"{measure.subset_of} = ?")

    def __iter__(self) -> Iterator[Measure]:
        return iter(self._measures.values())

    def __len__(self) -> int:
        return len(self._measures)

    def get(self, id_: str | None) -> Measure | None:
        """The measure with this id, None where there is none."""
        return self._measures.get(id_ or "")

    def by_kpi_name(self) -> dict[str, str]:
        """Measure ids by the KPI names they are bound to."""
        return {name: measure.id for measure in self for name in measure.kpi_names}

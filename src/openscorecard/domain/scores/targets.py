"""Targets: what a figure is to reach, and how reaching it is scored; refused where they are set if they cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from openscorecard.domain.faults import Fault, refuse

Direction = Literal["up", "down", "band"]
"""up: more is better. down: less is better. band: between `low` and `high` is good."""

Method = Literal["ratio", "inverse", "mirror", "progress", "goalposts", "steps", "yes_no", "milestones", "manual"]
"""ratio: value over target, up; in a band, over the nearer edge. inverse: target over value, down; 0 earns `ceiling`.
mirror: 2 less value over target, down. progress: the way from `baseline` to the target that is done.
goalposts: the way from `floor` to the target. steps: the percent of the last step reached. yes_no: all or nothing.
milestones: the percent of so many steps done. manual: a percentage that a person gives, with a reason."""


class UnfitTarget(Fault):
    """A target that no value could be scored against."""

    code = "unfit-target"
    zh = "{kpi} 的目標不可用：{reason}；請更正目標或改用其他計分方法。"
    en = "The target of {kpi} cannot be used: {reason}; correct it, or choose another method."


class UnfitRevision(Fault):
    """A target that was made easier without saying why and what is done about it."""

    code = "unfit-revision"
    zh = "{kpi} 的目標調降需要原因與因應對策；請填寫兩者。"
    en = "Lowering the target of {kpi} needs a reason and a countermeasure; give both."


@dataclass(frozen=True, slots=True)
class Step:
    """From `least` on (up; down: up to it) a value earns `percent`."""

    least: Fraction
    percent: Fraction


@dataclass(frozen=True, slots=True)
class Target:
    """What the KPI `kpi` is to reach in a period, in `unit`; scores are percent points.

    `value` is the target itself, for a band its middle is not needed: `low` and `high` stand. `cap` is the most a value
    can earn and `least` the fewest, None where nothing bounds it. Source: scoring, "Achievement of one KPI". Raises
    UnfitTarget, all that is wrong at once.
    """

    kpi: str
    unit: str
    value: Fraction = Fraction(0)
    direction: Direction = "up"
    method: Method = "ratio"
    baseline: Fraction | None = None
    floor: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    ceiling: Fraction | None = None
    steps: tuple[Step, ...] = ()
    cap: Fraction | None = None
    least: Fraction | None = Fraction(0)
    weight: Fraction = Fraction(1)
    reason: str = ""

    def __post_init__(self) -> None:
        refuse(UnfitTarget(kpi=self.kpi, reason=reason) for reason in self._wrong())

    def _wrong(self) -> Iterator[str]:
        if not self.unit.strip():
            yield "unit = ∅"
        if self.direction not in get_args(Direction) or self.method not in get_args(Method):
            yield f"{self.direction}, {self.method} = ?"
            return
        if self.weight < 0:
            yield f"weight {self.weight} < 0"
        if self.cap is not None and self.least is not None and self.cap < self.least:
            yield "cap < least"
        yield from self._wrong_of_method()

    def _wrong_of_method(self) -> Iterator[str]:
        only = {"ratio": ("up", "band"), "inverse": ("down",), "mirror": ("down",)}.get(self.method)
        if only and self.direction not in only:
            yield f"{self.method} ⇒ {' ∨ '.join(only)}"
        if self.direction == "band":
            yield from self._wrong_band()
        elif self.method in {"ratio", "inverse", "mirror"} and self.value <= 0:
            yield f"{self.method}: ÷ {self.value}"
        if self.method == "inverse" and self.ceiling is None:
            yield "inverse ⇒ ceiling"
        if self.method == "progress" and (self.baseline is None or self.baseline == self.value):
            yield f"progress: baseline = {self.baseline if self.baseline is not None else '∅'}, target = {self.value}"
        if self.method == "goalposts" and (self.floor is None or self.floor == self.value):
            yield f"goalposts: floor = {self.floor if self.floor is not None else '∅'}, target = {self.value}"
        if self.method in {"steps", "milestones"}:
            yield from self._wrong_steps()
        if self.method == "manual" and not self.reason.strip():
            yield "manual ⇒ reason"

    def _wrong_band(self) -> Iterator[str]:
        if self.method not in {"ratio", "yes_no", "steps", "milestones", "manual"}:
            yield f"band ⇒ ¬ {self.method}"
        if self.low is None or self.high is None or self.low > self.high:
            yield f"low {self.low} ≤ high {self.high}?"
        elif self.method == "ratio" and self.low <= 0:
            yield f"ratio: ÷ {self.low}"

    def _wrong_steps(self) -> Iterator[str]:
        if not self.steps:
            yield "steps = ∅"
        leasts = [one.least for one in self.steps]
        if len(set(leasts)) != len(leasts):
            yield "steps × 2"


def easier(before: Target, after: Target) -> bool:
    """Whether `after` asks for less than `before`."""
    if before.direction != after.direction:
        return False
    if before.direction == "band":
        assert before.low is not None and before.high is not None  # noqa: S101, PT018 -- a band has both
        assert after.low is not None and after.high is not None  # noqa: S101, PT018
        return after.low < before.low or after.high > before.high
    return after.value < before.value if before.direction == "up" else after.value > before.value


def check_revision(before: Target, after: Target, reason: str, countermeasure: str) -> None:
    """Raise UnfitRevision where a target is made easier without a reason and a countermeasure."""
    if easier(before, after) and not (reason.strip() and countermeasure.strip()):
        raise UnfitRevision(kpi=after.kpi)

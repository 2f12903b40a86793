"""Targets: what a figure is to reach, and how reaching it is scored; refused where they are set if they cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from openscorecard.domain.faults import Fault, refuse
from openscorecard.domain.measures.decimals import decimal_text
from openscorecard.domain.scores.reasons import in_words

Direction = Literal["up", "down", "band"]
"""up: more is better. down: less is better. band: between `low` and `high` is good."""

Method = Literal["ratio", "inverse", "mirror", "progress", "goalposts", "steps", "yes_no", "milestones", "manual"]
"""ratio: value over target, up; in a band, over the nearer edge. inverse: target over value, down; 0 earns `ceiling`.
mirror: 2 less value over target, down. progress: the way from `baseline` to the target that is done.
goalposts: the way from `floor` to the target. steps: the percent of the last step reached. yes_no: all or nothing.
milestones: the percent of so many steps done. manual: a percentage that a person gives, with a reason.
Of these two the value of the target is what a person gives: the steps that are done, the percentage."""

GIVEN: frozenset[Method] = frozenset({"milestones", "manual"})
"""Methods whose value a person gives with the target; none is counted from rows."""


NUMBERS = ("value", "baseline", "floor", "low", "high", "ceiling", "cap", "least", "weight")
"""The fields of a target that are numbers."""


class UnfitTarget(Fault):
    """A target that no value could be scored against."""

    code = "unfit-target"
    zh = "{kpi} 的目標不可用：{reason}；請更正目標或改用其他計分方法。"
    en = "The target of {kpi} cannot be used: {reason}; correct it, or choose another method."

    def sentence(self, language: str = "zh-Hant") -> str:
        """The sentence, with the reason in words."""
        template = self.en if language.startswith("en") else self.zh
        return template.format(kpi=self.facts.get("kpi", ""), reason=in_words(self.facts.get("reason", ""), language))


class UnfitRevision(Fault):
    """A target that was made easier without saying why and what is done about it."""

    code = "unfit-revision"
    zh = "{kpi} 的目標調降或改變計分方式，需要原因與因應對策；請填寫兩者。"
    en = "Asking less of {kpi}, or scoring it otherwise, needs a reason and a countermeasure; give both."


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
        unknown = [f"{name} = {number}" for name, number in self._numbers() if not isinstance(number, int | Fraction)]
        if unknown:
            yield ", ".join(unknown)
            return
        if self.weight < 0:
            yield f"weight {self.weight} < 0"
        if self.cap is not None and self.least is not None and self.cap < self.least:
            yield "cap < least"
        yield from self._wrong_of_method()

    def _numbers(self) -> Iterator[tuple[str, Fraction]]:
        for name in NUMBERS:
            if (number := getattr(self, name)) is not None:
                yield name, number
        for step in self.steps:
            yield from (("step", step.least), ("step", step.percent))

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
        elif self.method == "inverse" and self.ceiling is not None and self.ceiling < 100:
            yield f"ceiling {self.ceiling} < 100"
        if self.method == "progress" and (self.baseline is None or self.baseline == self.value):
            yield f"progress: baseline = {self.baseline if self.baseline is not None else '∅'}, target = {self.value}"
        if self.method == "goalposts" and (self.floor is None or self.floor == self.value):
            yield f"goalposts: floor = {self.floor if self.floor is not None else '∅'}, target = {self.value}"
        yield from self._wrong_way()
        if self.method in {"steps", "milestones"}:
            yield from self._wrong_steps()
        if self.method == "manual" and not self.reason.strip():
            yield "manual ⇒ reason"

    def _wrong_way(self) -> Iterator[str]:
        """A start beyond the target, seen in the direction: the better the value, the less it would earn."""
        start = {"progress": self.baseline, "goalposts": self.floor}.get(self.method)
        if start is None or self.direction == "band":
            return
        if start > self.value if self.direction == "up" else start < self.value:
            yield f"{self.direction}: {self.method} {start} → {self.value}"

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
        falling = self.method == "steps" and self.direction == "down"
        percents = [one.percent for one in sorted(self.steps, key=lambda one: one.least, reverse=falling)]
        # Steps of a band may rise and fall again; of what is better upwards or downwards they may only rise.
        if self.direction != "band" and percents != sorted(percents):
            yield "steps ↘"


def asked(target: Target) -> str:
    """What a target asks, in digits: its value, or the ends of its band as 80..100."""
    if target.direction == "band" and target.low is not None and target.high is not None:
        return f"{decimal_text(target.low)}..{decimal_text(target.high)}"
    return decimal_text(target.value)


def easier(before: Target, after: Target) -> bool:
    """Whether `after` asks for less than `before`: some value earns more, or nobody can tell.

    Nobody can tell where unit, direction, method or the number of steps changed.
    """
    if any(getattr(before, name) != getattr(after, name) for name in ("unit", "direction", "method")):
        return True
    if len(before.steps) != len(after.steps):
        return True
    return any(_eased(before, after))


def _eased(before: Target, after: Target) -> Iterator[bool]:
    less = -1 if before.direction == "down" else 1
    if before.direction == "band":
        yield _below(after.low, before.low) or _below(before.high, after.high)
    elif before.method not in {"steps", "milestones", "manual"}:
        yield after.value * less < before.value * less
    if before.method in {"progress", "goalposts"}:
        # A start further off makes the part of the way that is done look longer.
        pairs = ((before.baseline, after.baseline),) if before.method == "progress" else ((before.floor, after.floor),)
        yield from (one is not None and other is not None and other * less < one * less for one, other in pairs)
    yield _below(before.ceiling, after.ceiling) or _below(before.least, after.least)
    yield before.cap is not None and (after.cap is None or after.cap > before.cap)
    for one, other in zip(before.steps, after.steps, strict=True):
        yield other.least * less < one.least * less or other.percent > one.percent


def _below(one: Fraction | None, other: Fraction | None) -> bool:
    """Whether `one` is less than `other`, None being less than any number."""
    return other is not None and (one is None or one < other)


def check_revision(before: Target, after: Target, reason: str, countermeasure: str) -> None:
    """Raise UnfitRevision where a target is made easier without a reason and a countermeasure."""
    if easier(before, after) and not (reason.strip() and countermeasure.strip()):
        raise UnfitRevision(kpi=after.kpi)

"""A target of a year and what it asks of the year's months, quarters and halves, and of the year to date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, get_args

from openscorecard.domain.faults import Fault, refuse
from openscorecard.domain.measures.measure import Frequency, Kind
from openscorecard.domain.measures.periods import Period, spine
from openscorecard.domain.scores.reasons import in_words
from openscorecard.domain.scores.targets import Target, UnfitTarget

ProfileName = Literal["even", "cumulative", "season", "by_hand"]
"""How a year's target spreads over its twelve months, by the kind of the measure:

flow (F): even, a twelfth a month; season, by last year's `shares`; by_hand, `shares` are the months' own targets and
add up to the year's. A quarter or the year to date asks the sum of its months. cumulative, as even, but a month or
quarter is asked all that should have come together since the year began (`to_date`).
stock (S) and ratio (R): even, the same the whole year; cumulative, a straight way from the baseline; season, the way
from the baseline in last year's `shares`; by_hand, `shares` are the months' own targets. A longer period asks what its
last month asks.
"""
MissingPolicy = Literal["missing", "floor"]
"""missing: a value that does not come has no score and lowers the coverage. floor: once due it earns the floor."""

MONTHS = 12


class UnfitProfile(Fault):
    """A target of a year that does not spread over its months."""

    code = "unfit-profile"
    zh = "{kpi} 的年度目標無法分配到各期：{reason}；請更正年度、分配方式或各月數字。"
    en = "The year's target of {kpi} does not spread over its periods: {reason}; correct year, profile or the months."

    def sentence(self, language: str = "zh-Hant") -> str:
        """The sentence, with the reason in words."""
        template = self.en if language.startswith("en") else self.zh
        return template.format(kpi=self.facts.get("kpi", ""), reason=in_words(self.facts.get("reason", ""), language))


class NoSuchTargetPeriod(Fault):
    """A period the target of a year says nothing of."""

    code = "no-such-target-period"
    zh = "{kpi} 的年度目標屬於 {year}，對 {period} 沒有目標；請選該年度內的期間，且不短於 {frequency}。"
    en = (
        "The year's target of {kpi} is for {year} and asks nothing of {period}; "
        "choose a period in it, no shorter than a {frequency}."
    )


@dataclass(frozen=True, slots=True)
class Profile:
    """How a year spreads over its months; `shares` are twelve numbers from the year's first month on, or none."""

    name: ProfileName = "even"
    shares: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodTarget:
    """What a period is asked; `to_date`: of all that has come together since the year began."""

    target: Target
    period: Period
    to_date: bool = False


def without_value(target: Target, missing: MissingPolicy) -> Fraction | None:
    """What a value that is due and did not come earns: nothing that counts, or the floor (0 where none is set)."""
    return None if missing == "missing" else target.least or Fraction(0)


@dataclass(frozen=True, slots=True)
class YearTarget:
    """The target of a KPI in a `year` (or school year), for a measure of `kind`, seen every `frequency`.

    Raises UnfitProfile, all that is wrong at once.
    """

    target: Target
    year: Period
    kind: Kind
    frequency: Frequency = "month"
    profile: Profile = Profile()

    def __post_init__(self) -> None:
        reasons = tuple(self._wrong()) or tuple(self._wrong_periods())
        refuse(UnfitProfile(kpi=self.target.kpi, reason=reason) for reason in reasons)

    def in_period(self, period: Period) -> PeriodTarget:
        """What `period` is asked. Source: scoring, "Achievement of one KPI". Raises NoSuchTargetPeriod."""
        if not self._speaks_of(period):
            raise NoSuchTargetPeriod(kpi=self.target.kpi, year=self.year, period=period, frequency=self.frequency)
        if period == self.year:
            return PeriodTarget(self.target, period)
        if self.kind == "F":
            return self._of_flow(period)
        return PeriodTarget(self._at_month(self._place(period.months()[-1])), period)

    def periods(self) -> tuple[Period, ...]:
        """The periods of its frequency in the year, in order."""
        grain = self.year.grain if self.frequency == "year" else self.frequency
        return spine(self.year, self.year, grain)

    def _speaks_of(self, period: Period) -> bool:
        step = MONTHS if self.frequency == "year" else {"month": 1, "quarter": 3, "half": 6}[self.frequency]
        return self.year.covers(period) and len(period.months()) % step == 0

    def _place(self, month: Period) -> int:
        return self.year.months().index(month)

    def _of_flow(self, period: Period) -> PeriodTarget:
        if self._whole:
            return PeriodTarget(self.target, period)
        last = self._place(period.months()[-1])
        to_date = self.profile.name == "cumulative"
        first = 0 if to_date else self._place(period.months()[0])
        share = sum(self._shares()[first : last + 1], Fraction(0))
        return PeriodTarget(_scaled(self.target, share), period, to_date)

    def _shares(self) -> tuple[Fraction, ...]:
        """The part of the year each month is asked; they add up to one."""
        if self.profile.name in {"even", "cumulative"}:
            return (Fraction(1, MONTHS),) * MONTHS
        whole = sum(self.profile.shares, Fraction(0))
        return tuple(share / whole for share in self.profile.shares)

    def _at_month(self, place: int) -> Target:
        """What a stock or ratio is asked at the end of a month."""
        if self._whole or self.profile.name == "even":
            return self.target
        if self.profile.name == "by_hand":
            return replace(self.target, value=self.profile.shares[place])
        done = sum(self._shares()[: place + 1], Fraction(0))
        start = self.target.baseline or Fraction(0)
        return replace(self.target, value=start + (self.target.value - start) * done)

    @property
    def _whole(self) -> bool:
        """Whether the target is no quantity that could be parted: a person's judgement, or steps of work."""
        return self.target.method in {"manual", "milestones"}

    def _wrong(self) -> Iterator[str]:
        shares, name = self.profile.shares, self.profile.name
        if self.year.grain not in {"year", "school_year"}:
            yield f"{self.year} ≠ 12"
        if name not in get_args(ProfileName):
            yield f"{name} = ?"
        elif name in {"season", "by_hand"} and len(shares) != MONTHS:
            yield f"{name}: {len(shares)} ≠ 12"
        elif name == "season" and (any(share < 0 for share in shares) or not any(shares)):
            yield "season: Σ = 0 ∨ < 0"
        elif name == "by_hand":
            yield from self._wrong_by_hand()
        if name in {"cumulative", "season"} and self.kind != "F" and not self._whole:
            yield from self._wrong_way()

    def _wrong_by_hand(self) -> Iterator[str]:
        if self.target.direction == "band" or self.target.method == "steps":
            yield f"by_hand ⇒ ¬ {self.target.direction}, {self.target.method}"
        elif self.kind == "F" and (whole := sum(self.profile.shares, Fraction(0))) != self.target.value:
            yield f"Σ {whole} ≠ {self.target.value}"
        elif self.kind == "F" and not self.target.value:
            yield "by_hand: ÷ 0"
        elif self.kind != "F" and self.profile.shares[-1] != self.target.value:
            yield f"12: {self.profile.shares[-1]} ≠ {self.target.value}"

    def _wrong_periods(self) -> Iterator[str]:
        """A period nothing could be scored in, such as a month without a share: told now, not when it comes."""
        for period in self.periods():
            try:
                self.in_period(period)
            except UnfitTarget as fault:
                yield f"{period}: {fault.facts['reason']}"

    def _wrong_way(self) -> Iterator[str]:
        """A way needs a start, and one value to arrive at."""
        if self.target.direction == "band" or self.target.method == "steps":
            yield f"{self.profile.name} ⇒ ¬ {self.target.direction}, {self.target.method}"
        elif self.target.baseline is None:
            yield f"{self.profile.name} ⇒ baseline"


def asked_in(period: Period, kind: Kind, targets: Mapping[Period, Target]) -> Target | None:
    """What a period is asked by targets set for periods: its own, else for a stock or ratio that of its year.

    A flow's year says nothing of its months here: how it spreads over them is declared with a profile.
    """
    if period in targets:
        return targets[period]
    return None if kind == "F" else targets.get(Period("year", period.last_day.year))


def _scaled(target: Target, share: Fraction) -> Target:
    """The part `share` of a flow's target: what is a quantity in the unit shrinks, percents stay."""
    parts = {
        name: number * share
        for name in ("value", "baseline", "floor", "low", "high")
        if (number := getattr(target, name)) is not None
    }
    steps = tuple(replace(step, least=step.least * share) for step in target.steps)
    return replace(target, **parts, steps=steps)

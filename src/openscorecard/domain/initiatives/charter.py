"""The charter of an action plan: what people declare of it; what it has done is counted from rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from openscorecard.domain.faults import Fault, refuse
from openscorecard.domain.identity import check_id
from openscorecard.domain.initiatives.founding import FoundingStandard
from openscorecard.domain.text import Text

RiskLevel = Literal["low", "middle", "high"]


class UnfitCharter(Fault):
    """Something declared of an action plan that cannot be so."""

    code = "unfit-charter"
    zh = "行動方案 {plan} 的{where}不可用：{reason}；請更正。"
    en = "Action plan {plan}, {where}: {reason}; correct it."


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step: when it is due, its share of the whole (`weight`, any positive number), and when it was reached."""

    id: str
    name: Text
    due_on: date
    weight: Fraction = Fraction(1)
    reached_on: date | None = None


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """Money (NT$) set aside for the plan in one year; `account` as in the budget's rows, empty where it is none."""

    year: int
    amount: Fraction
    account: str = ""


@dataclass(frozen=True, slots=True)
class Risk:
    """What may go wrong, how likely and how grave it is, and what is done about it."""

    name: Text
    likelihood: RiskLevel = "middle"
    impact: RiskLevel = "middle"
    response: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A paper of the plan: its title and its address or file mark."""

    title: Text
    where: str


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade (考核等第) from `least` (in the measure's unit) upwards."""

    least: Fraction
    name: Text


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """A version of a standing rule, in force from a day on: its title, its text or where that lies, and its grades.

    `measure` and `reading` name what it grades, empty where it grades nothing. `behind_under`: lines whose execution
    is under so many percent of what was due are behind.
    """

    in_force_from: date
    title: Text
    text: str = ""
    where: str = ""
    measure: str = ""
    reading: str = ""
    grades: tuple[Grade, ...] = ()
    behind_under: Fraction = Fraction(90)


@dataclass(frozen=True, slots=True)
class TypedProgress:
    """A percentage that a person typed because no rows tell it: the exception, and it says so."""

    on: date
    percent: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class Charter:
    """Everything declared of one action plan, in one version.

    `kind` names a kind of action plans, empty where nobody has said it. Dates and owner are those of the plan's
    edition. `wants` is what is to be reached in a year (in the kind's unit), where it is more than the ledger's own
    plan. `standard` is the founding standard that the plan answers, None where it answers none; its text stands in
    `versions`. Raises UnfitCharter.
    """

    plan: str
    kind: str = ""
    partners: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    risks: tuple[Risk, ...] = ()
    documents: tuple[Document, ...] = ()
    versions: tuple[RuleVersion, ...] = ()
    typed: tuple[TypedProgress, ...] = ()
    wants: tuple[tuple[int, Fraction], ...] = ()
    standard: FoundingStandard | None = None
    note: str = ""
    example: bool = False

    def __post_init__(self) -> None:
        check_id(self.plan)
        refuse(UnfitCharter(plan=self.plan, where=where, reason=reason) for where, reason in self._wrong())

    def _wrong(self) -> Iterator[tuple[str, str]]:
        yield from _repeated("milestones", [one.id for one in self.milestones])
        yield from _repeated("budget", [(one.year, one.account) for one in self.budget])
        yield from _repeated("versions", [one.in_force_from for one in self.versions])
        yield from _repeated("wants", [year for year, _ in self.wants])
        yield from (("milestones", f"{one.id}: weight ≤ 0") for one in self.milestones if one.weight <= 0)
        yield from (("budget", f"{one.year}: {one.amount} < 0") for one in self.budget if one.amount < 0)
        yield from (("typed", f"{one.percent} ∉ 0–100") for one in self.typed if not 0 <= one.percent <= 100)
        yield from (("typed", "reason = ∅") for one in self.typed if not one.reason.strip())
        yield from (("wants", f"{year}: {amount} < 0") for year, amount in self.wants if amount < 0)
        if self.standard and not self.standard.fit:
            yield "standard", "first < 0, each ≤ 0 or apart < 0"
        for version in self.versions:
            yield from _repeated("grades", [one.least for one in version.grades])

    def budget_of(self, year: int) -> Fraction | None:
        """The money set aside for a year; None where nobody said."""
        found = [line.amount for line in self.budget if line.year == year]
        return sum(found, Fraction(0)) if found else None

    def wanted_in(self, year: int) -> Fraction | None:
        """What is to be reached in a year; None where nobody said."""
        return next((amount for known, amount in self.wants if known == year), None)

    def version_on(self, day: date) -> RuleVersion | None:
        """The version of the rule in force on a day."""
        found = [one for one in self.versions if one.in_force_from <= day]
        return max(found, key=lambda one: one.in_force_from, default=None)

    def typed_on(self, day: date) -> TypedProgress | None:
        """The last percentage typed up to a day."""
        return max((one for one in self.typed if one.on <= day), key=lambda one: one.on, default=None)

    def reached(self, day: date) -> Fraction | None:
        """Percent of the milestones' weight reached by a day; None where there are none."""
        if not self.milestones:
            return None
        whole = sum((one.weight for one in self.milestones), Fraction(0))
        done = sum((one.weight for one in self.milestones if _by(one.reached_on, day)), Fraction(0))
        return done / whole * 100

    def overdue(self, day: date) -> tuple[Milestone, ...]:
        """The milestones due before a day and not reached by it."""
        return tuple(one for one in self.milestones if one.due_on < day and not _by(one.reached_on, day))


def grade_of(version: RuleVersion, value: Fraction) -> Grade | None:
    """The grade that a value earns under a version; None where it earns none."""
    return max((one for one in version.grades if value >= one.least), key=lambda one: one.least, default=None)


def _by(reached: date | None, day: date) -> bool:
    return reached is not None and reached <= day


def _repeated(where: str, names: Iterable[object]) -> Iterator[tuple[str, str]]:
    seen: set[object] = set()
    for name in names:
        if name in seen:
            yield where, f"{name} × 2"
        seen.add(name)

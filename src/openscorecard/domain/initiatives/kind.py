"""Kinds of action plans: what stages their work passes, in which ledgers it leaves rows, and what is counted of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from openscorecard.domain.faults import Fault
from openscorecard.domain.identity import check_id
from openscorecard.domain.measures.counting import Counting
from openscorecard.domain.measures.formula import Formula
from openscorecard.domain.text import Text

Layout = Literal["rule", "grant", "procurement", "roll_out", "funnel", "programme", "pipeline"]
"""How the page of an action plan shows its work; own kinds use one of these."""


class UnfitKind(Fault):
    """A kind of action plans whose parts contradict each other."""

    code = "unfit-kind"
    zh = "行動方案類型 {item} 不可用：{reason}；請更正定義。"
    en = "The kind of action plans {item} cannot be used: {reason}; correct its description."


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: how many of the work begun in a period have reached it by the period's end (`formula`, a flow)."""

    id: str
    name: Text
    formula: Formula


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something counted of a plan's rows: its id, title, unit and formula; `by`: what it is also split by.

    It is always split by plan; `by` names further dimensions, one at a time beside the plan.
    """

    id: str
    title: Text
    unit: Text
    formula: Formula
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of action plans (方案類型): stages in order, the first being where work begins.

    `planned` is what is to be done, `actual` what has been, in the same unit; `spent` is money (NT$), None where no
    ledger tells it. `also` are further quantities of its page. `standing`: work that goes on without an end, such as
    a regulation; it is in force or not, and has no stages. `ledgers` are the datasets its rows lie in, `listed` those
    whose rows the page shows one by one. Source: kpi-catalogue, "The 27 action plans". Raises UnfitKind.
    """

    id: str
    name: Text
    about: Text
    layout: Layout
    ledgers: tuple[str, ...]
    planned: Quantity
    actual: Quantity
    stages: tuple[Stage, ...] = ()
    spent: Quantity | None = None
    also: tuple[Quantity, ...] = ()
    listed: tuple[str, ...] = ()
    standing: bool = False
    version: int = 1

    def __post_init__(self) -> None:
        check_id(self.id)
        for reason in self._contradictions():
            raise UnfitKind(item=self.id, reason=reason)

    def _contradictions(self) -> Iterator[str]:
        if self.layout not in get_args(Layout):
            yield f"layout ∉ {{{', '.join(get_args(Layout))}}}"
        if not self.ledgers:
            yield "ledgers = ∅"
        if self.standing == bool(self.stages):
            yield "standing ⇔ stages = ∅"
        names = [one.id for one in (*self.stages, *self.quantities())]
        if len(set(names)) != len(names):
            yield "id × 2"
        if any(stage.formula.kind != "F" for stage in self.stages):
            yield "stages: kind ≠ F"
        if self.planned.unit != self.actual.unit:
            yield "planned.unit ≠ actual.unit"

    def quantities(self) -> tuple[Quantity, ...]:
        """What is counted beside the stages."""
        return (self.planned, self.actual, *((self.spent,) if self.spent else ()), *self.also)

    def quantity(self, id_: str) -> Quantity | None:
        """The quantity of that id, None where there is none."""
        return next((one for one in self.quantities() if one.id == id_), None)

    def countings(self) -> Iterator[tuple[Counting, tuple[str, ...]]]:
        """Every counting its plans stand on, with the dimensions beside the plan it is wanted by."""
        for stage in self.stages:
            yield from ((one, ()) for one in stage.formula.countings())
        for quantity in self.quantities():
            yield from ((one, quantity.by) for one in quantity.formula.countings())

"""Kinds of action plans: what stages their work passes, in which ledgers it leaves rows, and what is counted of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Literal, get_args

from openscorecard.domain.faults import Fault
from openscorecard.domain.identity import check_id
from openscorecard.domain.measures.counting import Clause, Counting
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
    """One stage and how many have reached it.

    `formula` is a flow: of the work begun in a period, what had reached the stage by its end; or a state: of all work,
    what has by now.
    """

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
class Listing:
    """Rows of `dataset` that the page of a plan shows one by one: the plan's own, or with `whole` all, that pass."""

    dataset: str
    where: tuple[Clause, ...] = ()
    whole: bool = False

    @property
    def digest(self) -> str:
        """Its name for stores: 16 characters that change with what it lists."""
        said = json.dumps([self.dataset, [[asdict(one) for one in clause] for clause in self.where], self.whole])
        return hashlib.sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of action plans (方案類型): stages in order, the first being where work begins.

    `planned` is what is to be done, `actual` what has been, in the same unit; `spent` is money (NT$), None where no
    ledger tells it. `also` are further quantities of its page. `standing`: work that goes on without an end, such as
    a regulation; it is in force or not, and has no stages. `ledgers` are the datasets its rows lie in, `listed` what
    of them the page shows row by row. Source: kpi-catalogue, "The 27 action plans". Raises UnfitKind.
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
    listed: tuple[Listing, ...] = ()
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
        names = [*(one.id for one in self.stages), *(one.id for one in self.quantities())]
        if len(set(names)) != len(names):
            yield "id × 2"
        if len({stage.formula.kind for stage in self.stages}) > 1 or any(one.formula.over for one in self.stages):
            yield "stages: F + S, R"
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

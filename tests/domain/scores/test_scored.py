"""What a plan's scores stand on: targets in force, values, units, examples; and what is known about charts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from openscorecard.domain.measures.counting import Counting, Within
from openscorecard.domain.measures.figures import Observation
from openscorecard.domain.measures.formula import Formula, Term
from openscorecard.domain.measures.measure import Measure, Variant
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.in_force import InForce, TargetRow
from openscorecard.domain.scores.known import Known, MarkRow, RecalculationRow
from openscorecard.domain.scores.marks import Mark
from openscorecard.domain.scores.rules import PLAIN
from openscorecard.domain.scores.scorecard import score
from openscorecard.domain.scores.scored import Measured, ScoredPlan
from openscorecard.domain.scores.shape import KpiFacts
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.strategy.nodes import Kpi, Objective, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text

NOW = datetime(2026, 3, 1, tzinfo=UTC)
YEAR = Period("year", 2025)
FORMULA = Formula((Term(Counting("loans", when=Within("day"))),))
READING = Variant("plain", Text("借閱", "loans"), FORMULA)
MEASURE = Measure("loans", Text("借閱"), "F", Text("冊", "volumes"), "year", "output", ("loans",), (READING,))
PLAN = Plan(
    "p",
    Text("計畫"),
    Text("機關"),
    themes=(Theme("A", Text("主題")),),
    objectives=(Objective("AC1", Text("目標"), "A", "C", tuple(Kpi(f"AC1.{n}", Text("指標")) for n in (1, 2, 3))),),
)


def row(code: str, *, example: bool = False) -> InForce:
    target = Target(code, "本", Fraction(10))
    one = TargetRow(code, "2025", target, 1, "", "", "", "mei", NOW, example=example)
    return InForce(one, one)


def measured(*, example: bool) -> Measured:
    return Measured(MEASURE, READING, Observation(YEAR, "", "", "ok", Fraction(7), batches=("b1", "b2")), example)


def facts(targets: dict[str, InForce], found: dict[str, Measured]) -> dict[str, KpiFacts]:
    card = score(PLAN, {code: one.target for code, one in targets.items()}, {})
    return ScoredPlan(PLAN, YEAR, NOW, PLAIN, card, targets, found, {}).facts()


def test_a_kpi_stands_on_its_target_and_its_figure() -> None:
    there = facts({"AC1.1": row("AC1.1")}, {"AC1.1": measured(example=False)})
    assert set(there) == {"AC1.1", "AC1.2", "AC1.3"}
    one = there["AC1.1"]
    assert (one.value, one.unit, one.reading, one.batches, one.example) == (7, "本", "plain", ("b1", "b2"), False)
    assert one.target == row("AC1.1").target
    assert there["AC1.3"] == KpiFacts()


def test_without_a_target_the_unit_is_that_of_what_is_counted() -> None:
    there = facts({}, {"AC1.2": measured(example=True)})
    assert (there["AC1.2"].unit, there["AC1.2"].target, there["AC1.2"].example) == ("冊", None, True)


def test_a_target_of_the_example_marks_its_kpi_with_or_without_figures() -> None:
    there = facts({code: row(code, example=True) for code in ("AC1.1", "AC1.2")}, {"AC1.1": measured(example=False)})
    assert (there["AC1.1"].example, there["AC1.2"].example, there["AC1.2"].unit) == (True, True, "本")
    assert there["AC1.2"].value is None


def test_what_is_known_holds_in_its_last_version_in_order() -> None:
    months = [Period("month", 2025, number) for number in (3, 1)]
    first = [RecalculationRow("loans", month, 1, False, "r", "mei", NOW) for month in months]
    taken = replace(first[0], version=2, withdrawn=True, at=NOW + timedelta(1))
    marks = [
        MarkRow(number, 1, False, "measure", "loans", Mark("closure", date(2025, day, 1), Text("閉館")), "", "mei", NOW)
        for number, day in ((1, 5), (2, 2))
    ]
    gone = replace(marks[0], version=2, withdrawn=True)
    known = Known((taken, *first), (*marks,))
    assert known.breaks() == (first[1],)
    assert [one.number for one in known.events()] == [2, 1]
    assert [one.number for one in Known((), (gone, *marks)).events()] == [2]

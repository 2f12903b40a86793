"""What nobody said is empty, counts once, starts at nothing and is no example: the defaults of the domain's objects."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from openscorecard.domain.initiatives.charter import BudgetLine, RuleVersion
from openscorecard.domain.initiatives.contribution import Contribution
from openscorecard.domain.initiatives.money import Money
from openscorecard.domain.initiatives.progress import Reason
from openscorecard.domain.measures.counting import Condition
from openscorecard.domain.measures.figures import Figure, FigureKey, Side
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.readings import ReadingChoice
from openscorecard.domain.measures.standing import PeerFigure
from openscorecard.domain.measures.tagging import Tag
from openscorecard.domain.scores.rollup import Part, roll_up
from openscorecard.domain.scores.soundness import KpiStanding
from openscorecard.domain.sources.schedules import Schedule
from openscorecard.domain.strategy.codes import CodeGrammar
from openscorecard.domain.text import Text
from openscorecard.formats.initiatives.kinds import standard_kinds

F = Fraction
DAY = date(2025, 1, 1)
YEAR = Period("year", 2025)


@pytest.mark.parametrize(
    ("made", "unsaid"),
    [
        (BudgetLine(2025, F(1)), {"account": ""}),
        (RuleVersion(DAY, Text("版")), {"text": "", "where": "", "measure": "", "reading": "", "grades": ()}),
        (Contribution(YEAR, "ok", F(1), None, {}, F(1), True), {"scale": 1, "runs": (), "batches": ()}),
        (Money(None, None, None), {"plans": 1, "untold": 0}),
        (Reason("past_end"), {"what": "", "due": "", "value": None, "limit": None}),
        (Figure(FigureKey("x", YEAR), {}), {"found": True, "run": 0, "batches": ()}),
        (FigureKey("x", YEAR), {"dimension": ""}),
        (Side(F(1), 2), {"unknown": 0}),
        (ReadingChoice(DAY, "x"), {"under": ""}),
        (PeerFigure(2025, "a", "b", None), {"rank": None, "source": ""}),
        (Tag("P", ((Condition("x", "present"),),)), {"by_hand": False}),
        (KpiStanding(), {"owner": "", "source": "", "due": None, "target": None}),
        (Schedule("daily"), {"day": 0, "hour": 0, "minute": 0}),
        (standard_kinds()["grant"], {"version": 1, "standing": False}),
        (roll_up(Part("a", "kpi")), {"parent": "", "weight": 1}),
    ],
    ids=lambda one: type(one).__name__ if not isinstance(one, dict) else "",
)
def test_what_nobody_said(made: Any, unsaid: dict[str, Any]) -> None:
    assert {name: getattr(made, name) for name in unsaid} == unsaid


def test_a_code_without_what_it_stands_under_is_its_number() -> None:
    book = CodeGrammar().book("A", "C")
    assert [book.write(level, 3) for level in ("objective", "kpi", "initiative")] == ["3", ".3", ".3"]
    assert [book.next_free(level, [".1"]) for level in ("objective", "kpi", "initiative")] == ["1", ".2", ".2"]

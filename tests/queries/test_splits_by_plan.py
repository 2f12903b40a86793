"""What is split by plan adds up and leads to its figures; what cannot be split so leads to the whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from openscorecard.domain.measures.counting import Alive, Counting, Within
from openscorecard.domain.measures.formula import Formula, Term
from openscorecard.domain.measures.periods import parse_period
from openscorecard.queries.drilling import adding_up
from openscorecard.queries.evidence import evidence_of
from openscorecard.records.models import Evidence, FigureRecord, Run

KINDS = Formula((Term(Counting("equipment", Alive("in_service_from"), distinct="type")),))
READERS = Formula((Term(Counting("circulation", Within("occurred_at"), distinct="patron_key")),))


@pytest.mark.parametrize(
    ("formula", "dimension", "adding"),
    [
        (KINDS, "plan", "adds_up"),
        (KINDS, "plan+branch", "adds_up"),
        (KINDS, "branch", "distinct"),
        (READERS, "plan", "distinct"),
        (READERS, "branch", "distinct"),
    ],
)
def test_different_things_of_a_state_add_up_by_plan_alone(formula: Formula, dimension: str, adding: str) -> None:
    assert adding_up(formula, dimension) == adding


@pytest.mark.django_db
def test_what_is_not_split_by_plan_stands_on_the_figure_of_the_whole() -> None:
    now = datetime(2025, 4, 1, tzinfo=UTC)
    run = Run.objects.create(engine="plain", through="", data_state="", by="x", started_at=now, ended_at=now)
    (counting,) = READERS.countings()
    FigureRecord.objects.create(
        counting=counting.digest,
        dimension="",
        period="2025-03",
        dataset="circulation",
        cells={"": ["7", 9, 0, 0]},
        fingerprint="x",
        evidence=Evidence.objects.create(digest="e"),
        run=run,
        confirmed=run,
    )
    (line,) = evidence_of(READERS, parse_period("2025-03"), "plan", "A").current
    assert line.cell is not None
    assert line.cell.value == 7

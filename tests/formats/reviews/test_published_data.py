"""A published period there and back as plain data, exact; and as a table that a spreadsheet reads."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.reviews.publication import (
    Publication,
    PublishedDefinition,
    PublishedInitiative,
    PublishedKpi,
    PublishedPart,
    PublishedSource,
    PublishedStand,
    PublishedTarget,
    PublishedValue,
)
from openscorecard.domain.text import Text
from openscorecard.formats.reviews.publication import number, publication_from_data, publication_to_data
from openscorecard.formats.reviews.tables import HEADS, publications_csv

YEAR = parse_period("2025")
NUMBERS = st.one_of(st.none(), st.fractions())


def stand(code: str, score: Fraction | None = None) -> PublishedStand:
    return PublishedStand(code, "watch", score, Fraction(1, 3), Fraction(100))


def publication(value: Fraction | None, name: str = "借閱冊數") -> Publication:
    kpi = PublishedKpi(
        id="AC1.1",
        name=Text(name, "Loans"),
        objective="AC1",
        stand=stand("AC1.1", value),
        value=PublishedValue(YEAR, "no_data" if value is None else "ok", value),
        target=PublishedTarget("up", "ratio", "冊", value, None, None, True),
        definition=PublishedDefinition(
            "loans", Text("借閱"), "R", Text("冊", "items"), "month", Text("計法"), ((True, Text("一句")),),
            ((False, Text("二句", "two")),), Fraction(100),
        ),
        sources=(PublishedSource("loans", Text("流通"), date(2025, 12, 31)), PublishedSource("x", Text("某"), None)),
        series=(PublishedValue(parse_period("2025-01"), "ok", Fraction(2, 3)),),
        example=True,
    )  # fmt: skip
    part = PublishedPart("AC1", Text("提升借閱"), stand("AC1"), ("A", "C"))
    plan = PublishedInitiative(
        "p", Text("方案"), ("AC1.1.1",), ("AC1.1",), date(2025, 1, 1), None, "late", True, Fraction(25)
    )
    return Publication(
        plan="library", name=Text("計畫", "Plan"), institution="home", institution_name=Text("機關"), edition=2,
        revision=7, period=YEAR, at=datetime(2026, 3, 1, 9, tzinfo=UTC), note="說明",
        bands=(("behind", None, Fraction(90)), ("on_target", Fraction(90), None)), whole=stand("plan"),
        themes=(PublishedPart("A", Text("主題"), stand("theme:A")),), perspectives=(), objectives=(part,), kpis=(kpi,),
        initiatives=(plan,),
    )  # fmt: skip


@given(NUMBERS)
def test_nothing_is_lost_on_the_way_to_data_and_back(value: Fraction | None) -> None:
    one = publication(value)
    assert publication_from_data(json.loads(json.dumps(publication_to_data(one)))) == one


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, None), (Fraction(5, 2), "2.5"), (Fraction(1, 3), "1/3"), (Fraction(-7), "-7"), (Fraction(1, 7), "1/7")],
)
def test_numbers_are_exact_texts(value: Fraction | None, text: str | None) -> None:
    assert number(value) == text


def test_a_table_has_decimals_and_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(publications_csv([publication(Fraction(1, 3), "=1+1")]).lstrip("\ufeff"))))
    assert tuple(rows[0]) == HEADS
    named = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert [(one["of_period"], one["value"]) for one in named] == [
        ("2025", "0.3333333333333333333333333333"), ("2025-01", "0.6666666666666666666666666667"),
    ]  # fmt: skip
    assert named[0]["name_zh"] == "'=1+1"
    assert (named[1]["target"], named[1]["status"]) == ("", "")
    assert publications_csv([publication(None)], "other").count("\r\n") == 1

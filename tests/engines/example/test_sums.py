"""The example's rows add up to what was published, at any scale by the same rounding."""

from __future__ import annotations

from fractions import Fraction

import pytest

from openscorecard.formats.example.figures import published_figures
from tests.engines.example.made_rows import asked, one, recipe

IN_STOCK = "acquired_on <= DATE '2025-12-31' AND withdrawn_on IS NULL AND lost_on IS NULL"
PHYSICAL = "kind = 'issue' AND occurred_at >= TIMESTAMPTZ '2025-01-01 00:00:00+08'"
VALID = "expires_on > DATE '2025-12-31' AND closed_on IS NULL AND category NOT IN ('館員', '測試')"
ON_THE_LAST_DAY = "active_from <= DATE '2025-12-31' AND (active_to IS NULL OR active_to >= DATE '2025-12-31')"


def scaled(figure: int) -> int:
    return recipe().scaled(figure)


def test_physical_and_electronic_loans_are_the_published_sum() -> None:
    published = {one.id: one.value for one in published_figures()}
    figures = recipe(Fraction(1)).figures
    assert recipe().loans + figures["eloans"] == published["loans_2025"] == 17_721_388
    for name in ("visits", "volumes", "residents", "eitems"):
        assert figures[name] == published[f"{name}_2025"]


@pytest.mark.parametrize(
    ("statement", "whole"),
    [
        (f"SELECT count(*) FROM holdings WHERE {IN_STOCK}", 8_750_266),
        ("SELECT sum(residents) FROM population WHERE as_of = DATE '2025-12-31'", 2_437_400),
        ("SELECT sum(visits) FROM visits WHERE year(occurred_on) = 2025", 13_263_842),
        (f"SELECT sum(quantity) FROM circulation WHERE {PHYSICAL}", 13_411_388),
        ("SELECT sum(count) FROM eresource_usage WHERE metric = 'Loans' AND period LIKE '2025-%'", 4_310_000),
        (f"SELECT sum(copies) FROM eholdings WHERE class IN ('ebook', 'emagazine') AND {ON_THE_LAST_DAY}", 2_945_113),
        (f"SELECT count(*) FROM cards WHERE {VALID}", 1_912_004),
        (f"SELECT count(*) FROM cards WHERE {VALID} AND plan = 'CC1.1.1'", 411_203),
    ],
    ids=["volumes", "residents", "visits", "loans", "eloans", "eitems", "cards", "student cards"],
)
def test_the_sums_of_2025_are_exact(statement: str, whole: int) -> None:
    assert one(statement) == scaled(whole)


def test_volumes_per_resident_is_as_published_over_the_twelve_districts() -> None:
    volumes = one(f"SELECT count(*) FROM holdings WHERE {IN_STOCK}")
    districts = asked("SELECT district, sum(residents) FROM population WHERE as_of = DATE '2025-12-31' GROUP BY ALL")
    assert len(districts) == 12
    assert round(volumes / float(sum(count for _, count in districts)), 2) == 3.59
    assert round(Fraction(8_750_266, 2_437_400), 2) == Fraction(359, 100)


def test_readers_of_the_published_ages_took_the_published_shares() -> None:
    total = scaled(13_411_388)
    found = dict(asked(f"SELECT age_band, count(*) FROM circulation WHERE {PHYSICAL} GROUP BY ALL"))
    assert found["35-54"] == (total * 4708 + 5000) // 10_000
    assert found["55-64"] + found["65+"] == (total * 2522 + 5000) // 10_000
    assert sum(found.values()) == total


def test_on_the_last_day_there_are_the_published_places() -> None:
    found = dict(asked("SELECT type, count(*) FROM branches WHERE closed_on IS NULL GROUP BY ALL"))
    assert found == {"main": 1, "branch": 43, "reading_room": 12, "intelligent_library": 7, "fastbook": 10}


def test_every_year_has_its_level_and_the_closed_one_is_the_lowest() -> None:
    found = dict(asked("SELECT year(occurred_at), sum(quantity) FROM circulation WHERE kind = 'issue' GROUP BY ALL"))
    assert found == {year: recipe().in_year("issues", year, recipe().loans) for year in range(2018, 2026)}
    assert min(found, key=found.__getitem__) == 2021


def test_half_is_rounded_up_and_never_away() -> None:
    assert [recipe(Fraction(1, 2)).scaled(number) for number in (0, 1, 2, 3)] == [0, 1, 1, 2]
    assert recipe(Fraction(1)).scaled("volumes") == 8_750_266

"""The example's rows hold together: what is lent exists, what comes back was lent, what is closed is quiet."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.periods import parse_period
from openscorecard.engines.example import sql
from openscorecard.engines.example.chance import Draws, mix, shared_out
from openscorecard.engines.example.channels import ways
from openscorecard.engines.example.pieces import made_ahead, pieces
from openscorecard.engines.example.places import Places
from openscorecard.formats.datasets.canonical import CanonicalWriter
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.datasets.intake import read_file
from openscorecard.formats.datasets.reading import Request
from openscorecard.formats.example import example_plans
from tests.engines.example.made_rows import asked, made, name_of_all, names, one, recipe, tables

DATASETS = standard_datasets()
WHOLE = "5ce9218a56bbea3ec84738a003ebd41be6a047dad74ec319250cb2669aa8d542"
CLOSED = "BETWEEN DATE '2021-05-16' AND DATE '2021-07-31'"


def test_every_dataset_has_rows() -> None:
    assert {name for name, table in tables().items() if table.num_rows} == set(DATASETS)


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=list(DATASETS))
def test_the_reader_of_the_contracts_takes_every_row(dataset: Dataset, tmp_path: Path) -> None:
    table = tables()[dataset.name]
    file, target = tmp_path / "rows.csv", tmp_path / "read.csv"
    periods = [field.name for field in dataset.fields if field.type == "period"]
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = CanonicalWriter(opened, dataset)
        for row in table.to_pylist():
            writer.add({**row, **{name: row[name] and parse_period(row[name]) for name in periods}}.values())
    reading = read_file(dataset, file, target, Request())
    assert (reading.stored, reading.rejected, dict(reading.skipped)) == (table.num_rows, (), {})


REFERENCES = [(dataset, field) for dataset in DATASETS.values() for field in dataset.fields if field.references]


@pytest.mark.parametrize(("dataset", "field"), REFERENCES, ids=[f"{one.name}.{two.name}" for one, two in REFERENCES])
def test_what_a_row_points_to_is_there(dataset: Dataset, field: Any) -> None:
    there, column = field.references.split(".")
    given = f'SELECT "{field.name}" AS given FROM {dataset.name} WHERE "{field.name}" IS NOT NULL'
    assert one(f'SELECT count(*) FROM ({given}) ANTI JOIN {there} ON given = "{column}"') == 0
    assert one(f'SELECT count("{field.name}") FROM {dataset.name}') > 0


def test_rows_lie_within_the_days_their_batches_cover() -> None:
    from openscorecard.engines.rows.tables import RowTable

    for piece, table in made():
        assert RowTable(piece.dataset, table, ()).outside(piece.covers) == (), piece.dataset.name


# Action plans


def test_every_action_plan_has_rows_and_some_rows_have_none() -> None:
    wanted = {initiative.id for initiative in example_plans()[1].initiatives}
    ledgers = [name for name, dataset in DATASETS.items() if "plan" in dataset.names]
    found = {plan for name in ledgers for plan in tables()[name].column("plan").unique().to_pylist()}
    assert len(wanted) == 27
    assert found == {*wanted, None}
    for name in ("events", "cards", "circulation", "budget", "training", "purchases"):
        assert None in tables()[name].column("plan").unique().to_pylist()


def test_an_item_came_by_a_purchase_line_that_counts_it() -> None:
    counted = asked("SELECT line_id, quantity, plan FROM purchases WHERE line_id LIKE 'L-%'")
    held = dict(asked("SELECT purchase_line, count(*) FROM holdings WHERE purchase_line IS NOT NULL GROUP BY ALL"))
    assert {line: quantity for line, quantity, _ in counted} == held
    assert {plan for _, _, plan in counted} == {"AC1.1.1", "AP1.1.1", None}


# Circulation


def test_what_is_lent_in_2025_was_in_the_house_all_year() -> None:
    assert (
        one(
            "SELECT count(*) FROM circulation JOIN holdings USING (item_id) WHERE acquired_on >= DATE '2025-01-01' "
            "OR withdrawn_on IS NOT NULL OR lost_on IS NOT NULL OR circulation.item_class <> holdings.item_class"
        )
        == 0
    )


def test_a_return_is_that_of_an_earlier_loan_to_the_same_reader() -> None:
    late = (
        "SELECT * FROM circulation WHERE kind = 'return' AND patron_key IS NOT NULL "
        "AND occurred_at >= TIMESTAMPTZ '2025-02-01'"
    )
    loans = "SELECT item_id, patron_key, age_band, occurred_at AS lent FROM circulation WHERE kind = 'issue'"
    orphans = (
        f"SELECT count(*) FROM ({late}) r ANTI JOIN ({loans}) l ON r.item_id = l.item_id "
        "AND r.patron_key = l.patron_key AND r.age_band = l.age_band AND lent < r.occurred_at"
    )
    assert (one(orphans), one(f"SELECT count(*) > 100 FROM ({late})")) == (0, True)


def test_readers_hold_a_card_of_their_age() -> None:
    borrowers = "SELECT DISTINCT patron_key, age_band FROM circulation WHERE patron_key IS NOT NULL"
    assert one(f"SELECT count(*) FROM ({borrowers}) ANTI JOIN cards USING (patron_key, age_band)") == 0


def test_the_sorter_scans_returns_again_without_a_reader() -> None:
    again = "SELECT * FROM circulation WHERE channel = 'sorter' AND occurred_at >= TIMESTAMPTZ '2025-02-01'"
    found = asked(f"SELECT count(*), count(patron_key), count(item_id), count(DISTINCT kind) FROM ({again})")[0]
    assert found[0] > 50
    assert found[1:] == (0, found[0], 1)
    first = "SELECT item_id FROM circulation WHERE kind = 'return' AND channel <> 'sorter'"
    assert one(f"SELECT count(*) FROM ({again}) ANTI JOIN ({first}) USING (item_id)") == 0


def test_self_check_grows_and_machines_lend_at_their_own_channel() -> None:
    share = ("SELECT year(occurred_at), sum(quantity) FILTER (channel = 'self_check') / sum(quantity) FROM circulation "
             "WHERE kind = 'issue' AND channel IN ('desk', 'self_check') GROUP BY ALL ORDER BY 1")  # fmt: skip
    shares = [float(found) for _, found in asked(share)]
    assert 0.45 < shares[0] < 0.62
    assert 0.70 < shares[-1] < 0.85
    assert set(asked("SELECT DISTINCT type, channel FROM circulation JOIN branches USING (branch) "
                     "WHERE type IN ('fastbook', 'intelligent_library')")) == {
        ("fastbook", "fastbook"), ("intelligent_library", "intelligent_library"),
    }  # fmt: skip


def test_daily_totals_name_neither_reader_nor_item_and_2025_names_both() -> None:
    assert one("SELECT count(patron_key) + count(item_id) + count(terminal) FROM circulation "
               "WHERE occurred_at < TIMESTAMPTZ '2025-01-01'") == 0  # fmt: skip
    assert one("SELECT count(*) FROM circulation WHERE kind = 'issue' AND (patron_key IS NULL OR item_id IS NULL) "
               "AND occurred_at >= TIMESTAMPTZ '2025-01-01'") == 0  # fmt: skip
    assert (
        one("SELECT count(DISTINCT date_trunc('month', occurred_at)) FROM circulation") == 96 - 2
    )  # June and July 2021


# The closure of 2021


def test_the_closure_of_2021_is_declared_for_every_place_and_shows() -> None:
    open_then = (
        "SELECT branch FROM branches WHERE opened_on <= DATE '2021-05-16' "
        "AND (closed_on IS NULL OR closed_on > DATE '2021-07-31')"
    )
    declared = """SELECT branch FROM closures WHERE "from" = DATE '2021-05-16' AND "to" = DATE '2021-07-31'"""
    assert one(f"SELECT count(*) FROM ({open_then}) ANTI JOIN ({declared}) USING (branch)") == 0
    assert one(f"SELECT count(*) FROM visits WHERE occurred_on {CLOSED}") == 0
    assert one(f"SELECT count(*) FROM circulation WHERE occurred_at::DATE {CLOSED}") == 0
    assert {status for (status,) in asked(f"SELECT DISTINCT status FROM events WHERE held_on {CLOSED}")} == {
        "cancelled"
    }


@pytest.mark.parametrize(("dataset", "day"), [("visits", "occurred_on"), ("circulation", "occurred_at::DATE")])
def test_a_place_that_is_closed_is_quiet(dataset: str, day: str) -> None:
    busy = f'SELECT count(*) FROM {dataset} JOIN closures USING (branch) WHERE {day} BETWEEN "from" AND "to"'
    assert one(busy) == 0
    open_later = f"SELECT count(*) FROM {dataset} JOIN closures USING (branch) WHERE {day} > \"to\" AND reason = '整修'"
    assert one(open_later) > 0
    strange = (
        f"SELECT count(*) FROM {dataset} JOIN branches USING (branch) WHERE {day} < opened_on OR {day} > closed_on"
    )
    assert one(strange) == 0


def test_limits_held_until_october_2021_and_people_read_at_home() -> None:
    mean = (
        "SELECT sum(quantity) / count(DISTINCT occurred_at::DATE) FROM circulation "
        "WHERE kind = 'issue' AND occurred_at::DATE BETWEEN"
    )
    limited, free = (
        one(f"{mean} DATE '2021-08-01' AND DATE '2021-10-09'"),
        one(f"{mean} DATE '2021-10-10' AND DATE '2021-12-31'"),
    )
    assert limited < 0.8 * free
    loans = dict(asked("SELECT period, sum(count) FROM eresource_usage WHERE metric = 'Loans' GROUP BY ALL"))
    assert loans["2021-06"] > 1.4 * float(loans["2021-03"])


def test_whole_years_of_pupils_are_enrolled_in_september() -> None:
    months = dict(asked("SELECT month(issued_on), count(*) FROM cards WHERE source = 'student_card' GROUP BY ALL"))
    assert months[9] > 0.5 * sum(months.values())


def test_loans_at_fastbook_grow_when_holds_can_be_picked_up() -> None:
    stations = [place for place in Places(recipe()).all if place.type == "fastbook"]

    def lent(day: date) -> int:
        return sum(way.weight for place in stations for way in ways(recipe(), place, "issue", day))

    assert lent(date(2024, 9, 2)) == lent(date(2024, 9, 1)) * 16 // 10


def test_no_figure_of_another_municipality_is_given_as_a_fact() -> None:
    assert one("SELECT count(*) FROM peer_figures WHERE source NOT LIKE '示範資料%'") == 0
    assert one("SELECT count(DISTINCT institution) FROM peer_figures") == 22


# Chance


def test_the_same_recipe_makes_the_same_rows_whatever_the_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [
        place
        for place, (piece, _) in enumerate(made())
        if piece.name in {"2025-03", "2019 totals", "general", "gone", "01"}
    ]
    monkeypatch.setitem(sql._CONFIG, "threads", 1)
    again = pieces(recipe(), DATASETS)
    assert [*names([(again[place], again[place].made()) for place in wanted])] == [
        *names([made()[place] for place in wanted])
    ]


def test_rows_change_only_with_their_recipes_number() -> None:
    """Where this differs, count up `MADE` in the recipe: stored examples are told apart by it."""
    assert name_of_all(made()) == WHOLE


def test_another_seed_makes_other_rows_of_the_same_sums() -> None:
    other = {piece.dataset.name: piece for piece in pieces(recipe(seed=7), DATASETS) if not piece.name}
    assert other["events"].made() != tables()["events"]
    visits = other["visits"].made()
    assert visits != tables()["visits"]
    statement = "SELECT sum(visits) FROM visits WHERE year(occurred_on) = 2025"
    assert asked(statement, {"visits": visits})[0][0] == one(statement)


def test_pieces_made_ahead_come_in_their_order() -> None:
    few = pieces(recipe(Fraction(1, 100_000)), DATASETS)[:4]
    assert [(piece, table.num_rows > 0) for piece, table in made_ahead(few)] == [(piece, True) for piece in few]
    assert list(made_ahead([])) == []


def test_mixing_in_python_is_mixing_in_the_store() -> None:
    numbers = [0, 1, 2, 4096, 2**31, 2**32 - 1]
    with sql.Sql() as opened:
        found = [opened.rows(f"SELECT mix({number}::UBIGINT)")[0][0] for number in numbers]
    assert found == [mix(number) for number in numbers]
    assert len({mix(number) for number in range(10_000)}) == 10_000


def test_sharing_out_loses_nothing_and_draws_stay_in_their_bounds() -> None:
    assert shared_out(10, [1, 1, 1]) == [3, 3, 4]
    assert shared_out(7, [0, 5, 0]) == [0, 7, 0]
    draws = Draws(1, "test")
    assert {draws.between(3, 5) for _ in range(200)} == {3, 4, 5}

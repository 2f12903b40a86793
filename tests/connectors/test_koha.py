"""Koha as a source: each trap of its tables is a test."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openscorecard.connectors.connector import Harvest
from openscorecard.connectors.faults import SourceChanged, SourceRefused
from tests.connectors import koha_database as koha
from tests.connectors.servers import PASSWORD, Database
from tests.connectors.sources import brought, opened, rows_of

pytestmark = pytest.mark.xdist_group("servers")
CLASSES = {"BK": "print", "DVD": "av"}


@pytest.fixture
def library(mariadb: Database) -> Database:
    koha.make(mariadb)
    for number in (1, 2, 3):
        koha.item(mariadb, number)
        koha.patron(mariadb, number)
    return mariadb


def source(database: Database, *fills: str, **more: Any) -> Any:
    settings = {key: value for key, value in database.settings(database="koha").items() if key != "system"}
    said = {"fills": list(fills or ("circulation",)), "item_classes": CLASSES, **more}
    return opened("koha", {**settings, **said}, password=PASSWORD)


def circulation(database: Database, folder: Path, **more: Any) -> list[dict[str, str]]:
    return [row for one in brought(source(database, **more), folder) for row in rows_of(one)]


def only(harvests: list[Harvest]) -> Harvest:
    (found,) = harvests
    return found


def test_loans_returns_renewals_and_use_in_the_house_are_told_apart(library: Database, tmp_path: Path) -> None:
    koha.happened(
        library,
        ("2025-12-05 10:00:00", "issue", 1, 1, "intranet"),
        ("2025-12-06 10:00:00", "renew", 1, 1, "opac"),
        ("2025-12-07 10:00:00", "return", 1, 1, "intranet"),
        ("2025-12-07 11:00:00", "localuse", 2, None, "intranet"),
        ("2025-12-07 12:00:00", "onsite_checkout", 3, 2, "intranet"),
        ("2025-12-07 13:00:00", "payment", None, 2, "intranet"),
    )
    found = circulation(library, tmp_path)
    assert [row["kind"] for row in found] == ["issue", "renew", "return", "in_house", "in_house"]
    assert found[0]["occurred_at"] == "2025-12-05T10:00:00"
    assert (found[0]["channel"], found[1]["channel"]) == ("desk", "")


def test_rows_outlive_their_items_and_patrons(library: Database, tmp_path: Path) -> None:
    koha.item(library, 8, gone=True, itype="DVD")
    koha.patron(library, 9, gone=True, born="2015-12-06")
    koha.happened(
        library, ("2025-12-05 10:00:00", "issue", 8, 9, "sip"), ("2025-12-05 11:00:00", "issue", 77, 78, "sip")
    )
    known, unknown = circulation(library, tmp_path)
    assert (known["item_class"], known["age_band"]) == ("av", "6-12")
    assert (unknown["item_class"], unknown["age_band"]) == ("print", "")  # the row itself still names a type
    assert unknown["patron_key"]


def test_the_sorters_second_scan_of_one_return_is_left_out(library: Database, tmp_path: Path) -> None:
    koha.happened(
        library,
        ("2025-12-05 10:00:00", "issue", 1, 1, "sip"),
        ("2025-12-06 10:00:00", "return", 1, 1, "sip"),
        ("2025-12-06 10:00:04", "return", 1, None, "sip"),
    )
    harvest = only(brought(source(library), tmp_path))
    assert [row["kind"] for row in rows_of(harvest)] == ["issue", "return"]
    assert [one.en for one in harvest.remarks] == [
        "1 returns without a patron are second scans of one return, left out"
    ]


def test_a_checkout_of_an_item_already_out_to_the_same_patron_is_a_renewal(library: Database, tmp_path: Path) -> None:
    koha.happened(
        library,
        ("2025-11-20 10:00:00", "issue", 1, 1, "sip"),
        ("2025-12-05 10:00:00", "issue", 1, 1, "sip"),
        ("2025-12-06 10:00:00", "issue", 2, 1, "sip"),
        ("2025-12-06 10:00:00", "return", 2, 2, "sip"),  # in the same second: back first, then out again
        ("2025-12-07 10:00:00", "issue", 2, 3, "sip"),
    )
    harvest = only(brought(source(library), tmp_path, {"circulation": "2025-12-04"}))
    kinds = [(row["item_id"], row["kind"]) for row in rows_of(harvest)]
    # The first loan lies before the days that are read: what was out then is still known.
    assert kinds == [("1", "renew"), ("2", "return"), ("2", "issue"), ("2", "issue")]


def test_self_check_is_sip_where_no_sorter_speaks_it(library: Database, tmp_path: Path) -> None:
    koha.happened(
        library,
        ("2025-12-05 10:00:00", "issue", 1, 1, "sip"),
        ("2025-12-05 11:00:00", "issue", 2, 1, "intranet"),
        ("2025-12-05 12:00:00", "issue", 3, 1, "sip", "FB1"),
        ("2025-12-05 13:00:00", "return", 1, 1, "sip", "EAST"),
    )
    harvest = only(brought(source(library, sorter_branches=["EAST"], branch_types={"FB1": "fastbook"}), tmp_path))
    assert [row["channel"] for row in rows_of(harvest)] == ["self_check", "desk", "fastbook", ""]
    assert [one.en for one in harvest.remarks] == [
        "1 transactions of EAST have no channel: its sorter speaks SIP and no login is on record"
    ]


def test_where_a_sorter_speaks_sip_the_login_tells(library: Database, tmp_path: Path) -> None:
    koha.patron(library, 50, userid="sc-east-1", category="ST")
    koha.patron(library, 51, userid="sorter-east", category="ST")
    koha.patron(library, 52, userid="nobody-said", category="ST")
    koha.happened(
        library,
        ("2025-12-05 10:00:00", "issue", 1, 1, "sip", "EAST"),
        ("2025-12-06 10:00:00", "return", 1, 1, "sip", "EAST"),
        ("2025-12-06 11:00:00", "return", 2, 2, "sip", "EAST"),
    )
    koha.logged(library, "2025-12-05 10:00:01", "ISSUE", 1, 50)
    koha.logged(library, "2025-12-06 10:00:00", "RETURN", 1, 51)
    koha.logged(library, "2025-12-06 11:00:02", "RETURN", 2, 52)
    logins = {"sc-east-1": "self_check", "sorter-east": "sorter"}
    harvest = only(brought(source(library, sorter_branches=["EAST"], sip_logins=logins), tmp_path))
    told = [(row["channel"], row["terminal"]) for row in rows_of(harvest)]
    assert told == [("self_check", "sc-east-1"), ("sorter", "sorter-east"), ("", "nobody-said")]
    assert [one.en for one in harvest.remarks] == [
        "1 transactions have no channel: nobody said what the SIP login nobody-said is"
    ]


def test_an_older_schema_without_interface_says_that_it_cannot_tell(mariadb: Database, tmp_path: Path) -> None:
    koha.make(mariadb, interface=False, logs=False)
    koha.happened(mariadb, ("2025-12-05 10:00:00", "issue", 1, 1, "sip"), interface=False)
    harvest = only(brought(source(mariadb), tmp_path))
    assert [row["channel"] for row in rows_of(harvest)] == [""]
    assert any("no column statistics.interface" in one.en for one in harvest.remarks)
    assert any("cannot be told" in one.en for one in source(mariadb).look().remarks)


def test_patrons_are_keyed_hashes_and_their_age_is_that_of_the_day(library: Database, tmp_path: Path) -> None:
    koha.patron(library, 90, born="2012-12-06")
    koha.happened(
        library,
        ("2025-12-05 10:00:00", "issue", 1, 90, "sip"),
        ("2025-12-06 10:00:00", "issue", 2, 90, "sip"),
        ("2025-12-06 11:00:00", "issue", 3, 1, "sip"),
    )
    before, birthday, other = circulation(library, tmp_path)
    assert (before["age_band"], birthday["age_band"]) == ("6-12", "13-18")
    assert before["patron_key"] == birthday["patron_key"] != other["patron_key"]
    assert len(before["patron_key"]) == 32
    text = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert "C90" not in text
    assert "陳某" not in text


def test_staff_and_statistics_accounts_are_marked(library: Database, tmp_path: Path) -> None:
    koha.patron(library, 60, category="ST")
    koha.patron(library, 61, category="CNT")
    koha.happened(library, ("2025-12-05 10:00:00", "issue", 1, 61, "intranet"))
    cards = rows_of(only(brought(source(library, "cards"), tmp_path)))
    assert sorted(row["category"] for row in cards) == ["PT", "PT", "PT", "staff"]
    (counted,) = circulation(library, tmp_path)
    assert (counted["kind"], counted["patron_key"]) == ("in_house", "")


def test_holdings_are_whole_with_those_withdrawn_lost_and_deleted(library: Database, tmp_path: Path) -> None:
    koha.item(library, 10, withdrawn="2025-03-01 09:00:00")
    koha.item(library, 11, lost="2025-04-01 09:00:00", itype="DVD")
    koha.item(library, 12, gone=True, barcode="B1")  # the number on its label went to a new item
    koha.item(library, 13, acquired=None)
    koha.item(library, 14, withdrawn="2023-01-01 09:00:00")
    koha.item(library, 15, acquired="2026-01-01", itype="NEW")
    koha.item(library, 16, itype="NEW")
    harvest = only(brought(source(library, "holdings"), tmp_path))
    found = {row["item_id"]: row for row in rows_of(harvest)}
    assert found.keys() == {"1", "2", "3", "10", "11", "12", "14", "16"}
    assert (found["10"]["withdrawn_on"], found["11"]["lost_on"]) == ("2025-03-01", "2025-04-01")
    assert (found["12"]["withdrawn_on"], found["14"]["withdrawn_on"]) == ("2025-06-01", "2024-01-02")
    assert (found["11"]["item_class"], found["16"]["item_class"]) == ("av", "")
    assert sorted(one.en for one in harvest.remarks) == [
        "1 items have no day of acquisition and were left out",
        "1 rows end before they begin; they end on the day they begin",
        "item types NEW have no class and are left empty",
    ]


def test_cards_of_deleted_patrons_are_closed_and_branches_have_types(library: Database, tmp_path: Path) -> None:
    koha.patron(library, 70, gone=True)
    koha.patron(library, 71, enrolled=None)
    branches, cards = brought(source(library, "branches", "cards", branch_types={"MAIN": "main"}), tmp_path)
    assert [row["closed_on"] for row in rows_of(cards) if row["closed_on"]] == ["2025-06-01"]
    assert len(rows_of(cards)) == 4
    assert {(row["branch"], row["type"], row["district"]) for row in rows_of(branches)} == {
        ("MAIN", "main", "大安區"), ("EAST", "branch", "信義區"), ("FB1", "branch", ""),
    }  # fmt: skip


def test_days_are_read_again_with_an_overlap_and_never_before_the_start(library: Database, tmp_path: Path) -> None:
    koha.happened(library, *((f"2025-{month:02}-15 10:00:00", "issue", 1, month, "sip") for month in range(1, 13)))
    since = brought(source(library, start="2025-11-10"), tmp_path)[-1].watermark
    assert since == {"circulation": "2025-12-31"}
    (again,) = brought(source(library), tmp_path, dict(since), date(2026, 1, 1))[:1]
    assert str(again.covers) == "2025-12-29..2025-12-31"


def test_a_look_counts_and_a_missing_table_or_right_says_so(library: Database) -> None:
    found = source(library, "circulation", "holdings").look()
    assert found.datasets == {"circulation": 0, "holdings": 3}
    library.run("ALTER TABLE statistics RENAME COLUMN borrowernumber TO patron_id")
    with pytest.raises(SourceChanged, match=r"statistics\.borrowernumber"):
        source(library).look()
    library.run("DROP TABLE deleteditems")
    with pytest.raises(SourceChanged):
        source(library).look()
    with pytest.raises(SourceRefused):
        source(library, user="somebody-else").look()

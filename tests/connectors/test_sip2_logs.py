"""SIP2 logs as a source: what counts, what does not, in every layout and both encodings."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from openscorecard.connectors.connector import Harvest
from openscorecard.connectors.faults import FolderNotListed, SourceChanged, UnfitSource
from openscorecard.connectors.sip2.messages import read_line
from tests.connectors.sip2_lines import LAYOUTS, checkin, checkout, line, renewal
from tests.connectors.sources import brought, opened, rows_of

AT = datetime(2025, 3, 5, 14, 25, 30)  # noqa: DTZ001 -- clocks of machines name no zone
MACHINES = {"sc-07": "MAIN", "sort-1": "EAST:sorter"}


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    (tmp_path / "logs").mkdir()
    (tmp_path / "aside").mkdir()
    return tmp_path / "logs"


def write(logs: Path, *messages: str, name: str = "a.log", layout: int = 0, machine: str = "sc-07",
          encoding: str = "utf-8") -> None:  # fmt: skip
    lines = [line(layout, AT, machine, message) for message in messages]
    with (logs / name).open("ab") as file:
        file.write(("\n".join(lines) + "\n").encode(encoding))


def source(logs: Path, **more: Any) -> Any:
    return opened("sip2", {"place": str(logs), "machines": MACHINES, **more}, folders=(logs.parent,))


def harvest(logs: Path, **more: Any) -> Harvest:
    (found,) = brought(source(logs, **more), logs.parent / "aside")
    return found


def kinds(logs: Path, **more: Any) -> list[str]:
    return [row["kind"] for row in rows_of(harvest(logs, **more))]


def english(found: Harvest) -> list[str]:
    return [one.en for one in found.remarks]


@pytest.mark.parametrize("layout", range(len(LAYOUTS)))
def test_every_layout_tells_the_same(logs: Path, layout: int) -> None:
    write(logs, *checkout(AT, "P1", "B1"), *renewal(AT, "P1", "B1"), *checkin(AT, "B1"), layout=layout)
    found = harvest(logs)
    assert [
        (row["kind"], row["item_id"], row["branch"], row["terminal"], row["channel"]) for row in rows_of(found)
    ] == [(kind, "B1", "MAIN", "sc-07", "self_check") for kind in ("issue", "renew", "return")]
    assert rows_of(found)[0]["occurred_at"] == "2025-03-05T14:25:30+08:00"
    assert str(found.covers) == "2025-03-05"


def test_only_what_was_answered_with_yes_counts(logs: Path) -> None:
    asked, _ = checkout(AT, "P1", "B3", sequence=3)
    write(logs, *checkout(AT, "P1", "B1", ok=0), *checkout(AT, "P1", "B2", sequence=2), asked, *checkin(AT, "B9", ok=0))
    found = harvest(logs)
    assert [row["item_id"] for row in rows_of(found)] == ["B2"]
    assert english(found) == ["2 requests were refused and are not counted"]


def test_a_checkout_answered_as_a_renewal_is_one(logs: Path) -> None:
    write(logs, *checkout(AT, "P1", "B1", again="Y"))
    assert kinds(logs) == ["renew"]


def test_a_repeated_answer_counts_once_and_the_next_loan_counts_again(logs: Path) -> None:
    first, later = checkout(AT, "P1", "B1", sequence=4), checkout(AT + timedelta(hours=2), "P1", "B1", sequence=4)
    write(logs, *first, *first, *later)
    found = harvest(logs)
    assert len(rows_of(found)) == 2
    assert english(found) == ["1 repeated messages are counted once"]


def test_questions_and_answers_of_two_machines_may_be_mixed(logs: Path) -> None:
    mine, theirs = checkin(AT, "B1", sequence=1), checkin(AT, "B2", sequence=1)
    write(logs, mine[0])
    write(logs, theirs[0], machine="sort-1")
    # An answer that leaves its item out takes it from the question of the same machine.
    write(logs, theirs[1].replace("ABB2|", ""), machine="sort-1")
    write(logs, mine[1].replace("ABB1|", ""))
    assert [(row["item_id"], row["channel"], row["branch"]) for row in rows_of(harvest(logs))] == [
        ("B2", "sorter", "EAST"), ("B1", "self_check", "MAIN"),
    ]  # fmt: skip


def test_an_answer_without_its_question_still_counts(logs: Path) -> None:
    write(logs, checkout(AT, "P1", "B1")[1])
    assert kinds(logs) == ["issue"]


def test_the_sorters_second_scan_of_one_return_is_left_out(logs: Path) -> None:
    write(logs, *checkin(AT, "B1", sequence=1), *checkin(AT + timedelta(minutes=5), "B1", sequence=2))
    write(logs, *checkout(AT + timedelta(minutes=9), "P", "B1"), *checkin(AT + timedelta(minutes=20), "B1", sequence=3))
    found = harvest(logs)
    assert [row["kind"] for row in rows_of(found)] == ["return", "issue", "return"]
    assert english(found) == ["1 returns are second scans of one return and were left out"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp950"])
@pytest.mark.parametrize("said", ["auto", "same"])
def test_both_encodings_are_read_and_a_letter_may_hold_the_byte_of_a_bar(logs: Path, encoding: str, said: str) -> None:
    assert "育".encode("cp950")[1:] == b"|"
    asked, answer = checkout(AT, "P1", "B1", title="育兒百科")
    write(logs, asked, answer.replace("ABB1|AJ育兒百科|", "AJ育兒百科|ABB1|"), encoding=encoding)
    named = "auto" if said == "auto" else {"utf-8": "utf-8", "cp950": "big5"}[encoding]
    found = rows_of(harvest(logs, encoding=named))
    assert [row["item_id"] for row in found] == ["B1"]
    message = read_line(answer)
    assert message is not None
    assert message.fields["AJ"] == "育兒百科"


def test_patrons_are_keyed_hashes(logs: Path) -> None:
    write(logs, *checkout(AT, "A123456789", "B1"))
    (row,) = rows_of(harvest(logs))
    assert len(row["patron_key"]) == 32
    assert "A123456789" not in "".join(path.read_text() for path in (logs.parent / "aside").iterdir())


def test_zulu_times_are_taipei_days_and_a_broken_clock_is_that_of_the_line(logs: Path) -> None:
    _, answer = checkout(AT, "P1", "B1")
    utc = answer.replace("20250305    142530", "20250305   Z170000")
    broken = answer.replace("20250305    142530", "00000000    000000").replace("ABB1", "ABB2")
    write(logs, utc, broken)
    assert [row["occurred_at"] for row in rows_of(harvest(logs))] == [
        "2025-03-06T01:00:00+08:00", "2025-03-05T14:25:30+08:00",
    ]  # fmt: skip


def test_machines_nobody_listed_are_told_and_left_out(logs: Path) -> None:
    write(logs, *checkout(AT, "P1", "B1"), machine="sc-99")
    write(logs, *checkout(AT, "P1", "B2", institution="EASTLIB"), machine="sc-98")
    found = harvest(logs, machines={"EASTLIB": "EAST"})
    assert [(row["branch"], row["terminal"]) for row in rows_of(found)] == [("EAST", "EASTLIB")]
    assert english(found) == ["the machine “sc-99” is not listed; 1 transactions were left out"]
    by_file = harvest(logs, machines={"a": "MAIN"})
    assert {row["branch"] for row in rows_of(by_file)} == {"MAIN"}


def test_other_lines_and_damaged_messages_are_passed_over(logs: Path) -> None:
    whole = checkout(AT, "P1", "B1")[1]
    write(logs, "9300CNuser|COsecret|", "99000802.00", whole[:20], "12xNNY20250305    142530AOTPL|", "0112NNY", whole)
    assert kinds(logs) == ["issue"]


def test_days_come_whole_month_by_month_and_silence_is_told(logs: Path) -> None:
    for day in (date(2025, 1, 30), date(2025, 2, 20)):
        at = datetime.combine(day, AT.time())
        write(logs, *checkout(at, "P1", f"B{day.day}"))
    january, february = brought(source(logs), logs.parent / "aside")
    assert [str(one.covers) for one in (january, february)] == ["2025-01-30..2025-01-31", "2025-02-01..2025-02-20"]
    assert (january.rows, february.rows, february.watermark) == (1, 1, {"circulation": "2025-02-20"})
    assert english(february) == ["no log says anything between 2025-01-30 and 2025-02-20"]


def test_the_next_time_only_logs_that_can_hold_new_days_are_read(logs: Path) -> None:
    old, new = logs / "old.log", logs / "new.log"
    write(logs, *checkout(AT, "P1", "B1"), name="old.log")
    write(logs, *checkout(AT + timedelta(days=20), "P1", "B2"), name="new.log")
    past = (AT + timedelta(days=1)).timestamp()
    os.utime(old, (past, past))
    (found,) = brought(source(logs, overlap=3), logs.parent / "aside", {"circulation": "2025-03-20"})
    assert [row["item_id"] for row in rows_of(found)] == ["B2"]
    write(logs, *checkout(AT, "P1", "B5", ok=0), name="new.log")  # refused long before
    (found,) = brought(source(logs, overlap=3), logs.parent / "aside", {"circulation": "2025-03-20"})
    assert english(found) == []
    new.unlink()
    assert brought(source(logs, overlap=3), logs.parent / "aside", {"circulation": "2025-03-20"}) == []


def test_a_look_tells_of_logs_and_unlisted_machines(logs: Path) -> None:
    write(logs, *checkout(AT, "P1", "B1"), *checkout(AT, "P2", "B2"))
    write(logs, *checkout(AT, "P1", "B3"), machine="sc-99")
    found = source(logs).look()
    assert found.datasets == {"circulation": 3}
    assert [one.en for one in found.remarks] == ["the machine “sc-99” is not listed; 1 transactions were left out"]


def test_a_folder_that_is_gone_empty_or_not_listed(logs: Path) -> None:
    with pytest.raises(SourceChanged):
        brought(source(logs), logs)
    with pytest.raises(SourceChanged):
        source(logs / "gone").look()
    with pytest.raises(FolderNotListed):
        opened("sip2", {"place": str(logs), "machines": MACHINES}).look()
    with pytest.raises(UnfitSource):
        source(logs, machines={"sc-07": "MAIN:toaster"})

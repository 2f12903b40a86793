"""Sources added, looked at, read and deleted: what is stored, what is kept in the trail, and who may."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from openscorecard.actions.data.importing import import_batch
from openscorecard.actions.sources.configuring import Said, add_source, change_source, delete_source, rotate_source_key
from openscorecard.actions.sources.faults import SecretsUnreadable, SourceBusy, SourceExists, SourceOff, UnfitSchedule
from openscorecard.actions.sources.looking import look_at
from openscorecard.actions.sources.opening import alone
from openscorecard.actions.sources.secrets import read_secrets
from openscorecard.actions.sources.sync import sync_source
from openscorecard.connectors.faults import SourceChanged, SourceRefused, UnfitSource
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import SYSTEM, Reader
from openscorecard.domain.text import Text
from openscorecard.queries.data import batches, coverage_of, stored_rows
from openscorecard.queries.faults import UnknownSource
from openscorecard.queries.sources import runs_of, source_named, sources
from openscorecard.records.models import AuditEntry, SourceRun
from openscorecard.records.models import Source as SourceRecord
from tests.actions.sent_files import VISITS, row, sent
from tests.connectors.servers import PASSWORD, Database

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("servers"), pytest.mark.usefixtures("home")]

COLUMNS = {"occurred_on": "day", "branch": "place", "visits": "heads"}


@pytest.fixture
def gate(mariadb: Database) -> Any:
    mariadb.run("CREATE TABLE gate (day DATE, place VARCHAR(20), heads INT)",
                "INSERT INTO gate VALUES ('2026-01-30', '總館', 10), ('2026-02-26', '東區', 0)")  # fmt: skip
    yield mariadb
    mariadb.run("DROP TABLE gate")


def said(gate: Database, **more: Any) -> Said:
    settings = gate.settings(dataset="visits", table="gate", columns=COLUMNS, watermark="day", **more)
    return Said(Text("門禁系統", "Gates"), settings, {"password": PASSWORD}, "daily 03:00")


@pytest.fixture
def gates(gate: Database, now: datetime) -> Database:
    add_source("gates", "database", said(gate), by=SYSTEM, now=now)
    return gate


def visits() -> list[tuple[Any, ...]]:
    return sorted(one[:3] for one in stored_rows("visits"))


def test_a_run_stores_what_is_new_and_says_so(gates: Database, now: datetime, editor: Reader) -> None:
    run = sync_source("gates", by=editor, now=now)
    assert visits() == [(date(2026, 1, 30), "總館", 10), (date(2026, 2, 26), "東區", 0)]
    assert [str(span) for span in coverage_of("visits")] == ["2026-01-30..2026-02-28"]  # yesterday is the last day
    assert (run.rows, len(run.batches), run.fault, run.by) == (2, 2, None, "mei")
    assert run.watermark_after["visits"] == "2026-02-28"
    assert {one.origin for one in batches("visits")} == {"gates"}
    row = source_named("gates")
    assert (row.last_run_at, row.last_fault) == (now, None)
    assert str(row.next_run_at(now)) == "2026-03-02 03:00:00+08:00"


def test_the_same_run_again_changes_nothing(gates: Database, now: datetime) -> None:
    sync_source("gates", by=SYSTEM, now=now)
    before = visits()
    again = sync_source("gates", by=SYSTEM, now=now)
    assert (visits(), again.rows) == (before, 1)  # the days of the overlap, as a batch of fewer days
    thrice = sync_source("gates", by=SYSTEM, now=now)
    assert [one["changed"] for one in thrice.batches] == [False]


def test_mended_rows_take_the_place_of_what_they_mend_and_may_be_mended_back(gates: Database, now: datetime) -> None:
    sync_source("gates", by=SYSTEM, now=now)
    for heads in (7, 8, 7):
        gates.run(f"UPDATE gate SET heads = {heads} WHERE place = '東區'")
        sync_source("gates", by=SYSTEM, now=now)
        assert visits()[1] == (date(2026, 2, 26), "東區", heads)


def test_a_source_leaves_alone_what_people_imported(gates: Database, now: datetime) -> None:
    by_hand = row(VISITS, occurred_on=date(2026, 2, 26), branch="西區", visits=3)
    import_batch(VISITS, [sent(VISITS, by_hand)], by=SYSTEM, now=now)
    sync_source("gates", by=SYSTEM, now=now)
    assert (date(2026, 2, 26), "西區", 3) in visits()


def test_a_fault_ends_the_run_and_leaves_the_figures(gates: Database, now: datetime) -> None:
    sync_source("gates", by=SYSTEM, now=now)
    before, watermark = visits(), source_named("gates").watermark
    gates.run("ALTER TABLE gate RENAME COLUMN heads TO people")
    with pytest.raises(SourceChanged, match=r"gate\.heads"):
        sync_source("gates", by=SYSTEM, now=now + timedelta(days=1))
    assert (visits(), source_named("gates").watermark) == (before, watermark)
    told = source_named("gates").last_fault
    assert told is not None
    assert (told.code, "gate.heads" in told.says.en, "gate.heads" in told.says.zh) == ("source-changed", True, True)
    assert [bool(one.fault) for one in runs_of("gates")] == [True, False]
    assert AuditEntry.objects.filter(verb="source.sync").values_list("outcome", flat=True)[0] == "failed"


def test_a_bad_row_refuses_the_run_unless_the_good_ones_are_to_be_kept(gate: Database, now: datetime) -> None:
    gate.run("INSERT INTO gate VALUES ('2026-02-27', '東區', -4)")
    add_source("gates", "database", said(gate), by=SYSTEM, now=now)
    with pytest.raises(Exception, match="-4"):
        sync_source("gates", by=SYSTEM, now=now)
    change_source("gates", said(gate, keep_good=True), by=SYSTEM, now=now)
    run = sync_source("gates", by=SYSTEM, now=now)
    assert [one["rejected"] for one in run.batches] == [0, 1]


def test_a_look_changes_nothing_and_is_remembered_for_the_form(gates: Database, now: datetime) -> None:
    found = look_at("gates", by=SYSTEM, now=now)
    assert found.datasets == {"visits": 2}
    assert set(source_named("gates").found["columns"]) == {"day", "place", "heads"}
    assert not batches()


def test_secrets_are_nowhere_but_in_their_encrypted_file(gates: Database, now: datetime, home: Path) -> None:
    look_at("gates", by=SYSTEM, now=now)
    gates.run("ALTER USER reader@'127.0.0.1' IDENTIFIED BY 'another'")
    try:
        with pytest.raises(SourceRefused):
            sync_source("gates", by=SYSTEM, now=now)
    finally:
        gates.run(f"ALTER USER reader@'127.0.0.1' IDENTIFIED BY '{PASSWORD}'")
    kept = [json.dumps(list(model.objects.values()), default=str) for model in (AuditEntry, SourceRecord, SourceRun)]
    files = [path.read_bytes() for folder in (home, home.with_name("home-seal")) for path in folder.rglob("*")
             if path.is_file()]  # fmt: skip
    assert not any(PASSWORD in text for text in kept)
    assert not any(PASSWORD.encode() in data for data in files)
    assert read_secrets("gates") == {"password": PASSWORD}


def test_a_new_key_reads_what_the_old_one_wrote_and_the_old_one_no_more(
    gates: Database, now: datetime, home: Path
) -> None:
    keys = home.with_name("home-seal") / "source-keys"
    old = keys.read_text()
    assert rotate_source_key(by=SYSTEM, now=now) == 1
    assert read_secrets("gates") == {"password": PASSWORD}
    keys.write_text(old)
    with pytest.raises(SecretsUnreadable):
        read_secrets("gates")


def test_an_empty_secret_leaves_the_stored_one(gates: Database, now: datetime) -> None:
    change_source("gates", Said(Text("門禁"), source_named("gates").settings, {"password": ""}), by=SYSTEM, now=now)
    assert read_secrets("gates") == {"password": PASSWORD}
    assert sync_source("gates", by=SYSTEM, now=now).rows == 2


def test_other_settings_read_from_the_beginning_another_name_does_not(gates: Database, now: datetime) -> None:
    sync_source("gates", by=SYSTEM, now=now)
    row = source_named("gates")
    change_source("gates", Said(Text("門禁"), row.settings), by=SYSTEM, now=now)
    assert source_named("gates").watermark == row.watermark
    change_source("gates", Said(Text("門禁"), {**row.settings, "overlap": 9}), by=SYSTEM, now=now)
    assert source_named("gates").watermark == {}


def test_a_deleted_source_keeps_its_rows_and_history_and_loses_its_secrets(gates: Database, now: datetime) -> None:
    sync_source("gates", by=SYSTEM, now=now)
    delete_source("gates", by=SYSTEM, now=now)
    assert sources() == ()
    assert (len(visits()), len(runs_of("gates")), read_secrets("gates")) == (2, 1, {})
    with pytest.raises(UnknownSource):
        sync_source("gates", by=SYSTEM, now=now)


def test_a_name_that_is_no_source_never_becomes_a_path(home: Path, now: datetime) -> None:
    with pytest.raises(UnknownSource):
        sync_source("../elsewhere", by=SYSTEM, now=now)
    assert not (home / "elsewhere").exists()


def test_one_run_at_a_time_and_none_of_a_source_that_is_off(gates: Database, now: datetime) -> None:
    with alone("gates"), pytest.raises(SourceBusy):
        sync_source("gates", by=SYSTEM, now=now)
    row = source_named("gates")
    change_source("gates", Said(row.name, row.settings, active=False), by=SYSTEM, now=now)
    with pytest.raises(SourceOff):
        sync_source("gates", by=SYSTEM, now=now)
    assert source_named("gates").next_run_at(now) is None


def test_settings_that_reach_nothing_are_refused_when_they_are_said(gate: Database, now: datetime) -> None:
    with pytest.raises(UnfitSource):
        add_source("gates", "database", said(gate, port="x"), by=SYSTEM, now=now)
    with pytest.raises(UnfitSource):
        add_source("gates", "nonsense", said(gate), by=SYSTEM, now=now)
    with pytest.raises(UnfitSchedule):
        add_source(
            "gates", "database", Said(Text("門禁"), said(gate).settings, schedule="daily 25:00"), by=SYSTEM, now=now
        )
    add_source("gates", "database", said(gate), by=SYSTEM, now=now)
    with pytest.raises(SourceExists):
        add_source("gates", "database", said(gate), by=SYSTEM, now=now)


def test_editors_read_sources_and_only_administrators_set_them_up(
    gates: Database, now: datetime, editor: Reader, onlooker: Reader
) -> None:
    with pytest.raises(Denied):
        add_source("more", "database", said(gates), by=editor, now=now)
    with pytest.raises(Denied):
        look_at("gates", by=editor, now=now)
    with pytest.raises(Denied):
        sync_source("gates", by=onlooker, now=now)
    assert sync_source("gates", by=editor, now=now).rows == 2

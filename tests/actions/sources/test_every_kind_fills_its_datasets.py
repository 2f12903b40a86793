"""What each kind of source brings is taken by the contracts of its datasets: Koha's four, ledgers in a folder."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from openscorecard.actions.acting import JOB as ASKED
from openscorecard.actions.sources.configuring import Said, add_source
from openscorecard.actions.sources.sync import run, sync_source
from openscorecard.actions.work.asking import ask_for
from openscorecard.actions.work.ticking import tick
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.text import Text
from openscorecard.queries.data import batches, coverage_of, dataset_named, stored_rows
from openscorecard.queries.sources import source_named
from openscorecard.queries.work import running_jobs
from tests.connectors import town
from tests.connectors.servers import PASSWORD, Database

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("servers")]
NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def column(dataset: str, name: str) -> list[Any]:
    place = dataset_named(dataset).names.index(name)
    return [row[place] for row in stored_rows(dataset)]


def test_koha_fills_circulation_holdings_cards_and_branches(home: Path, mariadb: Database) -> None:
    happened = [one for one in town.year() if one.at.month == 12]
    town.as_koha(happened, mariadb)
    settings = {key: value for key, value in mariadb.settings(database="koha").items() if key != "system"}
    said = {
        **settings,
        "item_classes": {"BK": "print"},
        "branch_types": {"MAIN": "main"},
        "card_types": {"PT": "general"},
    }
    add_source("koha", "koha", Said(Text("館藏系統"), said, {"password": PASSWORD}), by=SYSTEM, now=NOW)
    sync_source("koha", by=SYSTEM, now=NOW)
    assert len(column("circulation", "kind")) == len([one for one in happened if not one.scanned])
    assert set(column("holdings", "item_class")) == {"print"}
    assert (len(column("holdings", "item_id")), len(column("cards", "card_id"))) == (town.ITEMS, town.PATRONS + 3)
    assert sorted(column("cards", "category")).count("staff") == 3
    assert sorted(column("branches", "type")) == ["branch", "branch", "main"]
    assert str(coverage_of("holdings")[-1].last) == "2026-01-04"
    again = sync_source("koha", by=SYSTEM, now=NOW)
    assert [one["changed"] for one in again.batches[:3]] == [False, False, False]
    mariadb.run("UPDATE items SET withdrawn = 1, withdrawn_on = '2026-01-05 08:00:00' WHERE itemnumber = 1")
    sync_source("koha", by=SYSTEM, now=NOW + timedelta(days=1))
    assert len(column("holdings", "item_id")) == town.ITEMS  # the new extract stands instead of the old one
    assert [str(day) for day in column("holdings", "withdrawn_on") if day and day.year == 2026] == ["2026-01-05"]


def test_a_ledger_in_a_folder_with_foreign_heads_totals_and_roc_dates_is_read_whole_when_it_changes(home: Path) -> None:
    file = home / "incoming" / "補助款.csv"
    head = "補助編號,核定機關,計畫名稱,核定金額,核定日期\n"
    first = 'G1,教育部,閱讀推廣,"1,200,000",114/03/05\n'
    file.write_bytes((head + first + '小計,,,"1,200,000",\n').encode("cp950"))
    columns = {
        "grant_id": "補助編號", "agency": "核定機關", "programme": "計畫名稱", "approved": "核定金額",
        "approved_on": "核定日期",
    }  # fmt: skip
    said = {"place": str(home / "incoming"), "dataset": "grants", "columns": columns}
    add_source("grants", "address", Said(Text("補助款"), said, schedule="daily 03:00"), by=SYSTEM, now=NOW)
    sync_source("grants", by=SYSTEM, now=NOW)
    assert column("grants", "approved") == [1_200_000]
    assert [str(day) for day in column("grants", "approved_on")] == ["2025-03-05"]
    file.write_bytes((head + first.replace("1,200", "1,300") + "G2,文化部,館藏充實,5,114/04/01\n").encode("cp950"))
    answer = run({"source": "grants"}, lambda done, total: None, by=SYSTEM, now=NOW, source=ASKED)
    assert sorted(column("grants", "approved")) == [5, 1_300_000]
    assert answer["says"]["en"] == "2 rows in 1 batches."
    assert [one.state for one in batches("grants")] == ["current", "superseded"]
    file.write_text("補助編號,金額\nG1,9\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"核定機關|agency"):
        sync_source("grants", by=SYSTEM, now=NOW)
    assert sorted(column("grants", "approved")) == [5, 1_300_000]


def test_what_is_due_is_asked_for_once_and_after_the_next_moment_again(home: Path) -> None:
    said = {"place": str(home / "incoming"), "dataset": "visits"}
    add_source("doors", "address", Said(Text("門禁"), said, schedule="daily 03:00"), by=SYSTEM, now=NOW)
    add_source("never", "address", Said(Text("門禁"), said), by=SYSTEM, now=NOW)
    for _ in range(2):
        tick(now=NOW)
    asked = [(one.kind, one.subject) for one in running_jobs() if one.kind == "source.sync"]
    assert asked == [("source.sync", "doors")]
    assert source_named("doors").next_run_at(NOW) is not None
    assert ask_for("source.sync", "doors", {"source": "doors"}, by=SYSTEM, now=NOW).state == "waiting"

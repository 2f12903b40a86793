"""The same year of self-service through the contract, through Koha, and through SIP2 logs with the desk from the
contract: the same counts by channel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from openscorecard.actions.data.importing import import_batch
from openscorecard.actions.data.receiving import receive
from openscorecard.actions.sources.configuring import Said, add_source
from openscorecard.actions.sources.sync import sync_source
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.text import Text
from openscorecard.queries.data import coverage_of, dataset_named, stored_rows
from tests.connectors import town
from tests.connectors.servers import PASSWORD, Database

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("servers")]
NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
CIRCULATION = dataset_named("circulation")


def contract(home: Path, *channels: str) -> None:
    file = home / "circulation.csv"
    town.as_contract(town.year(), file, channels)
    sent = receive(CIRCULATION, file, home / "aside.csv").file
    import_batch(CIRCULATION, [sent], by=SYSTEM, now=NOW)


def by_contract(home: Path, request: pytest.FixtureRequest) -> None:
    contract(home, "desk", "self_check")


def by_koha(home: Path, request: pytest.FixtureRequest) -> None:
    mariadb: Database = request.getfixturevalue("mariadb")
    town.as_koha(town.year(), mariadb)
    settings = {key: value for key, value in mariadb.settings(database="koha").items() if key != "system"}
    roles = {login: role for login, (_, role) in town.LOGINS.items()}
    said = {**settings, "fills": ["circulation"], "sorter_branches": ["EAST"], "sip_logins": roles,
            "item_classes": {"BK": "print"}}  # fmt: skip
    add_source("koha", "koha", Said(Text("館藏系統"), said, {"password": PASSWORD}), by=SYSTEM, now=NOW)
    sync_source("koha", by=SYSTEM, now=NOW)


def by_sip2(home: Path, request: pytest.FixtureRequest) -> None:
    logs = home / "incoming" / "sip2"
    logs.mkdir()
    town.as_sip2(town.year(), logs)
    machines = {"sc-main": "MAIN", "sc-east": "EAST", "sort-east": "EAST:sorter"}
    said = {"place": str(logs), "machines": machines}
    add_source("machines", "sip2", Said(Text("自助借還機"), said), by=SYSTEM, now=NOW)
    contract(home, "desk")
    sync_source("machines", by=SYSTEM, now=NOW)
    sync_source("machines", by=SYSTEM, now=NOW)  # and again: the desk's rows and the machines' stay once


def stored() -> tuple[Counter[tuple[str, str]], Counter[str]]:
    names = CIRCULATION.names
    kind, channel, branch = (names.index(name) for name in ("kind", "channel", "branch"))
    rows = stored_rows("circulation")
    issues = Counter(str(row[branch]) for row in rows if (row[kind], row[channel]) == ("issue", "self_check"))
    return Counter((row[kind], row[channel]) for row in rows), issues


@pytest.mark.parametrize("way", [by_contract, by_koha, by_sip2])
def test_a_year_of_loans_counts_the_same_by_channel(
    way: Callable[[Path, pytest.FixtureRequest], None], home: Path, request: pytest.FixtureRequest, now: datetime
) -> None:
    happened = town.year()
    way(home, request)
    found, by_branch = stored()
    assert found == town.counts(happened)
    assert found["issue", "self_check"] == 1207
    assert found["issue", "desk"] == 833
    truly: Any = Counter(one.branch for one in happened if (one.kind, one.channel) == ("issue", "self_check"))
    assert by_branch == truly
    (span,) = coverage_of("circulation")
    assert (span.first.isoformat()[:7], span.last.isoformat()[:7]) == (
        "2025-01",
        "2025-12" if way is not by_koha else "2026-01",
    )

"""Sources on pages: set up by form, tested, mapped, run in the background; who may; nothing secret is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openscorecard.actions.sources.secrets import read_secrets
from openscorecard.actions.sources.sync import sync_source
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.queries.sources import source_named, sources
from openscorecard.queries.work import running_jobs
from tests.actions.sources.conftest import home, mariadb, running_mariadb
from tests.connectors.servers import PASSWORD, Database

__all__ = ["home", "mariadb", "running_mariadb"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
SignedIn = Callable[..., Client]
SESSION = 2


@pytest.fixture
def at_work(signed_in: SignedIn) -> Client:
    client = signed_in("administrator")
    client.cookies["django_language"] = "en"
    return client


def folder_form(home: Path, **more: Any) -> dict[str, Any]:
    return {
        "slug": "gates", "name_zh": "門禁系統", "name_en": "Gates", "set-place": str(home / "incoming"),
        "set-pattern": "*.csv", "set-dataset": "visits", "set-mode": "replace", "set-seconds": "60",
        "set-limit": "10", "schedule": "daily 03:00", "active": "on", **more,
    }  # fmt: skip


def text(client: Client, name: str, *words: str, status: int = 200) -> str:
    answer = client.get(reverse(name, args=words))
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def gates(at_work: Client, home: Path) -> Client:
    answer = at_work.post(reverse("source-add", args=["address"]), folder_form(home))
    assert answer.status_code == 302, answer.content.decode()
    return at_work


def test_an_empty_list_says_what_sources_are_for(at_work: Client, signed_in: SignedIn) -> None:
    assert "No source yet" in text(at_work, "sources")
    assert reverse("source-new") not in text(signed_in("editor"), "sources")
    page = text(at_work, "source-new")
    assert [reverse("source-add", args=[kind]) in page for kind in ("koha", "sip2", "database", "address")] == [
        True
    ] * 4


def test_strangers_sign_in_onlookers_stay_out_and_editors_only_run(
    client: Client, signed_in: SignedIn, gates: Client
) -> None:
    onlooker, editor = signed_in("reader"), signed_in("editor")
    for name, words in (("sources", []), ("source", ["gates"])):
        address = reverse(name, args=words)
        assert [one.get(address).status_code for one in (client, onlooker, editor)] == [302, 403, 200]
    for name in ("source-change", "source-columns", "source-delete"):
        address = reverse(name, args=["gates"])
        assert [one.get(address).status_code for one in (client, onlooker, editor)] == [302, 403, 403]
        assert editor.post(address).status_code == 403
    assert editor.post(reverse("source-look", args=["gates"])).status_code == 403
    assert onlooker.post(reverse("source-run", args=["gates"])).status_code == 403
    assert editor.post(reverse("source-run", args=["gates"])).status_code == 302
    assert len(sources()) == 1


def test_what_is_not_there_is_not_found(at_work: Client) -> None:
    for name in ("source", "source-change", "source-columns", "source-delete"):
        text(at_work, name, "gone", status=404)
    text(at_work, "source-add", "nonsense", status=404)


def test_a_source_is_set_up_tested_and_read(gates: Client, home: Path, now: Any) -> None:
    (home / "incoming" / "a.csv").write_text("occurred_on,branch,visits\n2026-02-05,MAIN,10\n")
    page = gates.post(reverse("source-look", args=["gates"]), follow=True).content.decode()
    assert "The source answers: 1 files: a.csv" in page
    assert "Never read" in page
    sync_source("gates", by=SYSTEM, now=now)
    page = text(gates, "source", "gates")
    assert ("Read" in page, "1 batch" in page, "every day at 03:00" in page) == (True, True, True)
    assert "2026-03-01" in text(gates, "sources")


def test_run_now_asks_for_work_in_the_background_once(gates: Client) -> None:
    for _ in range(2):
        assert gates.post(reverse("source-run", args=["gates"])).headers["Location"] == reverse(
            "source", args=["gates"]
        )
    (job,) = running_jobs()
    assert (job.kind, job.subject, job.arguments) == ("source.sync", "gates", {"source": "gates"})
    page = text(gates, "source", "gates")
    assert "Waiting" in page
    assert "Run now" not in page


def test_a_fault_is_shown_in_words_and_changes_nothing(gates: Client, home: Path, now: Any) -> None:
    (home / "incoming" / "a.csv").write_text("occurred_on,branch,visits\n2026-02-05,MAIN,many\n")
    with pytest.raises(Exception, match="many"):
        sync_source("gates", by=SYSTEM, now=now)
    for page in (text(gates, "sources"), text(gates, "source", "gates")):
        assert "The last run failed" in page
        assert "“many”" in page


def test_a_secret_is_kept_and_never_shown(gates: Client, home: Path) -> None:
    secret = "correct horse 8"
    answer = gates.post(
        reverse("source-change", args=["gates"]), folder_form(home, **{"set-password": secret, "set-user": "mei"})
    )
    assert answer.status_code == 302
    assert read_secrets("gates") == {"password": secret}
    for name in ("source", "source-change", "source-columns"):
        assert secret not in text(gates, name, "gates")
    assert "••••••" in text(gates, "source", "gates")
    faulty = gates.post(
        reverse("source-change", args=["gates"]), folder_form(home, schedule="never", **{"set-password": "x9x"})
    )
    assert (faulty.status_code, "x9x" in faulty.content.decode()) == (422, False)
    gates.post(reverse("source-change", args=["gates"]), folder_form(home))
    assert read_secrets("gates") == {"password": secret}
    assert secret not in gates.get(reverse("audit")).content.decode()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [("slug", "Über", "cannot be a source"), ("schedule", "never", "no schedule"), ("set-place", "", "Fill in"),
     ("set-values", "status held", "is not written as"), ("set-pattern", "../x", "pattern")],
)  # fmt: skip
def test_a_form_says_what_is_wrong(at_work: Client, home: Path, field: str, value: str, says: str) -> None:
    answer = at_work.post(reverse("source-add", args=["address"]), folder_form(home, **{field: value}))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert sources() == ()


def test_lists_and_mappings_are_written_a_line_each(at_work: Client, home: Path) -> None:
    said = {
        "slug": "machines", "name_zh": "自助借還機", "set-place": str(home / "incoming"), "set-pattern": "*.log",
        "set-encoding": "auto", "set-machines": "sc-07 = MAIN\nsort-1 = EAST:sorter", "set-overlap": "7",
    }  # fmt: skip
    assert at_work.post(reverse("source-add", args=["sip2"]), said).status_code == 302
    row = source_named("machines")
    assert (row.settings["machines"], row.datasets) == ({"sc-07": "MAIN", "sort-1": "EAST:sorter"}, ("circulation",))
    assert "sort-1 = EAST:sorter" in text(at_work, "source-change", "machines")


@pytest.mark.xdist_group("servers")
def test_columns_that_a_test_found_are_offered_guessed_and_remembered(at_work: Client, mariadb: Database) -> None:
    mariadb.run("CREATE TABLE people (`Occurred on` DATE, `館所代碼` VARCHAR(9), heads INT)")
    try:
        said = {f"set-{name}": value for name, value in mariadb.settings().items()}
        said |= {"slug": "doors", "name_zh": "門", "set-tls": "off", "set-table": "people", "set-dataset": "visits",
                 "set-password": PASSWORD, "set-overlap": "3", "active": "on"}  # fmt: skip
        assert at_work.post(reverse("source-add", args=["database"]), said).status_code == 302
        assert "Test the connection first" in text(at_work, "source-columns", "doors")
        at_work.post(reverse("source-look", args=["doors"]))
        page = text(at_work, "source-columns", "doors")
        assert '<option value="heads">' in page
        assert ('value="館所代碼"' in page, 'value="Occurred on"' in page) == (True, True)
        mapped = {"occurred_on": "Occurred on", "branch": "館所代碼", "visits": "heads"}
        assert at_work.post(reverse("source-columns", args=["doors"]), mapped).status_code == 302
        assert source_named("doors").settings["columns"] == mapped
        assert 'value="heads"' in text(at_work, "source-columns", "doors")
        assert at_work.post(reverse("source-change", args=["doors"]), said).status_code == 302
        assert source_named("doors").settings["columns"] == mapped
    finally:
        mariadb.run("DROP TABLE people")


def test_a_deleted_source_is_gone_from_the_list(gates: Client) -> None:
    assert "Delete the source" in text(gates, "source-delete", "gates")
    page = gates.post(reverse("source-delete", args=["gates"]), follow=True).content.decode()
    assert "The source has been deleted" in page
    assert sources() == ()


@pytest.fixture
def many(gates: Client, home: Path, now: Any) -> Iterator[Client]:
    for number in range(3):
        gates.post(reverse("source-add", args=["address"]), folder_form(home, slug=f"more-{number}"))
        sync_source("gates", by=SYSTEM, now=now)
    return gates


@pytest.mark.parametrize(("name", "words", "queries"), [("sources", [], 1), ("source", ["gates"], 3),
                                                        ("source-change", ["gates"], 1),
                                                        ("source-columns", ["gates"], 1)])  # fmt: skip
def test_the_number_of_queries_is_the_same_at_one_source_and_at_many(
    many: Client, name: str, words: list[str], queries: int
) -> None:
    with CaptureQueriesContext(connection) as asked:
        text(many, name, *words)
    assert len(asked) == SESSION + queries

"""What the pages of data say: what is there, what is covered, what came when, and to whom they say it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from openscorecard.actions.data.importing import import_batch
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.audit import audit_trail
from openscorecard.queries.data import batch_named, batches, datasets
from tests.actions.sent_files import EVENTS, event, sent
from tests.web.data.sent import BAD, HEAD, SPRING, preview_of, settings_in, stored

pytestmark = pytest.mark.django_db
NOBODY = "0" * 64


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def tree_of(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.fromstring(answer.content.decode())


def cells_of(tree: Any, line: str) -> list[str]:
    """The cells of one line of the coverage table, its total last."""
    (row,) = tree.xpath(f"//table[contains(@class, 'coverage-table')]//tr[th[normalize-space()='{line}']]")
    return [words(cell) for cell in row.xpath("td")]


# What is there


def test_every_dataset_is_listed_with_what_to_do_where_it_is_empty(english: Client) -> None:
    tree = tree_of(english, "/data/")
    rows = tree.xpath("//main//tbody/tr")
    assert len(rows) == len(standard_datasets()) == 28
    assert all("No rows yet" in words(row) and row.xpath(".//a[contains(@href, '#start')]") for row in rows)
    page = tree_of(english, "/data/circulation/")
    assert page.xpath("//section[@id='start']//a[contains(@href, '/template/csv/')]")


def test_a_dataset_says_rows_days_freshness_and_measures(at_work: Client) -> None:
    stored(at_work, SPRING)
    line = words(
        tree_of(at_work, "/data/").xpath("//main//tbody/tr[contains(., 'held_on') or .//a[@href='/data/events/']]")[0]
    )
    assert "2025-03-05 – 2025-04-01" in line
    assert "2025-04-01" in line
    assert "More is due" in line
    assert "days ago" in line


def test_the_contract_names_every_column_with_its_choices(english: Client) -> None:
    tree = tree_of(english, "/data/events/")
    heads = [words(one) for one in tree.xpath("//table[contains(@class, 'contract-table')]/tbody/tr/th")]
    assert tuple(heads) == EVENTS.names
    table = words(tree.xpath("//table[contains(@class, 'contract-table')]")[0])
    assert "cancelled" in table
    assert "yes, part of the key" in table


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_a_template_can_be_uploaded_as_it_is(at_work: Client, client: Client, kind: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = client.get(f"/data/events/template/{kind}/")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="events-template.{kind}"'
    file = SimpleUploadedFile(f"t.{kind}", answer.content)
    sent_to = at_work.post(reverse("data-upload"), {"dataset": "events", "documents": [file]})
    page = tree_of(at_work, sent_to.headers["Location"])
    assert [words(one) for one in page.xpath("//table[contains(@class, 'columns-table')]//tbody/tr/th")] == list(
        EVENTS.names
    )


def test_the_table_schema_is_to_be_had(client: Client) -> None:
    schema = json.loads(client.get("/data/events/schema.json").content)
    assert (schema["name"], schema["primaryKey"]) == ("events", ["event_id"])


# Coverage


def test_rows_zero_part_and_no_data_are_told_apart_by_shape_and_word(at_work: Client, now: Any) -> None:
    rows = [event("E1", "2025-03-05"), event("E2", "2025-03-06"), event("E3", "2025-05-02")]
    covers = "2025-03-01..2025-05-10"
    from openscorecard.domain.measures.coverage import parse_coverage

    import_batch(EVENTS, [sent(EVENTS, *rows)], covers=parse_coverage(covers), by=SYSTEM, now=now)
    tree = tree_of(at_work, "/data/events/?year=2025")
    cells = cells_of(tree, "All rows")
    assert cells[1:5] == ["no data", "2", "0 covered, no rows", "1in part"]
    assert cells[5:] == ["no data"] * 7 + ["3"]
    shapes = [html.tostring(one) for one in tree.xpath("//tr[@class='all']/td//svg/*")]
    assert len(set(shapes)) == 4


def test_branches_have_a_line_each_and_their_names(at_work: Client) -> None:
    stored(at_work, SPRING)
    stored(at_work, "branch,name,type,opened_on\n總館,臺北市立圖書館總館,main,1952-01-01\n", dataset="branches")
    tree = tree_of(at_work, "/data/events/")
    assert cells_of(tree, "北投")[3] == "1in part"
    assert cells_of(tree, "臺北市立圖書館總館（總館）")[-1] == "1"


def test_a_dataset_without_branches_is_counted_by_month(at_work: Client) -> None:
    where, page = preview_of(at_work, _filled("population", ["2024-01-31", "2024-02-29"]), dataset="population")
    at_work.post(where, {**settings_in(page), "import": "1"})
    tree = tree_of(at_work, "/data/population/")
    assert len(tree.xpath("//table[contains(@class, 'coverage-table')]/tbody/tr")) == 1
    assert cells_of(tree, "All rows")[0].startswith("1")


def _filled(dataset: str, days: list[str]) -> str:
    """A file of a dataset with a row for each day and something in every other required field."""
    contract = standard_datasets()[dataset]

    def cell(field: Any, day: str) -> str:
        if field.name == contract.time_field:
            return day
        if field.choices:
            return field.values()[0]
        return {"whole": "1", "number": "1", "money": "1"}.get(field.type, "x") if field.required else ""

    lines = [",".join(cell(field, day) for field in contract.fields) for day in days]
    return "\n".join([",".join(contract.names), *lines]) + "\n"


def test_what_is_replaced_and_corrected_is_counted_once(at_work: Client) -> None:
    stored(at_work, SPRING)
    where, page = preview_of(at_work, HEAD + "E2,2025-04-01,讀書會,總館,adult,31,held\n")
    where = at_work.post(where, {**settings_in(page), "mode": "correct", "check": "1"}).headers["Location"]
    at_work.post(where, {**settings_in(at_work.get(where).content.decode()), "import": "1"})
    tree = tree_of(at_work, "/data/events/")
    assert cells_of(tree, "總館")[-1] == "2"
    assert not tree.xpath("//tr[th[normalize-space()='北投']]")
    assert {row.dataset.name: row.rows for row in datasets()}["events"] == 2


# Batches


def test_batches_come_newest_first_and_page_by_page(at_work: Client, now: Any) -> None:
    for number in range(23):
        import_batch(
            EVENTS, [sent(EVENTS, event(f"E{number}", "2025-03-05"), name=f"{number}.csv")], by=SYSTEM, now=now
        )
    tree = tree_of(at_work, "/data/events/")
    shown = [words(one) for one in tree.xpath("//section[@aria-labelledby='batches']//tbody/tr/th")]
    assert shown == [row.id[:12] for row in sorted(batches("events"), key=lambda row: -row.number)][:20]
    tree = tree_of(at_work, "/data/events/?page=2")
    assert len(tree.xpath("//section[@aria-labelledby='batches']//tbody/tr")) == 3
    tree = tree_of(at_work, "/data/events/?page=99")
    assert len(tree.xpath("//section[@aria-labelledby='batches']//tbody/tr")) == 3


def test_example_batches_are_marked(at_work: Client, now: Any) -> None:
    info = import_batch(EVENTS, [sent(EVENTS, event("E1", "2025-03-05"))], example=True, by=SYSTEM, now=now)
    assert "Example" in words(tree_of(at_work, "/data/events/").xpath("//section[@aria-labelledby='batches']")[0])
    assert "example rows" in words(tree_of(at_work, f"/data/batches/{info.batch.id}/").xpath("//main")[0])


def test_a_batch_shows_files_days_counts_and_rejected_rows(at_work: Client, signed_in: Callable[..., Client]) -> None:
    where, page = preview_of(at_work, BAD)
    answer = at_work.post(where, {**settings_in(page), "keep_good": "on", "note": "試匯", "import": "1"})
    address = answer.headers["Location"]
    row = batch_named(address.split("/")[3])
    said = words(tree_of(at_work, address).xpath("//main")[0])
    assert row.files[0]["sha256"] in said
    assert "試匯" in said
    assert "“2025-13-05”" in said
    lines = at_work.get(address + "rejected.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("events-0.csv,,2,2,unfit-day,")
    reader = signed_in("reader")
    reader.cookies["django_language"] = "en"
    said = words(tree_of(reader, address).xpath("//main")[0])
    assert "2025-13-05" not in said
    assert "people who may import" in said
    assert reader.get(address + "rejected.csv").status_code == 403


def test_withdrawing_says_what_will_happen_and_restoring_brings_it_back(at_work: Client) -> None:
    batch = stored(at_work, SPRING)
    address = f"/data/batches/{batch}/"
    page = words(tree_of(at_work, address + "withdraw/").xpath("//main")[0])
    assert "Rows of the dataset: 2 now, 0 afterwards." in page
    assert "Covered: 2025-03-05 – 2025-04-01 now, nothing afterwards." in page
    assert batch_named(batch).state == "current"
    answer = at_work.post(address + "withdraw/", {"note": "重複"})
    assert answer.headers["Location"] == address
    assert batch_named(batch).state == "withdrawn"
    (entry,) = audit_trail(SYSTEM, verb="data.withdraw")
    assert (entry.subject, (entry.after or {})["note"]) == (batch, "重複")
    page = words(tree_of(at_work, address + "restore/").xpath("//main")[0])
    assert "Rows of the dataset: 0 now, 2 afterwards." in page
    at_work.post(address + "restore/")
    assert batch_named(batch).state == "current"
    assert at_work.get(address + "restore/").headers["Location"] == address


def test_withdrawing_a_replacement_says_which_batch_is_seen_again(at_work: Client) -> None:
    first = stored(at_work, SPRING)
    where, page = preview_of(at_work, HEAD + "E9,2025-04-01,讀書會,北投,adult,31,held\n")
    given = {**settings_in(page), "mode": "replace", "covers_from": "2025-03-01", "covers_to": "2025-04-30"}
    where = at_work.post(where, {**given, "check": "1"}).headers["Location"]
    page = at_work.get(where).content.decode()
    second = at_work.post(where, {**settings_in(page), "import": "1"}).headers["Location"]
    said = words(tree_of(at_work, second).xpath("//main")[0])
    assert f"Replaced wholly{first[:12]}" in said
    said = words(tree_of(at_work, second + "withdraw/").xpath("//main")[0])
    assert f"1 other batch is seen again: {first[:12]}." in said
    assert "All its days were replaced" in words(tree_of(at_work, f"/data/batches/{first}/").xpath("//main")[0])


# To whom


OPEN = ["/data/", "/data/events/", "/data/events/template/csv/", "/data/events/schema.json"]
SIGNED_IN = ["/data/batches/{batch}/", "/data/events/plans/"]
EDITORS = ["/data/upload/", "/data/upload/preview/", "/data/upload/preview/faults.csv",
           "/data/batches/{batch}/withdraw/", "/data/batches/{batch}/restore/",
           "/data/batches/{batch}/rejected.csv", "/data/events/plans/rule/", "/data/events/plans/by-hand/",
           "/data/events/plans/rows/"]  # fmt: skip
TURNING = ["/data/events/plans/<int:tag>/end/", "/data/events/plans/<int:tag>/restore/"]  # judged in test_tags
ADMINISTRATORS = ["/data/example/remove/", "/data/example/restore/"]  # judged in test_example_layer


def test_every_address_of_data_is_judged_here() -> None:
    from openscorecard.web.data.urls import urlpatterns

    named = {
        str(one.pattern).replace("<str:batch>", "{batch}").replace("<str:dataset>", "events") for one in urlpatterns
    }
    named = {name.replace("<slug:kind>", "csv") for name in named}
    assert {"/" + name for name in named} == {*OPEN, *SIGNED_IN, *EDITORS, *TURNING, *ADMINISTRATORS}


@pytest.mark.parametrize("address", OPEN)
def test_contracts_and_freshness_are_open_and_tell_no_row(client: Client, at_work: Client, address: str) -> None:
    stored(at_work, SPRING)
    answer = client.get(address)
    assert answer.status_code == 200
    for inner in ("北投", "events-0.csv", "editor-of-test", batches()[0].id[:12]):
        assert inner not in answer.content.decode()
    assert client.post(address).status_code == 403


@pytest.mark.parametrize("address", [*SIGNED_IN, *EDITORS])
def test_strangers_are_led_to_sign_in(client: Client, at_work: Client, address: str) -> None:
    address = address.format(batch=stored(at_work, SPRING))
    assert client.get(address).headers["Location"].startswith("/account/sign-in/")
    assert client.post(address).status_code == 403
    assert batches()[0].state == "current"


@pytest.mark.parametrize("address", EDITORS)
def test_readers_change_nothing(signed_in: Callable[..., Client], at_work: Client, address: str) -> None:
    address = address.format(batch=stored(at_work, SPRING))
    reader = signed_in("reader")
    assert reader.get(address).status_code == 403
    assert reader.post(address).status_code in (403, 405)
    assert (len(batches()), batches()[0].state) == (1, "current")


@pytest.mark.parametrize("address", ["/data/nowhere/", f"/data/batches/{NOBODY}/", f"/data/batches/{NOBODY}/withdraw/",
                                     "/data/nowhere/schema.json", "/data/events/template/exe/"])  # fmt: skip
def test_what_is_not_there_is_said_to_be_missing(at_work: Client, address: str) -> None:
    assert at_work.get(address).status_code == 404


def test_the_web_process_starts_without_table_libraries() -> None:
    import os
    import subprocess
    import sys

    code = (
        "import django; django.setup(); import sys; from django.urls import get_resolver; get_resolver().url_patterns;"
        "assert not {'duckdb', 'pyarrow'} & set(sys.modules)"
    )
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "openscorecard.config.settings"}
    subprocess.run([sys.executable, "-c", code], check=True, env=env)

"""Rows go in: looked at first, mapped where needed, stored on a yes, all of them or none."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from openscorecard.actions import uploads
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.queries.audit import audit_trail
from openscorecard.queries.data import batch_named, batches, coverage_of, stored_rows
from tests.web.data.sent import BAD, FOREIGN, HEAD, SPRING, preview_of, send, settings_in, stored

pytestmark = pytest.mark.django_db


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_nothing_is_stored_before_the_yes_and_all_of_it_after(at_work: Client) -> None:
    where, page = preview_of(at_work, SPRING)
    assert "Nothing is stored yet" in page
    assert "read 2 good 2 faulty 0" in text_of(page)
    assert (batches(), audit_trail(SYSTEM, verb="data.import")) == ((), ())
    answer = at_work.post(where, {**settings_in(page), "note": "春季", "import": "1"})
    row = batch_named(answer.headers["Location"].split("/")[3])
    assert (row.rows_stored, row.mode, row.note, row.by) == (2, "append", "春季", "editor-of-test")
    assert [file["name"] for file in row.files] == ["events-0.csv"]
    (entry,) = audit_trail(SYSTEM, verb="data.import")
    assert (entry.door, entry.actor, entry.subject) == ("web", "editor-of-test", "events")
    assert list(uploads.folder().iterdir()) == []
    assert at_work.get(where).headers["Location"] == reverse("data-upload")


def test_several_files_become_one_batch(at_work: Client) -> None:
    more = HEAD + "E5,2025-05-01,讀書會,總館,adult,30,held\n"
    row = batch_named(stored(at_work, SPRING, more))
    assert (row.rows_stored, len(row.files)) == (3, 2)


def test_pasted_rows_are_read_as_a_file(at_work: Client) -> None:
    answer = at_work.post(
        reverse("data-upload"), {"dataset": "events", "pasted": SPRING.replace('"1,204"', "1204").replace(",", "\t")}
    )
    page = at_work.get(answer.headers["Location"]).content.decode()
    assert "pasted rows" in page
    assert "說故事" in page


@pytest.mark.parametrize("sent", [{}, {"documents": "x", "pasted": SPRING}])
def test_files_or_pasted_rows_but_not_both_and_not_neither(at_work: Client, sent: dict[str, str]) -> None:
    from tests.web.data.sent import file_of

    given: dict[str, Any] = {"dataset": "events", **sent}
    if "documents" in given:
        given["documents"] = [file_of(SPRING)]
    answer = at_work.post(reverse("data-upload"), given)
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()


# Faults


def test_faulty_rows_are_told_with_their_places_and_refuse_the_whole_file(at_work: Client) -> None:
    where, page = preview_of(at_work, BAD)
    assert "read 2 good 1 faulty 1" in text_of(page)
    assert "events-0.csv 2 2 “2025-13-05”" in text_of(page)
    answer = at_work.post(where, {**settings_in(page), "import": "1"})
    assert answer.status_code == 422
    assert "1 row is faulty" in answer.content.decode()
    assert batches() == ()
    assert "read 2 good 1" in text_of(at_work.get(where).content.decode())  # the upload is still there


def test_the_good_rows_are_kept_where_the_person_says_so(at_work: Client) -> None:
    where, page = preview_of(at_work, BAD)
    answer = at_work.post(where, {**settings_in(page), "keep_good": "on", "import": "1"})
    row = batch_named(answer.headers["Location"].split("/")[3])
    assert (row.rows_read, row.rows_stored, row.rows_rejected) == (2, 1, 1)


def test_all_faults_come_as_a_file_that_no_spreadsheet_computes(at_work: Client) -> None:
    where, _page = preview_of(at_work, HEAD + "E3,＝1+1,說故事,總館,child,=x,held\n")
    answer = at_work.get(where.replace("/preview/?", "/preview/faults.csv?"))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert answer.headers["Content-Type"].startswith("text/csv")


@pytest.mark.parametrize("text", ["", "\x89PNG\r\n", "a,b\n1,2\n"])
def test_a_file_that_cannot_be_read_says_why_and_stores_nothing(at_work: Client, text: str) -> None:
    answer = send(at_work, text)
    page = (
        answer.content.decode()
        if answer.status_code == 422
        else at_work.get(answer.headers["Location"]).content.decode()
    )
    assert "error-summary" in page or 'id="faults"' in page
    assert 'name="import"' not in page
    assert batches() == ()


def test_rows_that_are_stored_already_are_told_before_the_import(at_work: Client) -> None:
    batch = stored(at_work, SPRING)
    _where, page = preview_of(at_work, SPRING)
    assert "These very rows are stored already" in page
    assert batch[:12] in page
    _where, page = preview_of(at_work, HEAD + "E2,2025-04-01,讀書會,北投,adult,31,held\n")
    assert "is stored already; import it as a correction" in page


# Columns and words


def test_columns_and_words_are_mapped_by_hand_and_remembered(at_work: Client) -> None:
    where, page = preview_of(at_work, FOREIGN)
    given = settings_in(page)
    assert [given[f"column-{place}"] for place in range(3)] == ["", "", ""]
    given |= {"column-0": "event_id", "column-1": "held_on", "column-2": "status"}
    where = at_work.post(where, {**given, "check": "1"}).headers["Location"]
    page = at_work.get(where).content.decode()
    assert "read 2 good 0 faulty 2" in text_of(page)
    assert "“已辦” in" in page
    given = settings_in(page)
    texts = [name for name in given if name.startswith("text-")]
    assert len(texts) == 2
    given |= dict(zip(texts, ["held", "cancelled"], strict=True))
    where = at_work.post(where, {**given, "check": "1"}).headers["Location"]
    page = at_work.get(where).content.decode()
    assert "read 2 good 2 faulty 0" in text_of(page)
    batch = at_work.post(where, {**settings_in(page), "import": "1"}).headers["Location"].split("/")[3]
    assert sorted(one[0] for one in stored_rows("events")) == ["E7", "E8"]
    assert "編碼號" in at_work.get(reverse("batch", args=[batch])).content.decode()
    _where, page = preview_of(at_work, FOREIGN.replace("E7", "E9").replace("E8", "E10"))
    assert "A file with the same head was mapped before" in page
    assert "read 2 good 2 faulty 0" in text_of(page)


def test_a_column_that_is_left_out_is_not_read(at_work: Client) -> None:
    where, page = preview_of(at_work, SPRING)
    given = settings_in(page)
    place = next(name for name, value in given.items() if value == "attendees")
    where = at_work.post(where, {**given, place: "", "check": "1"}).headers["Location"]
    page = at_work.get(where).content.decode()
    assert settings_in(page)[place] == ""
    at_work.post(where, {**settings_in(page), "import": "1"})
    from openscorecard.queries.data import dataset_named

    number = dataset_named("events").names.index("attendees")
    assert {row[number] for row in stored_rows("events")} == {None}


def test_one_value_is_written_for_every_row_where_a_column_is_missing(at_work: Client) -> None:
    where, page = preview_of(at_work, "occurred_on,visits\n2025-03-05,12\n", dataset="visits")
    given = settings_in(page)
    assert 'name="every-branch"' in page
    assert at_work.post(where, {**given, "column-1": "", "check": "1"}).status_code == 422
    where = at_work.post(where, {**given, "every-branch": "總館", "check": "1"}).headers["Location"]
    page = at_work.get(where).content.decode()
    assert "read 1 good 1 faulty 0" in text_of(page)
    assert settings_in(page)["every-branch"] == "總館"


def test_one_field_cannot_be_two_columns_and_none_that_is_needed_is_left_out(at_work: Client) -> None:
    where, page = preview_of(at_work, SPRING)
    given = settings_in(page)
    answer = at_work.post(where, {**given, "column-2": "event_id", "check": "1"})
    assert answer.status_code == 422
    assert "cannot both be event_id" in answer.content.decode()
    answer = at_work.post(where, {**given, "column-0": "", "check": "1"})
    assert answer.status_code == 422
    assert "which every row needs" in answer.content.decode()


# Mode and days


def test_settings_that_changed_with_the_import_are_looked_at_first(at_work: Client) -> None:
    where, page = preview_of(at_work, SPRING)
    answer = at_work.post(where, {**settings_in(page), "mode": "correct", "import": "1"}, follow=True)
    assert "look at what comes of it once more" in answer.content.decode()
    assert "is to be corrected but is not stored" in answer.content.decode()
    assert batches() == ()


def test_a_period_is_replaced_and_its_days_can_be_named(at_work: Client) -> None:
    first = stored(at_work, SPRING)
    where, page = preview_of(at_work, HEAD + "E2,2025-04-01,讀書會,北投,adult,31,held\n")
    given = {**settings_in(page), "mode": "replace", "covers_from": "2025-03-01", "covers_to": "2025-04-30"}
    where = at_work.post(where, {**given, "check": "1"}).headers["Location"]
    page = at_work.get(where).content.decode()
    at_work.post(where, {**settings_in(page), "import": "1"})
    assert batch_named(first).state == "superseded"
    assert [str(one) for one in coverage_of("events")] == ["2025-03..2025-04"]
    assert [one[0] for one in stored_rows("events")] == ["E2"]


def test_days_out_of_order_are_refused_at_their_field(at_work: Client) -> None:
    where, page = preview_of(at_work, SPRING)
    given = {**settings_in(page), "covers_from": "2025-05-01", "covers_to": "2025-04-30"}
    answer = at_work.post(where, {**given, "check": "1"})
    assert answer.status_code == 422
    assert "comes before the first" in answer.content.decode()


# The upload on its way


def test_an_upload_is_its_senders_alone(at_work: Client, signed_in: Callable[..., Client]) -> None:
    where, _page = preview_of(at_work, SPRING)
    assert signed_in("administrator").get(where).headers["Location"] == reverse("data-upload")
    assert at_work.get(where + "x").headers["Location"] == reverse("data-upload")


def test_a_large_upload_is_read_and_imported_behind_the_page(at_work: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.utils import timezone

    from openscorecard.actions.data.checking import check_upload
    from openscorecard.actions.data.uploading import import_upload
    from openscorecard.domain.work.progress import unwatched
    from openscorecard.queries.people import reader_named
    from openscorecard.queries.work import recent_jobs

    monkeypatch.setattr("openscorecard.actions.data.upload.SMALL", 10)
    where, page = preview_of(at_work, SPRING)
    assert "Reading the upload" in page
    (job,) = recent_jobs()
    assert job.kind == "data.check-upload"
    me = reader_named("editor-of-test")
    check_upload(json.loads(json.dumps(job.arguments)), unwatched, by=me, now=timezone.now())
    page = at_work.get(where).content.decode()
    assert "read 2 good 2 faulty 0" in text_of(page)
    answer = at_work.post(where, {**settings_in(page), "import": "1"})
    job = recent_jobs()[0]
    assert job.kind == "data.import-upload"
    assert answer.headers["Location"] == reverse("work-job", args=[job.id])
    assert batches() == ()
    done = import_upload(job.arguments, unwatched, by=me, now=timezone.now())
    assert done["stored"] == 2
    assert done["address"] == reverse("batch", args=[batches()[0].id])


# Rows that name what another dataset does not have

BRANCHES = "branch,name,type,opened_on\n總館,總館,main,2020-01-01\n"


def _notices(page: str) -> list[str]:
    from lxml import html

    found = html.fromstring(page).xpath("//div[contains(@class, 'notice-watch')]")
    return [" ".join(" ".join(one.itertext()).split()) for one in found]


def test_a_renamed_branch_is_told_before_the_yes_and_after_it(at_work: Client) -> None:
    stored(at_work, BRANCHES, dataset="branches")
    where, page = preview_of(at_work, SPRING)
    (notice,) = _notices(page)
    assert "Branch code → Branches 北投 1 row, the first in row 3" in notice
    assert f'<a href="{reverse("dataset", args=["branches"])}">' in page
    answer = at_work.post(where, {**settings_in(page), "import": "1"}, follow=True)
    message = text_of(answer.content.decode())
    assert "Branch code “北投” (1 row, the first in row 3): not in the dataset “Branches”." in message
    assert batches("events")[0].rows_stored == 2


def test_a_preview_follows_what_the_other_dataset_has_gained(at_work: Client) -> None:
    stored(at_work, BRANCHES, dataset="branches")
    where, page = preview_of(at_work, SPRING)
    assert len(_notices(page)) == 1
    stored(at_work, "branch,name,type,opened_on\n北投,北投分館,branch,2020-01-01\n", dataset="branches")
    assert _notices(at_work.get(where).content.decode()) == []


def test_without_branches_the_preview_says_nothing_of_them(at_work: Client) -> None:
    _where, page = preview_of(at_work, SPRING)
    assert _notices(page) == []


def test_the_page_of_the_dataset_names_what_dangles_until_it_is_there(
    at_work: Client, signed_in: Callable[..., Client], client: Client
) -> None:
    stored(at_work, BRANCHES, dataset="branches")
    stored(at_work, SPRING)
    (notice,) = _notices(at_work.get("/data/events/").content.decode())
    assert "Branch code → Branches 北投 1 row" in notice
    reading = signed_in("reader")
    (counted,) = _notices(reading.get("/data/events/").content.decode())
    assert "1 個值" in counted
    assert "北投" not in counted  # what rows hold is quoted to those who may import
    assert _notices(client.get("/data/events/").content.decode()) == []
    stored(at_work, "branch,name,type,opened_on\n北投,北投分館,branch,2020-01-01\n", dataset="branches")
    assert _notices(at_work.get("/data/events/").content.decode()) == []

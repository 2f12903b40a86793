"""A file goes in: looked at first, stored on a yes, all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from openscorecard.actions import uploads
from openscorecard.actions.faults import UploadGone
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from openscorecard.formats.strategy.outlet import PLAN_FORMATS, write_plan
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.audit import audit_trail
from openscorecard.queries.plans import list_plans, open_plan
from tests.store_samples import bureau, named, numbered
from tests.web.conftest import bare
from tests.web.editing.at_work import library

Opened = Callable[[], OpenPlan]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


def file_of(plan: Plan, kind: str = "yaml") -> SimpleUploadedFile:
    return SimpleUploadedFile(f"plan.{kind}", write_plan(plan, kind))  # type: ignore[arg-type]


def send(client: Client, file: SimpleUploadedFile, ids: str = "") -> Any:
    return client.post(reverse("import"), {"document": file, "ids": ids})


def preview_of(client: Client, file: SimpleUploadedFile, ids: str = "") -> tuple[str, str]:
    """The address of the preview and the page."""
    answer = send(client, file, ids)
    assert answer.status_code == 302, re.findall("(?s)error-summary.*?</div>", answer.content.decode())
    where = answer.headers["Location"]
    return where, client.get(where).content.decode()


def seen_in(page: str) -> str:
    return page.partition('name="seen" value="')[2].partition('"')[0]


def test_nothing_is_stored_before_the_yes_and_all_of_it_after(at_work: Client, stored: Opened) -> None:
    before = stored()
    changed = named(library(), "新的策略地圖")
    where, page = preview_of(at_work, file_of(changed))
    assert "<del>市立圖書館策略地圖</del>" in bare(page)
    assert "<ins>新的策略地圖</ins>" in bare(page)
    assert 'class="osc-map"' in page
    assert (stored().digest, len(list_plans(SYSTEM))) == (before.digest, 2)
    assert audit_trail(SYSTEM, verb="plan.import") == ()
    answer = at_work.post(where, {"seen": seen_in(page), "note": "年度更新"})
    assert answer.headers["Location"] == reverse("plan", args=["library"])
    after = stored()
    assert (after.plan.name.zh, after.state, after.published, after.note) == ("新的策略地圖", "draft", 1, "年度更新")
    assert list(uploads.folder().iterdir()) == []


def test_a_new_plan_is_said_to_be_new(at_work: Client, stored: Opened) -> None:
    stored()
    where, page = preview_of(at_work, file_of(replace(bureau(), id="other", institution=Text("另一機關"))))
    assert "New plan" in page
    at_work.post(where, {"seen": seen_in(page)})
    assert open_plan("other", SYSTEM).state == "draft"


@pytest.mark.parametrize("kind", PLAN_FORMATS)
def test_the_same_file_twice_leaves_nothing_to_do(at_work: Client, stored: Opened, kind: str) -> None:
    stored()
    _where, page = preview_of(at_work, file_of(library(), kind), "library")
    assert "equal to what is stored; there is nothing to do" in page, re.findall("<(?:ins|del)>.*?</", page)
    assert "Store as drafts" not in page


def test_an_open_draft_is_replaced_only_when_told_so(at_work: Client, stored: Opened) -> None:
    for name in ("第一次", "第二次"):
        where, page = preview_of(at_work, file_of(named(library(), name)))
        assert ("replace_draft" in page) == (name == "第二次")
        answer = at_work.post(where, {"seen": seen_in(page)})
    assert answer.status_code == 422
    assert "has an open draft" in answer.content.decode()
    assert stored().plan.name.zh == "第一次"
    at_work.post(where, {"seen": seen_in(page), "replace_draft": "on"})
    assert stored().plan.name.zh == "第二次"


def test_what_changed_since_the_preview_is_looked_at_once_more(at_work: Client, stored: Opened) -> None:
    where, page = preview_of(at_work, file_of(named(library(), "檔案")))
    sent = {"letter": "B", "name_zh": "別人", "revision": stored().revision}
    at_work.post(reverse("edit-new", args=["library", "add-theme"]), sent)
    answer = at_work.post(where, {"seen": seen_in(page), "replace_draft": "on"}, follow=True)
    assert "look at the differences once more" in answer.content.decode()
    assert stored().plan.theme("B") is not None


def without_id(plan: Plan) -> SimpleUploadedFile:
    """A text file that names no id, as documents do."""
    lines = write_plan(plan, "txt").decode().splitlines(keepends=True)
    return SimpleUploadedFile("plan.txt", "".join(line for line in lines if "識別碼" not in line).encode())


def test_ids_of_stored_plans_are_offered_where_a_file_names_none(at_work: Client, stored: Opened) -> None:
    stored()
    where, page = preview_of(at_work, without_id(library()))
    assert "New plan" in page
    assert 'name="ids" value="library"' in page
    page = at_work.post(where, {"again": "1", "ids": "library"}, follow=True).content.decode()
    assert "there is nothing to do" in page
    page = at_work.post(where, {"again": "1", "ids": "no id"}, follow=True).content.decode()
    assert "cannot be an id" in page


def test_no_other_id_is_offered_where_a_file_names_its_own(at_work: Client, stored: Opened) -> None:
    stored()
    _where, page = preview_of(at_work, file_of(numbered(library(), 2)))
    assert "New plan" in page
    assert 'name="again"' not in page


FAULTY = {
    "empty": (b"", "empty"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(64), "cannot be read as a plan"),
    "letter": ("plan.txt 沒有計畫的文字".encode(), ""),
    "archive": (b"PK\x03\x04" + bytes(40), ""),
}


@pytest.mark.parametrize("kind", FAULTY)
def test_a_file_that_cannot_be_read_says_why_and_leaves_nothing(at_work: Client, stored: Opened, kind: str) -> None:
    before = stored().digest
    data, says = FAULTY[kind]
    answer = send(at_work, SimpleUploadedFile("plan.txt", data))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "error-summary" in page
    assert says in page
    assert stored().digest == before
    assert list(uploads.folder().iterdir()) == []


def test_a_fault_in_a_file_is_told_with_its_place(at_work: Client, stored: Opened) -> None:
    stored()
    broken = write_plan(library(), "yaml").decode().replace("perspective: P", "perspective: X")
    page = send(at_work, SimpleUploadedFile("plan.yaml", broken.encode())).content.decode()
    assert re.search(r"<li>row \d+", page), re.findall("(?s)error-summary.*?</div>", page)


def test_ids_that_cannot_be_ids_are_refused_at_their_field(at_work: Client, stored: Opened) -> None:
    stored()
    answer = send(at_work, file_of(library(), "txt"), "not an id")
    assert answer.status_code == 422
    assert "cannot be an id" in answer.content.decode()


# The upload on its way


def test_an_upload_is_its_senders_alone(at_work: Client, signed_in: Callable[..., Client], stored: Opened) -> None:
    stored()
    where, _page = preview_of(at_work, file_of(named(library(), "秘密")))
    other = signed_in("administrator")
    answer = other.get(where)
    assert answer.headers["Location"] == reverse("import")


def test_a_forged_or_forgotten_upload_leads_back_to_the_form(at_work: Client, stored: Opened) -> None:
    stored()
    where, _page = preview_of(at_work, file_of(named(library(), "檔案")))
    for address in (reverse("import-preview"), where + "x", f"{reverse('import-preview')}?upload=../../etc/passwd"):
        assert at_work.get(address).headers["Location"] == reverse("import")
    for path in uploads.folder().iterdir():
        path.write_bytes(b"something else")
    assert at_work.get(where).headers["Location"] == reverse("import")


def test_uploads_past_their_time_are_gone(at_work: Client, stored: Opened) -> None:
    import os

    stored()
    preview_of(at_work, file_of(named(library(), "舊")))
    (old,) = uploads.folder().iterdir()
    os.utime(old, (0, 0))
    preview_of(at_work, file_of(named(library(), "新")))
    assert not old.exists()
    assert len(list(uploads.folder().iterdir())) == 1


@pytest.mark.parametrize("name", ["../openscorecard.sqlite3", "/etc/passwd", "", "a" * 63, "A" * 64])
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    with pytest.raises(UploadGone):
        uploads.kept(name)


@pytest.mark.parametrize("kind", PLAN_FORMATS)
def test_every_template_can_be_imported_as_it_is(at_work: Client, stored: Opened, kind: str) -> None:
    stored()
    answer = at_work.get(reverse("import-template", args=[kind]))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="plan-template.{kind}"'
    _where, page = preview_of(at_work, SimpleUploadedFile(f"t.{kind}", answer.content))
    assert "1 themes, 4 objectives, 4 KPIs, 4 codes of 4 action plans" in page
    assert "found no place" not in page

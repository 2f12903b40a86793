"""Undo, publish, discard, restore, delete and bring back, each by its page; and what the past shows."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from openscorecard.domain.people.readers import SYSTEM
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.audit import audit_trail
from openscorecard.queries.plans import list_deleted, list_editions, open_plan, plan_history
from tests.web.conftest import bare

Opened = Callable[[], OpenPlan]


def rename(client: Client, opened: OpenPlan, name: str) -> None:
    sent = {
        "theme": "A",
        "perspective": "C",
        "name_zh": name,
        "name_en": "Raise lending",
        "code": "AC1",
        "revision": opened.revision,
    }
    assert client.post(reverse("edit-objective", args=["library", "AC1"]), sent).status_code == 302


def name_of(opened: OpenPlan) -> str:
    objective = opened.plan.objective("AC1")
    assert objective is not None
    return objective.name.zh


def press(client: Client, name: str, opened: OpenPlan, **more: str | int) -> str:
    args = ["library", more.pop("number")] if "number" in more else ["library"]
    answer = client.post(reverse(name, args=args), {"revision": opened.revision, **more}, follow=True)
    return str(answer.content.decode())


def test_undo_brings_back_what_was_before_step_by_step(at_work: Client, stored: Opened) -> None:
    for name in ("一", "二"):
        rename(at_work, stored(), name)
    press(at_work, "plan-undo", stored())
    assert name_of(stored()) == "一"
    press(at_work, "plan-undo", stored())
    assert name_of(stored()) == "提升借閱"
    assert "holds no change to undo" in press(at_work, "plan-undo", stored())


def test_undo_on_a_stale_page_undoes_nothing(at_work: Client, stored: Opened) -> None:
    rename(at_work, stored(), "一")
    seen = stored()
    rename(at_work, seen, "二")
    assert "Somebody changed this plan" in press(at_work, "plan-undo", seen)
    assert name_of(stored()) == "二"


def test_publishing_shows_the_differences_and_makes_the_draft_public(
    at_work: Client, stored: Opened, client: Client
) -> None:
    rename(at_work, stored(), "新名")
    page = at_work.get(reverse("plan-publish", args=["library"])).content.decode()
    assert "提升借閱</del>" in bare(page)
    assert "<ins>新名</ins>" in bare(page)
    press(at_work, "plan-publish", stored(), note="會議決議")
    newest = list_editions("library", SYSTEM)[0]
    assert (newest.state, newest.published_by, newest.note) == ("published", "editor-of-test", "會議決議")
    assert "新名" in client.get(reverse("plan-scorecard", args=["library"])).content.decode()


def test_a_stale_publish_keeps_the_note_that_was_typed(at_work: Client, stored: Opened) -> None:
    rename(at_work, stored(), "一")
    seen = stored()
    rename(at_work, seen, "二")
    answer = at_work.post(reverse("plan-publish", args=["library"]), {"revision": seen.revision, "note": "我的說明"})
    assert answer.status_code == 409
    assert "我的說明" in answer.content.decode()
    assert stored().state == "draft"


def test_a_discarded_draft_leaves_the_published_edition_and_its_history(at_work: Client, stored: Opened) -> None:
    rename(at_work, stored(), "不要了")
    number = stored().revision
    press(at_work, "plan-discard", stored())
    assert (stored().state, name_of(stored())) == ("published", "提升借閱")
    press(at_work, "plan-restore", stored(), number=number)
    assert (stored().state, name_of(stored())) == ("draft", "不要了")


def test_restoring_shows_what_it_changes_first(at_work: Client, stored: Opened) -> None:
    rename(at_work, stored(), "新名")
    page = at_work.get(reverse("plan-restore", args=["library", 1])).content.decode()
    assert "<del>新名</del>" in bare(page)
    assert "<ins>提升借閱</ins>" in bare(page)
    assert at_work.get(reverse("plan-restore", args=["library", 99])).status_code == 404


def test_acts_on_a_draft_lead_back_where_there_is_none(at_work: Client, stored: Opened) -> None:
    stored()
    for name in ("plan-publish", "plan-discard", "plan-undo"):
        page = at_work.get(reverse(name, args=["library"]), follow=True).content.decode()
        assert "has no draft" in page


def test_a_deleted_plan_comes_back(at_work: Client, stored: Opened) -> None:
    press(at_work, "plan-delete", stored())
    assert at_work.get(reverse("plan-edit", args=["library"])).status_code == 404
    assert [row.id for row in list_deleted(SYSTEM)] == ["library"]
    assert "library" in at_work.get(reverse("plans-deleted")).content.decode()
    at_work.post(reverse("plan-undelete", args=["library"]))
    assert stored().state == "published"


def test_discarding_what_was_never_published_deletes_the_plan_and_says_so(at_work: Client, stored: Opened) -> None:
    stored()
    sent = {"name_zh": "新計畫", "institution_zh": "新機關", "id": "fresh"}
    assert at_work.post(reverse("plan-new"), sent).headers["Location"] == "/plans/fresh/edit/"
    page = at_work.get(reverse("plan-discard", args=["fresh"])).content.decode()
    assert "the plan is deleted with it" in page
    revision = open_plan("fresh", SYSTEM).revision
    answer = at_work.post(reverse("plan-discard", args=["fresh"]), {"revision": revision})
    assert answer.headers["Location"] == reverse("plans-deleted")


# The past


def test_any_two_states_can_be_compared(at_work: Client, stored: Opened) -> None:
    rename(at_work, stored(), "一")
    middle = stored()
    rename(at_work, middle, "二")
    where = reverse("plan-compare", args=["library"])
    page = at_work.get(where, {"a": "published"}).content.decode()
    assert "提升借閱</del>" in bare(page)
    assert "<ins>二</ins>" in bare(page)
    page = at_work.get(where, {"a": f"{middle.edition}.{middle.revision}", "b": "1"}).content.decode()
    assert "<del>一</del>" in bare(page)
    assert "<ins>提升借閱</ins>" in bare(page)
    assert f"Edition {middle.edition}, revision {middle.revision}" in page
    assert "No difference." in at_work.get(where, {"a": "1", "b": "1"}).content.decode()
    for wrong in ({"a": "9"}, {"a": "1.77"}, {"b": "x"}):
        assert at_work.get(where, wrong).status_code == 404


def test_the_history_says_who_when_what_and_before_and_after(at_work: Client, stored: Opened) -> None:
    rename(at_work, stored(), "新名")
    number = stored().revision
    where = reverse("plan-history", args=["library"])
    page = at_work.get(where).content.decode()
    for words in ("editor-of-test", "Objective changed AC1 新名", "Draft opened"):
        assert words in bare(page)
    assert "<ins>" not in page
    page = at_work.get(where, {"open": number}).content.decode()
    assert "提升借閱</del>" in bare(page)
    assert "<ins>新名</ins>" in bare(page)


def test_every_change_keeps_who_when_before_and_after(at_work: Client, stored: Opened) -> None:
    before = stored()
    rename(at_work, before, "新名")
    entry = audit_trail(SYSTEM, verb="plan.change")[0]
    assert (entry.actor, entry.door, entry.address, entry.outcome) == ("editor-of-test", "web", "127.0.0.1", "done")
    assert entry.before is not None
    assert entry.after is not None
    assert entry.before["digest"] == before.digest
    assert entry.after["differences"] == [["changed", "objective AC1 name", "提升借閱", "新名"]]
    newest = plan_history("library", SYSTEM)[0]
    assert (newest.by, newest.verb, newest.at.tzinfo is not None) == ("editor-of-test", "change_objective", True)


def test_administrators_read_the_audit_trail_page_by_page(
    signed_in: Callable[..., Client], at_work: Client, stored: Opened
) -> None:
    for turn in range(60):
        rename(at_work, stored(), f"名{turn}")
    administrator = signed_in("administrator")
    administrator.cookies["django_language"] = "en"
    first = administrator.get(reverse("audit"), {"verb": "plan.change"}).content.decode()
    assert "名59" in first
    assert "名8" not in first
    older = first.partition('rel="next" href="?')[2].partition('"')[0].replace("&amp;", "&")
    second = administrator.get(f"{reverse('audit')}?{older}").content.decode()
    assert "名8" in second
    assert 'rel="next"' not in second
    assert "Nothing of this kind" in administrator.get(reverse("audit"), {"actor": "nobody"}).content.decode()
    assert at_work.get(reverse("audit")).status_code == 403

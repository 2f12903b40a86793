"""Creating, changing, undoing and restoring: each a revision, each expected, nothing lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from openscorecard.actions.editing import change_plan, restore, undo_change
from openscorecard.actions.editions import delete_plan, discard_draft, publish_edition, undelete_plan
from openscorecard.actions.faults import NoDraft, NothingToUndo, PlanDeleted, PlanExists, PlanNotDeleted, UnfitNote
from openscorecard.actions.importing import create_plan
from openscorecard.actions.storing import EditionInfo
from openscorecard.domain.people.faults import UnknownInstitution
from openscorecard.domain.people.readers import ANONYMOUS, SYSTEM, Reader
from openscorecard.domain.strategy.changes import AddTheme, ChangeTheme, DropExample, RemoveTheme
from openscorecard.domain.strategy.faults import StaleEdition, UnknownItem
from openscorecard.domain.text import Text
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.faults import UnknownEdition, UnknownPlan
from openscorecard.queries.plans import compare, list_deleted, list_editions, list_plans, open_plan, plan_history
from openscorecard.records.models import AuditEntry, Edition, Item, Revision
from tests.store_samples import library, named

pytestmark = pytest.mark.django_db


@pytest.fixture
def doing(editor: Reader, now: datetime) -> dict[str, Any]:
    return {"by": editor, "now": now}


@pytest.fixture
def published(doing: dict[str, Any]) -> EditionInfo:
    made = create_plan(library(), **doing)
    return publish_edition("library", expected_revision=made.revision, **doing)


def _now_shown(reader: Reader = SYSTEM) -> OpenPlan:
    return open_plan("library", reader)


def _add(letter: str, expected: int, doing: dict[str, Any]) -> EditionInfo:
    return change_plan("library", AddTheme(letter, Text(f"主題{letter}")), expected_revision=expected, **doing)


def _letters(plan: OpenPlan) -> str:
    return "".join(theme.letter for theme in plan.plan.themes)


def test_a_new_plan_is_a_draft_that_comes_back_as_it_was(doing: dict[str, Any]) -> None:
    assert create_plan(library(), **doing) == EditionInfo("library", 1, "draft", 1)
    assert _now_shown().plan == library()


def test_an_id_is_given_once(published: EditionInfo, doing: dict[str, Any]) -> None:
    with pytest.raises(PlanExists):
        create_plan(named(library(), "別的"), **doing)
    assert _now_shown().plan == library()


def test_a_plan_may_be_put_under_a_stored_institution_only(doing: dict[str, Any]) -> None:
    with pytest.raises(UnknownInstitution):
        create_plan(library(), institution="nowhere", **doing)
    assert list_plans(SYSTEM) == ()


def test_publishing_shows_the_plan_to_the_public(doing: dict[str, Any]) -> None:
    made = create_plan(library(), **doing)
    with pytest.raises(UnknownPlan):
        _now_shown(ANONYMOUS)
    publish_edition("library", expected_revision=made.revision, **doing)
    shown = _now_shown(ANONYMOUS)
    assert (shown.plan, shown.edition, shown.state, shown.published_by) == (library(), 1, "published", "mei")


def test_changing_a_published_edition_opens_a_draft_and_leaves_the_published_one(
    published: EditionInfo, doing: dict[str, Any]
) -> None:
    info = _add("B", published.revision, doing)
    assert (info.edition, info.state) == (2, "draft")
    assert _letters(_now_shown()) == "AB"
    assert _letters(_now_shown(ANONYMOUS)) == "A"
    assert _now_shown().published == 1


def test_changing_a_draft_adds_a_revision_to_it(published: EditionInfo, doing: dict[str, Any]) -> None:
    first = _add("B", published.revision, doing)
    second = _add("D", first.revision, doing)
    assert (second.edition, second.revision) == (2, first.revision + 1)
    assert _letters(_now_shown()) == "ABD"


def test_publishing_the_next_edition_retires_the_former(published: EditionInfo, doing: dict[str, Any]) -> None:
    draft = _add("B", published.revision, doing)
    publish_edition("library", expected_revision=draft.revision, **doing)
    assert [(row.number, row.state) for row in list_editions("library", SYSTEM)] == [(2, "published"), (1, "retired")]


def test_a_stale_form_is_refused_and_nothing_is_stored(published: EditionInfo, doing: dict[str, Any]) -> None:
    _add("B", published.revision, doing)
    before = Revision.objects.count()
    with pytest.raises(StaleEdition):
        _add("D", published.revision, doing)
    assert _letters(_now_shown()) == "AB"
    assert Revision.objects.count() == before


def test_a_draft_that_moved_on_is_neither_published_nor_discarded(
    published: EditionInfo, doing: dict[str, Any]
) -> None:
    seen = _add("B", published.revision, doing)
    _add("D", seen.revision, doing)
    for act in (publish_edition, discard_draft):
        with pytest.raises(StaleEdition):
            act("library", expected_revision=seen.revision, **doing)
    assert (_letters(_now_shown()), _letters(_now_shown(ANONYMOUS))) == ("ABD", "A")


def test_revision_numbers_never_return_within_a_plan(published: EditionInfo, doing: dict[str, Any]) -> None:
    draft = _add("B", published.revision, doing)
    discard_draft("library", expected_revision=draft.revision, **doing)
    with pytest.raises(StaleEdition):
        _add("D", draft.revision, doing)  # the discarded draft's number names no other state
    again = _add("D", published.revision, doing)
    assert again.revision > draft.revision
    assert _letters(_now_shown()) == "AD"


def test_a_change_that_cannot_be_applied_leaves_no_draft(published: EditionInfo, doing: dict[str, Any]) -> None:
    with pytest.raises(UnknownItem):
        change_plan("library", RemoveTheme("Z"), expected_revision=published.revision, **doing)
    assert not _now_shown().has_draft


def test_a_change_that_changes_nothing_stores_nothing(published: EditionInfo, doing: dict[str, Any]) -> None:
    same = ChangeTheme("A", "A", Text("推廣閱讀", "Promoting reading"))
    info = change_plan("library", same, expected_revision=published.revision, **doing)
    assert (info.changed, info.edition, _now_shown().has_draft) == (False, 1, False)
    assert AuditEntry.objects.first().outcome == "unchanged"  # type: ignore[union-attr]


def test_undo_walks_back_change_by_change(published: EditionInfo, doing: dict[str, Any]) -> None:
    expected = published.revision
    for letter in "BDE":
        expected = _add(letter, expected, doing).revision
    seen = []
    for _ in "BDE":
        expected = undo_change("library", expected_revision=expected, **doing).revision
        seen.append(_letters(_now_shown()))
    assert seen == ["ABD", "AB", "A"]
    with pytest.raises(NothingToUndo):
        undo_change("library", expected_revision=expected, **doing)


def test_undo_after_undo_and_change_skips_what_was_undone(published: EditionInfo, doing: dict[str, Any]) -> None:
    expected = _add("B", published.revision, doing).revision
    expected = _add("D", expected, doing).revision
    expected = undo_change("library", expected_revision=expected, **doing).revision
    expected = _add("E", expected, doing).revision
    seen = []
    for _ in range(2):
        expected = undo_change("library", expected_revision=expected, **doing).revision
        seen.append(_letters(_now_shown()))
    assert seen == ["AB", "A"]


def test_a_published_edition_has_nothing_to_undo(published: EditionInfo, doing: dict[str, Any]) -> None:
    with pytest.raises(NothingToUndo):
        undo_change("library", expected_revision=published.revision, **doing)


def test_any_revision_can_be_restored(published: EditionInfo, doing: dict[str, Any]) -> None:
    first = _add("B", published.revision, doing)
    second = _add("D", first.revision, doing)
    back = restore("library", revision=first.revision, expected_revision=second.revision, **doing)
    assert _letters(_now_shown()) == "AB"
    assert back.revision == second.revision + 1
    assert plan_history("library", SYSTEM)[0].restores == first.revision


def test_a_retired_edition_is_restored_into_a_new_draft(published: EditionInfo, doing: dict[str, Any]) -> None:
    draft = _add("B", published.revision, doing)
    publish_edition("library", expected_revision=draft.revision, **doing)
    info = restore("library", edition=1, **doing)
    assert (info.edition, info.state, _letters(_now_shown())) == (3, "draft", "A")
    assert _letters(_now_shown(ANONYMOUS)) == "AB"


def test_what_was_never_there_cannot_be_restored(published: EditionInfo, doing: dict[str, Any]) -> None:
    for place in ({"edition": 9}, {"revision": 99}, {"edition": 2, "revision": 1}):
        with pytest.raises(UnknownEdition):
            restore("library", **place, **doing)


def test_two_states_are_compared_by_their_revisions(published: EditionInfo, doing: dict[str, Any]) -> None:
    draft = _add("B", published.revision, doing)
    found = compare("library", SYSTEM, published.revision, draft.revision)
    assert [(one.kind, one.where) for one in found.differences] == [("added", "theme B")]
    assert compare("library", SYSTEM, draft.revision).differences == ()


def test_a_discarded_draft_can_still_be_opened_and_restored(published: EditionInfo, doing: dict[str, Any]) -> None:
    draft = _add("B", published.revision, doing)
    gone = discard_draft("library", expected_revision=draft.revision, **doing)
    assert (gone.edition, gone.state) == (2, "retired")
    assert _now_shown().edition == 1
    assert _letters(open_plan("library", SYSTEM, edition=2)) == "AB"
    restore("library", edition=2, **doing)
    assert _letters(_now_shown()) == "AB"


def test_without_a_draft_nothing_is_published_or_discarded(published: EditionInfo, doing: dict[str, Any]) -> None:
    for act in (publish_edition, discard_draft):
        with pytest.raises(NoDraft):
            act("library", expected_revision=published.revision, **doing)


def test_discarding_all_there_is_deletes_the_plan_until_it_is_brought_back(doing: dict[str, Any]) -> None:
    made = create_plan(library(), **doing)
    discard_draft("library", expected_revision=made.revision, **doing)
    assert [row.id for row in list_deleted(SYSTEM)] == ["library"]
    back = undelete_plan("library", **doing)
    assert (back.edition, back.state) == (1, "draft")
    assert _now_shown().plan == library()


def test_a_deleted_plan_is_gone_for_everybody_and_comes_back_whole(
    published: EditionInfo, doing: dict[str, Any]
) -> None:
    draft = _add("B", published.revision, doing)
    delete_plan("library", **doing)
    for reader in (SYSTEM, ANONYMOUS):
        assert list_plans(reader) == ()
        with pytest.raises(UnknownPlan):
            _now_shown(reader)
    with pytest.raises(PlanDeleted):
        delete_plan("library", **doing)
    undelete_plan("library", **doing)
    assert (_now_shown().revision, _now_shown().draft, _now_shown().published) == (draft.revision, 2, 1)
    with pytest.raises(PlanNotDeleted):
        undelete_plan("library", **doing)


def test_the_example_layer_goes_in_one_act(published: EditionInfo, doing: dict[str, Any]) -> None:
    info = change_plan("library", DropExample(), expected_revision=published.revision, **doing)
    assert info.changed
    assert _now_shown().plan == library().without_example()
    assert not _now_shown().has_example


def test_history_tells_who_did_what_and_when(published: EditionInfo, doing: dict[str, Any], now: datetime) -> None:
    _add("B", published.revision, doing)
    rows = plan_history("library", SYSTEM)
    assert [(row.edition, row.verb, row.by, row.at) for row in rows] == [
        (2, "add_theme", "mei", now),
        (2, "open_draft", "mei", now),
        (1, "create", "mei", now),
    ]
    assert rows[0].change == {"verb": "add_theme", "letter": "B", "name": {"zh": "主題B", "en": ""}}
    assert [row.number for row in plan_history("library", SYSTEM, limit=1, before=rows[0].number)] == [rows[1].number]


def test_index_and_counts_follow_each_revision(published: EditionInfo, doing: dict[str, Any]) -> None:
    draft = _add("B", published.revision, doing)
    kinds = sorted(Item.objects.filter(edition__state="draft").values_list("kind", flat=True))
    assert kinds == ["initiative", "kpi", "kpi", "objective", "objective", "plan", "theme", "theme"]
    assert (Edition.objects.get(state="draft").themes, Edition.objects.get(state="published").themes) == (2, 1)
    undo_change("library", expected_revision=draft.revision, **doing)
    assert Edition.objects.get(state="draft").themes == 1


def test_a_note_no_store_could_hold_is_refused(published: EditionInfo, doing: dict[str, Any]) -> None:
    for note in ("\x00", "長" * 2001):
        with pytest.raises(UnfitNote):
            change_plan(
                "library", AddTheme("B", Text("主題")), expected_revision=published.revision, note=note, **doing
            )

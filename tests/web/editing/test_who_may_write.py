"""Deny by default: every writing address by every method for every role."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from openscorecard.domain.people.readers import SYSTEM
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.audit import audit_trail
from openscorecard.queries.institutions import stored_tree
from openscorecard.web.editing import urls as editing
from openscorecard.web.editing.table import NEW, OF_ITEM
from openscorecard.web.editions import urls as editions
from openscorecard.web.importing import urls as importing

Opened = Callable[[], OpenPlan]
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
FOR_SIGNED_IN = {"plan-editions", "plan-history", "plan-compare"}
FOR_ADMINISTRATORS = {
    *("load-example", "institutions", "institution-add", "institution-rename", "institution-move", "audit"),
}
ITEMS = {"theme": "A", "perspective": "C", "objective": "AC1", "kpi": "AC1.1", "initiative": "reading-groups",
         "standing": "AC1.1.1", "link": "AP1,AC1"}  # fmt: skip


def patterns() -> list[URLPattern]:
    return [*editing.urlpatterns, *editions.urlpatterns, *importing.urlpatterns]


def addresses() -> Iterator[tuple[str, str]]:
    """Every writing address with its name; those of forms once for each kind."""
    for pattern in patterns():
        name = str(pattern.name)
        if name == "edit-new":
            yield from ((name, reverse(name, args=["library", kind])) for kind in NEW)
        elif name == "edit-item":
            yield from (
                (name, reverse(name, args=["library", kind, ITEMS[kind.removeprefix("remove-")]])) for kind in OF_ITEM
            )
        else:
            given = {"plan_id": "library", "institution": "教育局", "revision": 1, "kind": "txt"}
            item = ITEMS.get(name.removeprefix("edit-"), "AC1")
            wanted = pattern.pattern.converters
            yield name, reverse(name, kwargs={one: (given | {"item": item})[one] for one in wanted})


ADDRESSES = list(addresses())


@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: str(pattern.name))
def test_every_writing_view_names_what_it_needs(pattern: URLPattern) -> None:
    assert getattr(pattern.callback, "needs", None)


@pytest.mark.parametrize("method", METHODS)
def test_strangers_get_nowhere(client: Client, stored: Opened, method: str) -> None:
    before = stored().digest
    for _name, address in ADDRESSES:
        answer = getattr(client, method)(address)
        led = answer.status_code == 302 and answer.headers["Location"].startswith("/account/sign-in/?next=")
        assert led or answer.status_code in {403, 405}, (method, address, answer.status_code)
        assert not led or method in {"get", "head", "options"}
    assert stored().digest == before


@pytest.mark.parametrize("method", METHODS)
def test_readers_may_look_at_the_past_and_no_more(
    signed_in: Callable[..., Client], stored: Opened, method: str
) -> None:
    before, reader, refused = stored().digest, signed_in("reader"), 0
    for name, address in ADDRESSES:
        answer = getattr(reader, method)(address)
        allowed = {200, 405} if name in FOR_SIGNED_IN else {403, 405}
        assert answer.status_code in allowed, (method, address, answer.status_code)
        refused += answer.status_code == 403 and method not in {"get", "head", "options"}
    assert stored().digest == before
    trail = [row for row in audit_trail(SYSTEM, actor="reader-of-test", limit=1000) if row.verb != "person.sign_in"]
    assert [row.outcome for row in trail] == ["denied"] * refused
    assert (refused > 0) == (method == "post")


def test_a_refused_write_is_kept_once_with_what_it_was_about(signed_in: Callable[..., Client], stored: Opened) -> None:
    sent = {"letter": "B", "name_zh": "一", "revision": stored().revision}
    assert signed_in("reader").post(reverse("edit-new", args=["library", "add-theme"]), sent).status_code == 403
    (row,) = audit_trail(SYSTEM, actor="reader-of-test", verb="plan.change")
    assert (row.outcome, row.subject_kind, row.subject, row.door) == ("denied", "plan", "library", "web")
    assert (row.address, row.after) == ("127.0.0.1", None)


def test_editors_open_all_but_what_is_for_administrators(at_work: Client, stored: Opened) -> None:
    stored()
    for name, address in ADDRESSES:
        where = address + ("?parent=bureau" if address.endswith("/cascade/") else "")
        expected = {403, 405} if name in FOR_ADMINISTRATORS else {200, 302, 405}
        assert at_work.get(where).status_code in expected, address


def test_administrators_open_every_page(signed_in: Callable[..., Client], stored: Opened) -> None:
    stored()
    administrator = signed_in("administrator")
    for _name, address in ADDRESSES:
        where = address + ("?parent=bureau" if address.endswith("/cascade/") else "")
        assert administrator.get(where).status_code in {200, 302, 405}, address


def test_an_account_that_was_closed_writes_no_more(at_work: Client, stored: Opened) -> None:
    from django.contrib.auth import get_user_model

    seen = stored()
    get_user_model().objects.update(is_active=False)
    sent = {"letter": "B", "name_zh": "一", "revision": seen.revision}
    assert at_work.post(reverse("edit-new", args=["library", "add-theme"]), sent).status_code == 403
    assert stored().digest == seen.digest


def test_a_post_without_the_mark_of_its_form_is_refused(signed_in: Callable[..., Client], stored: Opened) -> None:
    seen, client = stored(), signed_in("editor")
    client.handler.enforce_csrf_checks = True
    answer = client.post(reverse("edit-drop", args=["library"]), {"drop": "cascade,", "revision": seen.revision})
    assert answer.status_code == 403
    assert stored().digest == seen.digest


# Institutions, for administrators


def test_institutions_are_added_renamed_and_moved(signed_in: Callable[..., Client], stored: Opened) -> None:
    stored()
    client = signed_in("administrator")
    client.post(
        reverse("institution-add"), {"name_zh": "分館", "name_en": "Branch", "parent": "市立圖書館", "id": "branch"}
    )
    client.post(reverse("institution-rename", args=["branch"]), {"name_zh": "總館", "name_en": ""})
    client.post(reverse("institution-move", args=["branch"]), {"parent": "教育局"})
    branch = stored_tree().institution("branch")
    assert branch is not None
    assert (branch.name.zh, branch.parent) == ("總館", "教育局")
    assert "總館" in client.get(reverse("institutions")).content.decode()


def test_an_institution_cannot_stand_below_itself(signed_in: Callable[..., Client], stored: Opened) -> None:
    stored()
    client = signed_in("administrator")
    client.cookies["django_language"] = "en"
    answer = client.post(reverse("institution-move", args=["教育局"]), {"parent": "市立圖書館"})
    assert answer.status_code == 422
    assert "cannot stand below" in answer.content.decode()

"""Pages of tokens: made and shown once, listed, revoked, and open to whom they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from openscorecard.actions.tokens.making import create_token
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.people.tokens import SCOPES
from openscorecard.records.models import TokenRecord

pytestmark = pytest.mark.django_db
SECRET = re.compile(r"osc[ps]_[\w-]{43}")


def asked(**more: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=30)
    return {"name": "月報表", "scopes": ["figures:read"], "last_day": day.isoformat(), **more}


def test_a_token_is_shown_once(signed_in: Callable[..., Client]) -> None:
    client = signed_in("reader")
    page = client.post("/account/tokens/new/", asked())
    (secret,) = set(SECRET.findall(page.content.decode()))
    assert page["Cache-Control"] == "private, no-store"
    listed = client.get("/account/tokens/").content.decode()
    assert "月報表" in listed
    assert secret not in listed
    assert client.get("/api/v1/plans", headers={"Authorization": f"Bearer {secret}"}).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "請填寫「名稱」"),
        ({"name": "a\x07b"}, ""),
        ({"scopes": []}, "請選擇「"),
        ({"scopes": ["figures:write"]}, "figures:write"),
        ({"last_day": "2020-01-01"}, "到期日 2020-01-01 不可用"),
        ({"last_day": "9999-12-31"}, "不可用"),
        ({"last_day": "soon"}, ""),
    ],
)
def test_what_is_wrong_is_said_at_its_field(signed_in: Callable[..., Client], wrong: Any, words: str) -> None:
    page = signed_in("reader").post("/account/tokens/new/", asked(**wrong))
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not TokenRecord.objects.exists()


def test_one_revokes_ones_own_and_nobody_elses(signed_in: Callable[..., Client], onlooker: Any) -> None:
    now = timezone.now()
    theirs = create_token("a", SCOPES, by=onlooker, now=now).row.id
    client = signed_in("reader")
    client.post("/account/tokens/new/", asked())
    own = TokenRecord.objects.exclude(pk=theirs).get().pk
    for method in (client.get, client.post):
        assert method(f"/account/tokens/{theirs}/revoke/").status_code == 404
        assert method("/account/tokens/99999999999999999999999/revoke/").status_code == 404
    assert "撤銷" in client.get(f"/account/tokens/{own}/revoke/").content.decode()
    assert client.post(f"/account/tokens/{own}/revoke/").status_code == 302
    assert TokenRecord.objects.get(pk=own).revoked_at is not None
    assert TokenRecord.objects.get(pk=theirs).revoked_at is None


def test_administrators_make_and_revoke_those_of_services(signed_in: Callable[..., Client], onlooker: Any) -> None:
    client = signed_in("administrator")
    page = client.post("/account/tokens/services/new/", asked(owner="rong"))
    assert SECRET.search(page.content.decode()).group().startswith("oscs_")  # type: ignore[union-attr]
    row = TokenRecord.objects.get()
    assert (row.kind, row.owner.username) == ("service", "rong")
    assert client.post("/account/tokens/services/new/", asked(owner="nobody")).status_code == 422
    listed = client.get("/account/tokens/services/").content.decode()
    assert "rong" in listed
    client.post(f"/account/tokens/{row.pk}/revoke/")
    assert TokenRecord.objects.get().revoked_by == "administrator-of-test"


@pytest.mark.parametrize("role", ["reader", "editor"])
def test_others_see_none_of_services(signed_in: Callable[..., Client], role: str) -> None:
    client = signed_in(role)
    for place in ("/account/tokens/services/", "/account/tokens/services/new/"):
        assert client.get(place).status_code == 403
    assert client.post("/account/tokens/services/new/", asked()).status_code == 403
    assert "services" not in client.get("/account/tokens/").content.decode()
    assert Client().get("/account/tokens/").status_code == 302


def test_the_number_of_queries_does_not_grow(
    signed_in: Callable[..., Client], django_assert_num_queries: Callable[..., Any]
) -> None:
    client = signed_in("administrator")
    for place in ("/account/tokens/", "/account/tokens/services/"):
        client.get(place)
        for count in (1, 3):
            while TokenRecord.objects.count() < count:
                create_token("a", SCOPES, owner="administrator-of-test", by=SYSTEM, now=timezone.now())
            with django_assert_num_queries(3):
                assert client.get(place).status_code == 200


def test_the_reference_is_the_document(client: Client, english: Client) -> None:
    said = client.get("/api/v1/openapi.json").json()
    page = english.get("/api/").content.decode()
    for path, one in said["paths"].items():
        assert f"GET {path}" in page
        for parameter in one["get"]["parameters"]:
            assert f"<code>{parameter['name']}</code>" in page
    assert "<script" not in re.sub(r"<script src=\"/static/[^>]*></script>", "", page)
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", page)

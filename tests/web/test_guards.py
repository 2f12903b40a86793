"""What guards every answer: headers, policy, and who may write."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

PLACES = ["/help/", "/account/sign-in/", "/no-such-page/", "/gallery/", "/healthz", "/drawing.css",
          "/static/openscorecard/site.css"]  # fmt: skip
pytestmark = pytest.mark.django_db


def headers_of(client: Client, place: str) -> Mapping[str, str]:
    answer = client.get(place)
    answer.close()  # a file stays open otherwise
    return answer.headers


@pytest.mark.parametrize("place", PLACES)
def test_every_answer_carries_the_guards(client: Client, place: str) -> None:
    headers = headers_of(client, place)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("place", PLACES)
def test_the_policy_lets_in_nothing_foreign(client: Client, place: str) -> None:
    given = headers_of(client, place)["Content-Security-Policy"]
    policy = dict(part.strip().split(" ", 1) for part in given.split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in given


def test_no_page_holds_a_script_or_style_of_its_own(client: Client, signed_in: Callable[..., Client]) -> None:
    administrator = signed_in("administrator")
    for asker, place in [*((client, place) for place in PLACES[:4]), (administrator, "/gallery/")]:
        page = asker.get(place).content.decode()
        assert re.findall(r"<script(?![^>]*\bsrc=)", page) == [], place
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", page) == [], place
        assert re.findall(r"(?:src|href)=\"(?:https?:)?//", page) == [], place


def test_pages_of_a_person_are_not_stored_on_the_way(signed_in: Callable[..., Client], client: Client) -> None:
    assert signed_in().get("/help/").headers["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in client.get("/help/").headers


def test_cookies_cannot_be_read_by_scripts(client: Client) -> None:
    client.post("/scheme/", {"scheme": "dark"})
    client.post("/language/", {"language": "en"})
    client.get("/account/sign-in/")
    assert {"scheme", "django_language", "csrftoken"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


def test_strangers_write_nowhere_but_where_they_must() -> None:
    open_views = {name for name, view in _views(get_resolver().url_patterns) if getattr(view, "open_to_all", False)}
    assert open_views == {"account_login", "account_logout", "preferences", "set_language", "set_scheme"}


@pytest.mark.parametrize("place", ["/", "/help/", "/gallery/", "/account/password/"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_stranger_who_writes_is_asked_to_sign_in(client: Client, place: str, method: str) -> None:
    answer = getattr(client, method)(place)
    assert answer.status_code == 403
    assert "請先登入" in answer.content.decode()
    assert f"/account/sign-in/?next={place.replace('/', '%2F')}" in answer.content.decode()


def test_a_form_without_its_mark_is_refused_with_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/scheme/", {"scheme": "dark"})
    assert answer.status_code == 403
    assert "請回上一頁重新載入" in answer.content.decode()


def test_an_idle_session_ends_and_a_used_one_moves_along(
    signed_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    client = signed_in()
    assert settings.SESSION_COOKIE_AGE == 30 * 60
    client.get("/help/")
    first = client.session["seen"]
    client.get("/help/")
    assert client.session["seen"] == first
    monkeypatch.setattr("openscorecard.web.middleware.time.time", lambda: first + 61)
    answer = client.get("/help/")
    assert client.session["seen"] == first + 61
    assert "sessionid" in answer.cookies


def _views(patterns: list[URLPattern | URLResolver]) -> list[tuple[str | None, object]]:
    found: list[tuple[str | None, object]] = []
    for one in patterns:
        found += _views(one.url_patterns) if isinstance(one, URLResolver) else [(one.name, one.callback)]
    return found

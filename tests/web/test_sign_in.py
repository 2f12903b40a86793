"""Signing in and out, and what happens to those who guess."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

pytestmark = pytest.mark.django_db
RIGHT, WRONG = "right horse battery", "wrong horse battery"


@pytest.fixture(autouse=True)
def mei(db: None) -> None:
    get_user_model().objects.create_user("mei", password=RIGHT)
    get_user_model().objects.create_user("rong", password=RIGHT)


def sign_in(client: Client, name: str, password: str, address: str = "10.0.0.1") -> HttpResponse:
    return client.post("/account/sign-in/", {"login": name, "password": password}, REMOTE_ADDR=address)


def test_the_right_password_signs_in_and_a_new_session_begins(client: Client) -> None:
    assert sign_in(client, "mei", RIGHT).status_code == 302
    assert client.session["_auth_user_id"]
    client.post("/account/sign-out/")
    assert "_auth_user_id" not in client.session


def test_coming_and_going_is_told_in_words_of_the_site(client: Client, english: Client) -> None:
    for asker, came, went in [
        (client, "您已登入。", "您已登出。"),
        (english, "You are signed in.", "You are signed out."),
    ]:
        asker.post("/account/sign-in/", {"login": "mei", "password": RIGHT})
        assert came in asker.get("/help/").content.decode()
        assert went in asker.post("/account/sign-out/", follow=True).content.decode()


def test_a_session_ends_with_the_browser_and_after_half_an_hour_without_a_request(client: Client) -> None:
    answer = sign_in(client, "mei", RIGHT)
    assert answer.cookies["sessionid"]["max-age"] == ""
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)


def test_a_wrong_password_is_told_in_words_that_do_not_betray_who_exists(client: Client) -> None:
    known = sign_in(client, "mei", WRONG).content.decode()
    unknown = sign_in(client, "nobody", WRONG).content.decode()
    assert "帳號與密碼不符" in known
    assert "帳號與密碼不符" in unknown


def test_five_failures_lock_the_account_even_for_the_right_password(client: Client) -> None:
    for turn in range(5):
        sign_in(client, "mei", WRONG, address=f"10.0.0.{turn + 10}")
    answer = sign_in(client, "mei", RIGHT, address="10.0.0.99")
    assert answer.status_code == 429
    assert "須等 15 分鐘" in answer.content.decode()
    assert answer.headers["Retry-After"] == "900"
    assert "_auth_user_id" not in client.session
    assert sign_in(Client(), "rong", RIGHT, address="10.0.0.98").status_code == 302


def test_five_failures_lock_the_address_whoever_is_tried(client: Client) -> None:
    for turn in range(5):
        sign_in(client, f"guess-{turn}", WRONG)
    assert sign_in(client, "mei", RIGHT).status_code == 429
    assert sign_in(Client(), "mei", RIGHT, address="10.0.0.2").status_code == 302


def test_four_failures_lock_nobody(client: Client) -> None:
    for _ in range(4):
        assert sign_in(client, "mei", WRONG).status_code == 200
    assert sign_in(client, "mei", RIGHT).status_code == 302


def test_after_fifteen_minutes_the_lock_is_gone_though_somebody_kept_trying(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        sign_in(client, "mei", WRONG)
    at = timezone.now()
    monkeypatch.setattr("axes.handlers.proxy.now", lambda: at + timedelta(minutes=10))
    assert sign_in(client, "mei", RIGHT).status_code == 429
    monkeypatch.setattr("axes.handlers.proxy.now", lambda: at + timedelta(minutes=15, seconds=5))
    assert sign_in(client, "mei", RIGHT).status_code == 302


def test_an_own_sign_in_does_not_reset_the_count_of_somebody_else(client: Client) -> None:
    for _ in range(4):
        sign_in(client, "mei", WRONG)
    assert sign_in(Client(), "rong", RIGHT).status_code == 302
    assert sign_in(client, "mei", WRONG).status_code == 429


def test_nobody_makes_an_account_alone(client: Client) -> None:
    for place in ["/account/sign-up/", "/account/signup/", "/account/password/reset/", "/accounts/signup/"]:
        assert client.get(place).status_code == 404


def test_a_password_is_changed_with_the_present_one_only(client: Client) -> None:
    client.force_login(get_user_model().objects.get(username="mei"))
    new = {"password1": "another fine horse", "password2": "another fine horse"}
    refused = client.post("/account/password/", {"oldpassword": WRONG, **new})
    assert "這不是目前的密碼" in refused.content.decode()
    assert client.post("/account/password/", {"oldpassword": RIGHT, **new}).status_code == 302
    assert sign_in(Client(), "mei", "another fine horse").status_code == 302


def test_passwords_are_kept_as_argon2(client: Client) -> None:
    assert get_user_model().objects.get(username="mei").password.startswith("argon2$argon2id$")

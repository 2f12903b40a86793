"""The frame of every page: languages, colours, navigation, errors, health."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import BadRequest
from django.test import Client, RequestFactory
from lxml import html

from openscorecard.web.frame import errors

TEMPLATES = Path(errors.__file__).parents[1] / "templates"


def test_chinese_comes_first_and_english_second(client: Client, english: Client) -> None:
    assert '<html lang="zh-Hant-TW"' in client.get("/help/").content.decode()
    assert '<html lang="en"' in english.get("/help/").content.decode()


@pytest.mark.parametrize(
    ("asked", "given"), [("en-GB,en", "en"), ("zh-TW,zh", "zh-Hant-TW"), ("zh-CN", "zh-Hant-TW"), ("fr", "zh-Hant-TW")]
)
def test_the_browsers_language_is_heeded(client: Client, asked: str, given: str) -> None:
    assert f'<html lang="{given}"' in client.get("/help/", headers={"accept-language": asked}).content.decode()


def test_the_language_button_stays_on_the_page(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "/help/"})
    assert answer.headers["Location"] == "/help/"
    assert '<html lang="en"' in client.get("/help/").content.decode()


@pytest.mark.parametrize(
    ("chosen", "kept"), [("dark", "dark"), ("light", "light"), ("auto", "auto"), ('"><b>', "auto")]
)
def test_the_scheme_is_written_into_the_page(client: Client, chosen: str, kept: str) -> None:
    client.post("/scheme/", {"scheme": chosen})
    assert f'data-bs-theme="{kept}"' in client.get("/help/").content.decode()


@pytest.mark.parametrize(
    ("role", "main", "account"),
    [
        ("", ["/plans/", "/measures/", "/data/", "/help/"], []),
        ("reader", ["/plans/", "/institutions/scores/", "/measures/", "/data/", "/help/"], []),
        (
            "editor",
            ["/plans/", "/institutions/scores/", "/measures/", "/data/", "/help/"],
            ["/deleted-plans/", "/sources/", "/work/"],
        ),
        (
            "administrator",
            ["/plans/", "/institutions/scores/", "/measures/", "/data/", "/help/"],
            ["/institutions/", "/deleted-plans/", "/audit/", "/sources/", "/work/"],
        ),
    ],
)
def test_the_navigation_names_what_a_person_may_open(
    client: Client, signed_in: Callable[..., Client], role: str, main: list[str], account: list[str]
) -> None:
    person = signed_in(role) if role else client
    page = html.fromstring(person.get("/help/").content.decode())
    assert page.xpath("//nav[@class='places']//a/@href") == main
    assert page.xpath("//*[@class='account-menu']/ul//a/@href") == account
    assert page.xpath("//nav[@class='places']//a[@aria-current]/@href") == ["/help/"]
    for address in [*main, *account]:
        assert person.get(address).status_code == 200, address


@pytest.mark.parametrize("address", ["/scheme/", "/language/"])
@pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_a_switch_leads_nowhere_else(client: Client, address: str, away: str) -> None:
    answer = client.post(address, {"scheme": "dark", "language": "en", "next": away})
    assert answer.headers["Location"] == "/"


def test_the_frame_asks_the_store_for_nothing(
    client: Client, django_assert_num_queries: Callable[..., object], db: None
) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        client.get("/help/")


def test_the_frame_of_somebody_signed_in_costs_their_session_and_their_name(
    signed_in: Callable[..., Client], django_assert_num_queries: Callable[..., object]
) -> None:
    client = signed_in()
    client.get("/help/")
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        client.get("/help/")


@pytest.mark.parametrize(
    ("handler", "status", "zh", "en"),
    [
        (lambda r: errors.bad_request(r, BadRequest()), 400, "無法讀懂這個要求", "could not be understood"),
        (lambda r: errors.forbidden(r, PermissionError()), 403, "您沒有權限", "not open to you"),
        (lambda r: errors.not_found(r, LookupError()), 404, "找不到這一頁", "no such page"),
        (errors.csrf_failure, 403, "表單已過期", "too old"),
        (errors.sign_in_first, 403, "請先登入", "Sign in first"),
        (errors.broken, 500, "系統發生錯誤", "Something broke"),
    ],
)
def test_an_error_page_says_what_happened_in_both_languages(
    rf: RequestFactory, handler: Callable[..., object], status: int, zh: str, en: str
) -> None:
    from django.contrib.auth.models import AnonymousUser
    from django.utils.translation import override

    request = rf.get("/somewhere/")
    request.user = AnonymousUser()
    for language, words in [("zh-hant", zh), ("en", en)]:
        with override(language):
            answer = handler(request)
        assert answer.status_code == status  # type: ignore[attr-defined]
        assert words in answer.content.decode()  # type: ignore[attr-defined]


def test_a_broken_page_is_told_even_when_the_store_is_gone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(request: object) -> None:
        raise RuntimeError("the inside of the site")

    monkeypatch.setattr("django.template.loader.render_to_string", break_down)
    monkeypatch.setattr("openscorecard.web.frame.help_page.render", lambda *_: break_down(None))
    client.raise_request_exception = False
    answer = client.get("/help/")
    assert answer.status_code == 500
    assert "剛才送出的內容沒有儲存" in answer.content.decode()
    assert "the inside of the site" not in answer.content.decode()


@pytest.mark.django_db
def test_health_is_told_without_words_about_the_inside(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("editor", 403), ("administrator", 200)])
def test_the_gallery_is_for_administrators(signed_in: Callable[..., Client], role: str, status: int) -> None:
    assert signed_in(role).get("/gallery/").status_code == status


def test_help_explains_every_term_in_both_languages(client: Client, english: Client) -> None:
    for reader in (client, english):
        page = reader.get("/help/").content.decode()
        for word in ["構面", "策略目標", "行動方案", "承接", "Perspective", "Objective", "Action plan", "Cascade"]:
            assert word in page


def test_a_page_with_its_styles_stays_light(client: Client, db: None) -> None:
    import gzip
    import re

    page = client.get("/help/").content
    weight = len(gzip.compress(page))
    for address in re.findall(r'rel="stylesheet" href="([^"]+)"', page.decode()):
        sheet = client.get(address)
        weight += len(gzip.compress(sheet.getvalue()))
        sheet.close()
    assert weight < 80_000


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_pages_with_parts_that_change_by_themselves_carry_what_changes_them_and_no_others(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "{% extends" in text:
        assert ("components/job_progress.html" in text) == ("components/live.html" in text)


def test_a_page_where_nothing_changes_by_itself_does_not_carry_htmx(client: Client) -> None:
    assert "htmx-2" not in client.get("/help/").content.decode()

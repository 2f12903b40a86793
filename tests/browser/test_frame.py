"""The frame as a person meets it: by mouse, by keyboard, without scripts, enlarged, in the dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.running_site import Site, arrive

pytestmark = pytest.mark.browser
PLACES = ["/", "/help/", "/account/sign-in/", "/no-such-page/"]
Opener = Callable[..., Any]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh-hant", "en"])
def test_the_frame_and_the_gallery_break_no_rule_of_accessibility(
    site: Site, new_page: Opener, sign_in: Callable[..., None], axe: Callable[..., None], lang: str, scheme: str
) -> None:
    page = new_page(lang, scheme)
    for place in PLACES:
        page.goto(site.address + place)
        axe(page)
    sign_in(page, "administrator")
    for place in ["/gallery/", "/account/password/", "/account/sign-out/"]:
        assert page.goto(site.address + place).ok
        axe(page)


def test_axe_is_awake(site: Site, page: Any, axe: Callable[..., None]) -> None:
    page.goto(f"{site.address}/help/")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input>')")
    with pytest.raises(AssertionError, match="label"):
        axe(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_gallery_holds_without_tabler(
    site: Site, new_page: Opener, sign_in: Callable[..., None], axe: Callable[..., None], scheme: str
) -> None:
    page = new_page("zh-hant", scheme)
    page.route("**/vendor/tabler/**", lambda route: route.abort())
    sign_in(page, "administrator")
    page.goto(f"{site.address}/gallery/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [1440, 390, 320])
@pytest.mark.parametrize("lang", ["zh-hant", "en"])
def test_no_page_is_wider_than_its_screen(
    site: Site, new_page: Opener, sign_in: Callable[..., None], lang: str, width: int
) -> None:
    page = new_page(lang, width=width)  # 320 is 1280 at 400 %
    sign_in(page, "administrator")
    for place in [*PLACES, "/gallery/", "/account/password/"]:
        page.goto(site.address + place)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_a_person_signs_in_and_out_by_keyboard_alone(site: Site, page: Any) -> None:
    password = site.person("keyboard", "editor")
    page.goto(f"{site.address}/help/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    _tab_to(page, "登入")
    arrive(page, lambda: page.keyboard.press("Enter"))
    assert "/account/sign-in/" in page.url
    _tab_to_field(page, "id_login")
    page.keyboard.type("keyboard")
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    page.wait_for_selector("details.account")
    assert page.url == f"{site.address}/help/"
    _tab_to(page, "keyboard")
    page.keyboard.press("Enter")
    _tab_to(page, "登出")
    page.keyboard.press("Enter")
    page.wait_for_selector("a[href*='sign-in']")


def test_language_and_colours_change_without_scripts(site: Site, new_page: Opener) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site.address}/help/")
    assert page.locator("html").get_attribute("lang") == "zh-Hant-TW"
    arrive(page, page.get_by_role("button", name="English").click)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith("/help/")
    for scheme in ["light", "dark", "auto"]:
        arrive(page, page.get_by_role("button", name="Colours").click)
        assert page.locator("html").get_attribute("data-bs-theme") == scheme


def test_a_chosen_scheme_wins_over_the_systems(site: Site, new_page: Opener) -> None:
    page = new_page(scheme="dark")
    page.goto(f"{site.address}/help/")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    arrive(page, page.get_by_role("button", name="配色").click)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark


def test_a_refused_sign_in_says_so_where_reading_goes_on(site: Site, page: Any) -> None:
    page.goto(f"{site.address}/account/sign-in/")
    arrive(page, lambda: page.click("main button[type=submit]"))
    page.wait_for_function("document.activeElement.className === 'error-summary'")
    page.click(".error-summary a >> nth=0")
    page.wait_for_function("document.activeElement.id === 'id_login'")
    described = page.locator("#id_login").get_attribute("aria-describedby") or ""
    assert "帳號" in page.locator(f"#{described.split()[-1]}").inner_text()


def _tab_to(page: Any, words: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if words in (page.evaluate("document.activeElement.innerText || ''") or ""):
            return
    raise AssertionError(f"Tab never reached {words}")


def _tab_to_field(page: Any, field: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == field:
            return
    raise AssertionError(f"Tab never reached {field}")

"""Parts of pages that are kept ready: the same words as pages made anew, never those of another role or state."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.template import Context, Template
from django.test import Client

from openscorecard.queries.recent import forget

from .conftest import PLAN, Aim

PAGES = [f"/plans/{PLAN}/map/?period=2025", f"/plans/{PLAN}/scorecard/?period=2025"]


def words(client: Client, page: str) -> str:
    """The page without what each answer makes anew."""
    text = client.get(page).content.decode()
    return "\n".join(line for line in text.split("\n") if "csrfmiddlewaretoken" not in line)


@pytest.mark.parametrize("page", PAGES)
def test_a_kept_page_says_what_one_made_anew_says(page: str, aim: Aim, signed_in: Callable[..., Client]) -> None:
    aim("AF2.1", 650)
    reader = signed_in()
    first, again = words(reader, page), words(reader, page)
    forget()
    assert first == again == words(reader, page)


@pytest.mark.parametrize("page", PAGES)
def test_what_changes_shows_at_once(page: str, aim: Aim, signed_in: Callable[..., Client]) -> None:
    aim("AF2.1", 650)
    reader = signed_in()
    before = words(reader, page)
    aim("AF2.1", 400)
    after = words(reader, page)
    assert after != before
    forget()
    assert words(reader, page) == after


@pytest.mark.parametrize("page", PAGES)
def test_the_public_never_gets_what_was_kept_for_people_with_an_account(
    page: str, aim: Aim, signed_in: Callable[..., Client], client: Client
) -> None:
    aim("AF2.1", 650)
    for one in (signed_in("reader"), signed_in("editor"), signed_in("administrator")):
        assert "score-bar" in words(one, page)
    assert "score-bar" not in words(client, page)
    forget()
    assert "score-bar" not in words(client, page)


@pytest.mark.parametrize("page", PAGES)
def test_languages_and_preferences_are_kept_apart(page: str, aim: Aim, signed_in: Callable[..., Client]) -> None:
    aim("AF2.1", 650)
    reader = signed_in()
    chinese = words(reader, page)
    reader.cookies["calendar"] = "common"
    common = words(reader, page)
    reader.cookies["django_language"] = "en"
    english = words(reader, page)
    assert "114年" in chinese
    assert "2025年" in common
    assert len({chinese, common, english}) == 3


def test_a_part_with_a_form_that_writes_is_never_kept() -> None:
    part = Template('{% load kept %}{% kept "x" %}<input name="csrfmiddlewaretoken">{% endkept %}')
    assert part.render(Context({}))
    with pytest.raises(RuntimeError, match="a form that writes"):
        part.render(Context({"kept": "key"}))


@pytest.mark.parametrize("page", PAGES)
def test_each_person_has_their_own_name_and_token(page: str, aim: Aim, signed_in: Callable[..., Client]) -> None:
    """Head and foot are kept for each person; the token in their forms is that of the request."""
    aim("AF2.1", 650)
    one, other = signed_in("reader"), signed_in("editor")
    pages = [client.get(page).content.decode() for client in (one, other, one)]
    assert [text.count("reader-of-test") > 0 for text in pages] == [True, False, True]
    assert [text.count("editor-of-test") > 0 for text in pages] == [False, True, False]
    tokens = [set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)) for text in pages]
    assert all(len(token) == 1 and len(next(iter(token))) == 64 for token in tokens)
    assert len(set.union(*tokens)) == 3  # masked anew for each answer, the same in all forms of one


@pytest.mark.parametrize("page", PAGES)
def test_a_token_of_a_kept_page_is_taken(page: str, aim: Aim, signed_in: Callable[..., Client]) -> None:
    aim("AF2.1", 650)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in("reader").cookies
    for _ in range(2):
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', strict.get(page).content.decode())
        assert token
        sent = {"scheme": "dark", "next": page, "csrfmiddlewaretoken": token[1]}
        assert strict.post("/scheme/", sent).status_code == 302
    assert strict.post("/scheme/", {"scheme": "dark", "csrfmiddlewaretoken": "a" * 64}).status_code == 403

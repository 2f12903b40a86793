"""The words of the pages are compiled before any page is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.tools_of_the_tree import compile_translations

compile_translations()  # at import: Django reads a language once, at its first use


@pytest.fixture
def signed_in(db: None) -> Callable[..., Client]:
    """A client signed in with a role: `signed_in("administrator")`."""

    def make(role: str = "reader") -> Client:
        from django.contrib.auth import get_user_model

        client = Client()
        client.force_login(get_user_model().objects.create_user(f"{role}-of-test", role=role))
        return client

    return make


@pytest.fixture
def english() -> Client:
    """A client that reads English."""
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def bare(page: str) -> str:
    """A page without the marks of languages: what people typed stands in them on pages of the other language."""
    return re.sub(r'<span lang="[\w-]+">(.*?)</span>', r"\1", page)

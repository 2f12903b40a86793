"""Addresses of the pages of one plan, at the edition a person is looking at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse


@lru_cache(maxsize=8192)
def address(name: str, *arguments: str) -> str:
    """The address of a page by its name; empty where there is no such page."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the pages of `plan` are; `at` is what names edition and period: pairs of a parameter and its value."""

    plan: str
    at: tuple[tuple[str, str], ...] = ()

    def page(self, name: str, *arguments: str, **more: str) -> str:
        """The page `name` of this plan, with further parameters."""
        query = urlencode({**dict(self.at), **more})
        return address(name, self.plan, *arguments) + (f"?{query}" if query else "")

    def objective(self, id_: str) -> str:
        return self.page("objective", id_)

    def kpi(self, id_: str) -> str:
        return self.page("kpi", id_)

    def initiative(self, id_: str) -> str:
        return self.page("initiative", id_)

"""Addresses of the pages of one plan, at the edition a person is looking at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import quote, urlencode

from django.urls import NoReverseMatch, reverse

_SAFE = "!$&'()*+,;=/~:@"  # RFC 3986, 2.2 and 3.3; what Django leaves as it is
_MARK = "\ue000"


def address(name: str, *arguments: str) -> str:
    """The address of a page by its name; empty where there is no such page."""
    form = _form(name, len(arguments))
    if form is None or not all(one and "/" not in one for one in arguments):
        return _reversed(name, *arguments)
    # A page has hundreds of addresses of a few forms; looking each up anew takes longer than the rest of it.
    return form[0] + "".join(quote(one, safe=_SAFE) + after for one, after in zip(arguments, form[1:], strict=True))


@cache
def _form(name: str, count: int) -> tuple[str, ...] | None:
    """What stands around the arguments of an address; None where it takes others than texts."""
    made = _reversed(name, *[_MARK] * count)
    return tuple(made.split(quote(_MARK))) if made else None


@lru_cache(maxsize=1024)
def _reversed(name: str, *arguments: str) -> str:
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

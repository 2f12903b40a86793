"""The main places of the site; a place appears once its page exists."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_PLACES: tuple[tuple[str, str | Promise], ...] = (
    ("plans", _("Plans")),
    ("cascade", _("Cascade")),
    ("import", _("Import")),
    ("help", _("Help")),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation; `current` marks the part of the site the page belongs to."""

    address: str
    label: str
    current: bool


def address(name: str) -> str:
    """The address of a named page, or nothing where there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def places(path: str) -> tuple[Place, ...]:
    """The navigation as seen from `path`."""
    found = [(address(name), str(label)) for name, label in _PLACES]
    return tuple(Place(url, label, path.startswith(url)) for url, label in found if url)

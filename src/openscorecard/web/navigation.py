"""The main places of the site, and those behind the account, as far as a person may go there."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openscorecard.actions.permissions import may
from openscorecard.domain.people.readers import Reader
from openscorecard.queries.people import reader_of

# The name of the page, what it is called, and the verb it is for; no verb: for everybody.
_Entry = tuple[str, str | Promise, str]
_PLACES: tuple[_Entry, ...] = (
    ("plans", _("Plans"), ""),
    ("institution-scores", _("How we stand"), "figures.see"),
    ("measure-list", _("Measures"), ""),
    ("data", _("Data"), ""),
    ("help", _("Help"), ""),
)
_ACCOUNT: tuple[_Entry, ...] = (
    ("institutions", _("Institutions"), "institution.add"),
    ("plans-deleted", _("Deleted plans"), "plan.undelete"),
    ("audit", _("Audit trail"), "person.add"),
    ("sources", _("Sources"), "source.sync"),
    ("work", _("Background work"), "work.see"),
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


def places(request: HttpRequest) -> tuple[Place, ...]:
    """The navigation as the reader sees it from the page of `request`."""
    return _open(_PLACES, request)


def behind_account(request: HttpRequest) -> tuple[Place, ...]:
    """What stands in the menu of the account beside one's own affairs."""
    return _open(_ACCOUNT, request)


def _open(entries: tuple[_Entry, ...], request: HttpRequest) -> tuple[Place, ...]:
    reader = reader_of(getattr(request, "user", None))
    path = reverse("plans") if request.path == reverse("home") else request.path
    shown = [(address(name), str(label)) for name, label, verb in entries if _for(reader, verb)]
    return tuple(Place(url, label, path.startswith(url)) for url, label in shown)


def _for(reader: Reader, verb: str) -> bool:
    return not verb or may(reader, verb)

"""People: who is asking, and the accounts there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import ANONYMOUS, Reader, Role, check_role
from openscorecard.queries.faults import UnknownPerson
from openscorecard.records.models import Person


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An account; `language` and `scheme` are empty where the person chose none."""

    name: str
    display_name: str
    role: Role
    language: str
    scheme: str
    email: str
    is_active: bool
    last_sign_in: datetime | None


def reader_of(user: object) -> Reader:
    """The reader behind `request.user`; no query. Whoever is not signed in, or locked, is the public."""
    if not isinstance(user, Person) or not user.is_active:
        return ANONYMOUS
    return Reader(user.username, check_role(user.role), signed_in=True)


def reader_named(name: str) -> Reader:
    """The reader of an account, for doors that are told a name; raises UnknownPerson."""
    user = Person.objects.filter(username=name, is_active=True).first()
    if user is None:
        raise UnknownPerson(item=name)
    return reader_of(user)


def person(name: str) -> PersonRow:
    """One account; raises UnknownPerson."""
    row = Person.objects.filter(username=name).first()
    if row is None:
        raise UnknownPerson(item=name)
    return _row(row)


def list_people(reader: Reader) -> tuple[PersonRow, ...]:
    """Every account by name; raises Denied but for administrators."""
    if not (reader.signed_in and reader.role == "administrator"):
        raise Denied(who=reader.name or "public", verb="person.list")
    return tuple(_row(row) for row in Person.objects.order_by("username"))


def has_people() -> bool:
    """Whether any account exists; a home without one needs its first administrator."""
    return Person.objects.exists()


def _row(row: Person) -> PersonRow:
    return PersonRow(
        name=row.username,
        display_name=row.display_name,
        role=check_role(row.role),
        language=row.language,
        scheme=row.scheme,
        email=row.email,
        is_active=row.is_active,
        last_sign_in=row.last_login,
    )

"""Accounts: adding people, their role, password and choices, and the record of their coming and going."""

from __future__ import annotations

import re
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.actions.faults import LastAdministrator, PersonExists, UnfitChoice, UnfitPassword, UnfitPersonName
from openscorecard.domain.people.readers import Reader, check_role
from openscorecard.domain.text import fits_one_line
from openscorecard.queries.faults import UnknownPerson
from openscorecard.queries.people import PersonRow, person
from openscorecard.records.models import Person

_NAME = re.compile(r"[\w.@+-]{1,150}")
_LANGUAGES = ("", "zh-hant", "en")
_SCHEMES = ("", "light", "dark")


def add_person(
    name: str,
    *,
    role: str,
    password: str,
    display_name: str = "",
    email: str = "",
    by: Reader,
    now: datetime,
    source: Source = JOB,
) -> PersonRow:
    """A new account; raises PersonExists, UnfitPersonName, UnknownRole, UnfitPassword, Denied."""
    act = begin("person.add", "person", name, by=by, now=now, source=source)
    if not _NAME.fullmatch(name) or name == "system" or not fits_one_line(display_name) or len(display_name) > 200:
        raise UnfitPersonName(item=name)
    account = Person(username=name, role=check_role(role), display_name=display_name, email=email[:254])
    account.date_joined = now
    account.password = _hashed(password, account)  # slow on purpose, so outside the transaction
    with act.stored():
        if Person.objects.filter(username__iexact=name).exists():
            raise PersonExists(item=name)
        account.save()
        act.after = {"role": role, "display_name": display_name}
    return person(name)


def set_role(name: str, role: str, *, by: Reader, now: datetime, source: Source = JOB) -> PersonRow:
    """Give an account another role; raises UnknownPerson, UnknownRole, LastAdministrator, Denied."""
    act = begin("person.set_role", "person", name, by=by, now=now, source=source)
    check_role(role)
    with act.stored():
        account = _held(name)
        act.before, act.after = {"role": account.role}, {"role": role}
        if role != "administrator":
            _refuse_last(account)
        account.role = role
        account.save(update_fields=["role"])
    return person(name)


def set_active(name: str, active: bool, *, by: Reader, now: datetime, source: Source = JOB) -> PersonRow:
    """Open or close an account; nothing it did is lost. Raises UnknownPerson, LastAdministrator, Denied."""
    act = begin("person.set_active", "person", name, by=by, now=now, source=source)
    with act.stored():
        account = _held(name)
        act.before, act.after = {"active": account.is_active}, {"active": active}
        if not active:
            _refuse_last(account)
        account.is_active = active
        account.save(update_fields=["is_active"])
    return person(name)


def set_password(name: str, password: str, *, by: Reader, now: datetime, source: Source = JOB) -> None:
    """Give an account another password; raises UnknownPerson, UnfitPassword, Denied."""
    act = begin("person.set_password", "person", name, by=by, now=now, source=source)
    known = Person.objects.filter(username=name).first()
    if known is None:
        raise UnknownPerson(item=name)
    hashed = _hashed(password, known)
    with act.stored():
        account = _held(name)
        account.password = hashed
        account.save(update_fields=["password"])


def choose(
    *, language: str | None = None, scheme: str | None = None, by: Reader, now: datetime, source: Source = JOB
) -> PersonRow:
    """One's own language (zh-hant, en) and colour scheme (light, dark); empty: as the browser says. Raises Denied."""
    act = begin("person.choose", "person", by.name, by=by, now=now, source=source)
    for given, offered in ((language, _LANGUAGES), (scheme, _SCHEMES)):
        if given is not None and given not in offered:
            raise UnfitChoice(item=given, choices="、".join(filter(None, offered)))
    with act.stored():
        account = _held(by.name)
        act.before = {"language": account.language, "scheme": account.scheme}
        account.language = account.language if language is None else language
        account.scheme = account.scheme if scheme is None else scheme
        account.save(update_fields=["language", "scheme"])
        act.after = {"language": account.language, "scheme": account.scheme}
    return person(by.name)


def note_sign_in(name: str, *, succeeded: bool, now: datetime, source: Source) -> None:
    """Enter a sign-in, or a failed try under `name`, into the audit trail."""
    _note("person.sign_in", name, succeeded, now, source)


def note_sign_out(name: str, *, now: datetime, source: Source) -> None:
    """Enter a sign-out into the audit trail."""
    _note("person.sign_out", name, True, now, source)


def _note(verb: str, name: str, succeeded: bool, now: datetime, source: Source) -> None:
    # What was typed as a name may be anything, a password too: only names of accounts are kept.
    known = Person.objects.filter(username=name).exists() if fits_one_line(name) else False
    subject = name if known else ""
    act = Act(verb, "person", subject, Reader(subject, signed_in=succeeded), now, source)
    act.outcome = "done" if succeeded else "failed"
    with act.stored():
        pass


def _hashed(password: str, account: Person) -> str:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise UnfitPassword(reason=" ".join(error.messages)) from error
    return make_password(password)


def _held(name: str) -> Person:
    found = Person.objects.select_for_update().filter(username=name).first()
    if found is None:
        raise UnknownPerson(item=name)
    return found


def _refuse_last(account: Person) -> None:
    administrators = Person.objects.select_for_update().filter(role="administrator", is_active=True)
    names = [row.username for row in administrators.order_by("id")]
    if names == [account.username]:
        raise LastAdministrator(item=account.username)

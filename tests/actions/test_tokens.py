"""Tokens are made, told once, kept as a hash, and revoked; quotas hold over several processes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from openscorecard.actions.people import set_active, set_role
from openscorecard.actions.tokens.counting import LEASE, Quotas, note_use
from openscorecard.actions.tokens.making import create_token, revoke_token
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import ANONYMOUS, SYSTEM, Reader
from openscorecard.domain.people.tokens import UnfitExpiry, UnfitScopes, UnfitTokenName
from openscorecard.queries.faults import UnknownPerson
from openscorecard.queries.tokens import UnfitToken, UnknownToken, bearer_of, every_token, own_tokens
from openscorecard.records.models import AuditEntry, QuotaRecord, TokenRecord

pytestmark = pytest.mark.django_db
FIGURES = ("figures:read",)


def test_a_token_is_told_once_and_kept_as_a_hash(onlooker: Reader, now: datetime) -> None:
    made = create_token("報表", FIGURES, by=onlooker, now=now)
    assert made.secret.startswith("oscp_")
    assert len(made.secret) >= len("oscp_") + 43  # 256 bits in base 64
    stored = [str(value) for row in TokenRecord.objects.values() for value in row.values()]
    trail = json.dumps(list(AuditEntry.objects.values("subject", "before", "after")), default=str)
    assert made.secret not in " ".join(stored) + trail + repr(made)
    assert bearer_of(made.secret, now).reader == onlooker
    assert bearer_of(made.secret, now).token.scopes == FIGURES


def test_two_tokens_are_never_the_same(onlooker: Reader, now: datetime) -> None:
    secrets = {create_token("a", FIGURES, by=onlooker, now=now).secret for _ in range(20)}
    assert len(secrets) == 20


def test_a_token_lives_a_year_and_dies_at_the_end_of_its_last_day(onlooker: Reader, now: datetime) -> None:
    made = create_token("a", FIGURES, by=onlooker, now=now)
    assert made.row.expires_at.astimezone().date() >= date(2027, 3, 1)
    bearer_of(made.secret, made.row.expires_at - timedelta(seconds=1))
    with pytest.raises(UnfitToken):
        bearer_of(made.secret, made.row.expires_at)


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2020, 1, 1), date(2029, 1, 1), date(9999, 12, 31)])
def test_a_token_does_not_live_for_ever_nor_begins_dead(onlooker: Reader, now: datetime, day: date) -> None:
    with pytest.raises(UnfitExpiry):
        create_token("a", FIGURES, last_day=day, by=onlooker, now=now)


@pytest.mark.parametrize("scopes", [(), ("everything",), ("figures:read", "figures:write")])
def test_scopes_are_those_there_are(onlooker: Reader, now: datetime, scopes: tuple[str, ...]) -> None:
    with pytest.raises(UnfitScopes):
        create_token("a", scopes, by=onlooker, now=now)


@pytest.mark.parametrize("name", ["", " a", "a\nb", "\x00", "很" * 101])
def test_a_name_is_one_line(onlooker: Reader, now: datetime, name: str) -> None:
    with pytest.raises(UnfitTokenName):
        create_token(name, FIGURES, by=onlooker, now=now)
    assert not TokenRecord.objects.exists()


def test_a_revoked_token_opens_nothing_and_stays_revoked(onlooker: Reader, now: datetime) -> None:
    made = create_token("a", FIGURES, by=onlooker, now=now)
    revoke_token(made.row.id, by=onlooker, now=now)
    revoke_token(made.row.id, by=onlooker, now=now + timedelta(days=1))
    with pytest.raises(UnfitToken):
        bearer_of(made.secret, now)
    assert own_tokens(onlooker)[0].revoked_at == now
    assert [row.outcome for row in AuditEntry.objects.filter(verb="token.revoke").order_by("id")] == [
        "done",
        "unchanged",
    ]


def test_a_personal_token_is_what_its_owner_is_now(onlooker: Reader, administrator: Reader, now: datetime) -> None:
    made = create_token("a", FIGURES, by=onlooker, now=now)
    set_role("rong", "editor", by=administrator, now=now)
    assert bearer_of(made.secret, now).reader.role == "editor"
    set_active("rong", False, by=administrator, now=now)
    with pytest.raises(UnfitToken):
        bearer_of(made.secret, now)


def test_a_service_token_is_a_reader_whoever_made_it(administrator: Reader, onlooker: Reader, now: datetime) -> None:
    made = create_token("數據平臺", FIGURES, kind="service", owner="rong", by=administrator, now=now)
    assert made.secret.startswith("oscs_")
    assert bearer_of(made.secret, now).reader == Reader("service:數據平臺", "reader", signed_in=True)
    set_active("rong", False, by=administrator, now=now)
    assert bearer_of(made.secret, now).token.owner_active is False  # it goes on, and the list says so


def test_who_may_make_which(onlooker: Reader, editor: Reader, administrator: Reader, now: datetime) -> None:
    for reader in (onlooker, editor):
        with pytest.raises(Denied):
            create_token("a", FIGURES, kind="service", by=reader, now=now)
    for reader in (onlooker, administrator):
        with pytest.raises(Denied):  # nobody makes a key to somebody else's account
            create_token("a", FIGURES, owner="mei", by=reader, now=now)
    with pytest.raises(Denied):
        create_token("a", FIGURES, by=ANONYMOUS, now=now)
    with pytest.raises(UnknownPerson):
        create_token("a", FIGURES, by=SYSTEM, now=now)
    assert create_token("a", FIGURES, owner="mei", by=SYSTEM, now=now).row.owner == "mei"


def test_who_may_revoke_which(onlooker: Reader, editor: Reader, administrator: Reader, now: datetime) -> None:
    made = create_token("a", FIGURES, by=editor, now=now).row
    service = create_token("b", FIGURES, kind="service", owner="rong", by=administrator, now=now).row
    for token in (made, service):
        with pytest.raises(Denied):
            revoke_token(token.id, by=replace(onlooker, role="administrator"), now=now)
    assert AuditEntry.objects.filter(verb="token.revoke", outcome="denied").count() == 2
    assert [row.state(now) for row in every_token(administrator)] == ["active", "active"]
    for token in (made, service):
        revoke_token(token.id, by=administrator, now=now)
    with pytest.raises(UnknownToken):
        revoke_token(10**30, by=administrator, now=now)
    with pytest.raises(Denied):
        every_token(editor)


@pytest.mark.parametrize("change", [{"scopes": ["scores:read"]}, {"digest": "0" * 64}, {"owner_id": 1}])
def test_the_store_refuses_to_change_a_token(onlooker: Reader, now: datetime, change: dict[str, object]) -> None:
    made = create_token("a", FIGURES, by=onlooker, now=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        TokenRecord.objects.filter(pk=made.row.id).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        TokenRecord.objects.all().delete()


def test_use_is_kept_to_the_minute(
    onlooker: Reader, now: datetime, django_assert_num_queries: Callable[..., object]
) -> None:
    made = create_token("a", FIGURES, by=onlooker, now=now).row
    note_use(made.id, None, now)
    assert own_tokens(onlooker)[0].last_used_at == now
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        note_use(made.id, now, now + timedelta(seconds=59))


def test_two_processes_together_never_pass_the_limit(now: datetime) -> None:
    first, second, limit = Quotas(), Quotas(), 3 * LEASE + 1
    given = [one.take("token 1", limit, now) is not None for _ in range(limit) for one in (first, second)]
    assert sum(given) == limit
    assert first.take("token 1", limit, now) is None
    assert first.take("token 2", limit, now) is not None
    assert first.take("token 1", limit, now + timedelta(minutes=1)) is not None


def test_a_lease_costs_one_write_in_twenty(now: datetime, django_assert_max_num_queries: Callable[..., object]) -> None:
    quotas = Quotas()
    quotas.take("a", 100, now)
    with django_assert_max_num_queries(0):  # type: ignore[attr-defined]
        assert [quotas.take("a", 100, now) for _ in range(LEASE - 1)] == list(range(98, 99 - LEASE, -1))


def test_counts_of_an_hour_ago_are_swept(now: datetime) -> None:
    Quotas().take("a", 5, now)
    Quotas().take("b", 5, now + timedelta(hours=2))
    assert list(QuotaRecord.objects.values_list("caller", flat=True)) == ["b"]

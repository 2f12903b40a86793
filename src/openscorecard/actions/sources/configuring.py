"""Adding, changing and deleting sources. Secrets are kept apart and never appear in what the trail says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.actions.sources.faults import SourceExists, UnfitSchedule, UnfitSourceName
from openscorecard.actions.sources.opening import given_of
from openscorecard.actions.sources.secrets import forget_secrets, keep_secrets, rotate_key
from openscorecard.connectors.kinds import Kind
from openscorecard.connectors.registry import kind_named
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.sources.schedules import parse_schedule
from openscorecard.domain.text import Text
from openscorecard.queries.data import dataset_named
from openscorecard.queries.faults import UnknownSource
from openscorecard.queries.sources import SourceRow, source_row
from openscorecard.records.models import Source as SourceRecord

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a source. Of `secrets` those that are empty stay as they were."""

    name: Text
    settings: Mapping[str, Any]
    secrets: Mapping[str, str] = field(default_factory=dict)
    schedule: str = ""
    active: bool = True


def add_source(slug: str, kind: str, said: Said, *, by: Reader, now: datetime, source: Source = JOB) -> SourceRow:
    """A new source of a kind.

    Raises UnfitSourceName, SourceExists, UnfitSource, UnfitSchedule, UnknownDataset, Denied.
    """
    act = begin("source.add", "source", slug, by=by, now=now, source=source)
    if not _SLUG.fullmatch(slug):
        raise UnfitSourceName(item=slug)
    if SourceRecord.objects.filter(slug=slug).exists():
        raise SourceExists(item=slug)
    settled = _settled(kind_named(kind), said)
    record = SourceRecord(slug=slug, kind=kind, created_at=now, created_by=act.by.name)
    return _kept(act, record, said, settled)


def change_source(slug: str, said: Said, *, by: Reader, now: datetime, source: Source = JOB) -> SourceRow:
    """The same source with other settings. Where it reads from another place, it is read from the beginning again.

    Raises UnknownSource, UnfitSource, UnfitSchedule, UnknownDataset, Denied.
    """
    act = begin("source.change", "source", slug, by=by, now=now, source=source)
    record = _record(slug)
    act.before = source_facts(record)
    settled = _settled(kind_named(record.kind), said)
    if settled != record.settings:
        record.watermark = {}
    return _kept(act, record, said, settled)


def delete_source(slug: str, *, by: Reader, now: datetime, source: Source = JOB) -> None:
    """Take a source away with its secrets; its rows, batches and history stay. Raises UnknownSource, Denied."""
    act = begin("source.delete", "source", slug, by=by, now=now, source=source)
    record = _record(slug)
    act.before = source_facts(record)
    with act.stored():
        record.deleted_at, record.deleted_by, record.active = now, act.by.name, False
        record.save(update_fields=["deleted_at", "deleted_by", "active"])
    forget_secrets(slug)


def rotate_source_key(*, by: Reader, now: datetime, source: Source = JOB) -> int:
    """Encrypt every source's secrets under a new key; gives how many sources have some. Raises Denied."""
    act = begin("source.rotate", "source", "*", by=by, now=now, source=source)
    count = rotate_key()
    with act.stored():
        act.after = {"sources": count}
    return count


def _record(slug: str) -> SourceRecord:
    found = SourceRecord.objects.filter(slug=slug, deleted_at=None).first()
    if found is None:
        raise UnknownSource(item=slug)
    return found


def _settled(kind: Kind, said: Said) -> dict[str, Any]:
    if said.schedule and parse_schedule(said.schedule) is None:
        raise UnfitSchedule(item=said.schedule)
    settled = kind.settled(said.settings)
    for dataset in kind.fills(settled):
        dataset_named(dataset)
    kind.open(given_of("", kind, settled, {}))  # settings that contradict each other are refused here
    return settled


def _kept(act: Act, record: SourceRecord, said: Said, settled: Mapping[str, Any]) -> SourceRow:
    kind = kind_named(record.kind)
    secrets = {name: value for name, value in said.secrets.items() if name in kind.secrets and value}
    record.name_zh, record.name_en = said.name.zh, said.name.en
    record.settings, record.datasets = dict(settled), list(kind.fills(settled))
    record.schedule, record.active = said.schedule, said.active
    # First the secrets: a source that is listed can be read, and a secret without a source is nobody's.
    keep_secrets(record.slug, secrets)
    with act.stored():
        record.save()
        act.after = {**source_facts(record), "secrets_set": sorted(secrets)}
    return source_row(record)


def source_facts(record: SourceRecord) -> dict[str, Any]:
    """A source as the audit trail names it: no secret is among its settings."""
    return {
        "name": [record.name_zh, record.name_en],
        "kind": record.kind,
        "settings": record.settings,
        "schedule": record.schedule,
        "active": record.active,
    }

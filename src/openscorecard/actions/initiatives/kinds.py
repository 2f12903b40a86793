"""Kinds of action plans of an institution's own: described in a file, stored in versions, retired, never deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from openscorecard.actions.acting import JOB, Source, begin
from openscorecard.actions.initiatives.faults import KindInUse, KindTaken, KindUnchanged, NoSuchKind, StaleKind
from openscorecard.domain.faults import refuse
from openscorecard.domain.initiatives.kind import Kind
from openscorecard.domain.people.readers import Reader
from openscorecard.formats.initiatives.files import check_kinds, read_kinds
from openscorecard.formats.initiatives.kinds import standard_kinds, standard_kinds_data
from openscorecard.queries.initiatives.charters import plans_of_kind
from openscorecard.queries.initiatives.kinds import OwnKindRow, kinds, own_kinds, versions_of_kind
from openscorecard.records.models import OwnKind

Data = Mapping[str, Any]


def define_kinds(
    described: bytes | Data, *, by: Reader, now: datetime, source: Source = JOB
) -> tuple[tuple[Kind, int, bool], ...]:
    """Store a new version of each kind whose description changed, all or nothing: the kind, its version, if it is new.

    `described` is a kind file or its data. Raises faults of the file, KindTaken, KindUnchanged where nothing changed,
    StaleKind; Denied.
    """
    act = begin("initiative.define_kind", "kind", "", by=by, now=now, source=source)
    data = read_kinds(described) if isinstance(described, bytes) else described
    found = own_kinds_of(data)
    try:
        with act.stored():
            told = tuple(_stored(kind, data, act.by.name, now) for kind in found)
            if not any(new for _, _, new in told):
                raise KindUnchanged(item=found[0].id, version=told[0][1])
            act.subject = " ".join(kind.id for kind, _, new in told if new)
            act.after = {kind.id: version for kind, version, new in told if new}
    except IntegrityError as taken:
        raise StaleKind(item=found[0].id) from taken
    return told


def own_kinds_of(data: Data) -> tuple[Kind, ...]:
    """The kinds of a kind file's data; nothing is stored. Raises faults of the file, KindTaken."""
    found = check_kinds(data)
    refuse(KindTaken(item=kind.id) for kind in found if kind.id in standard_kinds())
    return found


def retire_kind(id_: str, *, by: Reader, now: datetime, source: Source = JOB) -> OwnKindRow:
    """Take a kind of one's own out of use; its versions stay. Raises NoSuchKind, KindInUse, StaleKind; Denied."""
    act = begin("initiative.retire_kind", "kind", id_, by=by, now=now, source=source)
    try:
        with act.stored():
            last = next(iter(versions_of_kind(id_)), None)
            if last is None or last.retired:
                raise NoSuchKind(item=id_[:100], known="、".join(row.id for row in own_kinds() if not row.retired))
            if used := plans_of_kind(id_):
                raise KindInUse(item=id_, plans="、".join(used[:5]))
            act.before, act.after = {"version": last.version}, {"version": last.version + 1, "retired": True}
            OwnKind.objects.create(
                slug=id_, version=last.version + 1, content=last.content, retired=True, by=act.by.name, at=now
            )
    except IntegrityError as taken:
        raise StaleKind(item=id_) from taken
    return versions_of_kind(id_)[0]


def kind_data(id_: str) -> Data:
    """The data of a kind file with the one kind `id_`. Raises NoSuchKind."""
    if id_ in standard_kinds():
        whole = standard_kinds_data()
        row = whole["kinds"][id_]
        parts = [*row.get("stages", {}).values(), *row.get("also", {}).values(), *whole["common"].values()]
        parts += [row[name] for name in ("planned", "actual", "spent") if name in row]
        named = {name.removeprefix("-") for part in parts for name in (*part["of"], *part.get("over", ()))}
        counts = {name: said for name, said in whole["counts"].items() if name in named}
        return {"counts": counts, "common": whole["common"], "kinds": {id_: row}}
    versions = versions_of_kind(id_)
    if not versions:
        raise NoSuchKind(item=id_[:100], known="、".join(kinds()))
    return versions[0].content


def _stored(kind: Kind, data: Data, by: str, now: datetime) -> tuple[Kind, int, bool]:
    content = {
        "counts": data.get("counts", {}),
        "common": data.get("common", {}),
        "kinds": {kind.id: data["kinds"][kind.id]},
    }
    last = next(iter(versions_of_kind(kind.id)), None)
    if last and not last.retired and last.content == content:
        return kind, last.version, False
    version = last.version + 1 if last else 1
    OwnKind.objects.create(slug=kind.id, version=version, content=content, by=by, at=now)
    return kind, version, True

"""Measures of an institution's own: described in a file or a form, stored in versions, retired, never deleted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.actions.measures.faults import (
    MeasureNeeded,
    MeasureNotOwn,
    MeasureRetired,
    MeasureTaken,
    MeasureUnchanged,
    StaleMeasure,
)
from openscorecard.domain.faults import refuse
from openscorecard.domain.measures.measure import Catalogue, Measure
from openscorecard.domain.people.readers import Reader
from openscorecard.formats.measures.catalogue import standard_catalogue
from openscorecard.formats.measures.data import measures_from_data
from openscorecard.formats.measures.files import Described, check_measures, read_measures
from openscorecard.queries.measures import OwnMeasureRow, catalogue, own_measures, versions_of
from openscorecard.records.models import OwnMeasure


@dataclass(frozen=True, slots=True)
class Defined:
    """One measure that a file describes: as it would be stored, in which version; `before` what is stored now."""

    measure: Measure
    data: Mapping[str, Any]
    version: int
    before: OwnMeasureRow | None

    @property
    def changed(self) -> bool:
        """Whether storing it makes a new version."""
        return self.before is None or self.before.version != self.version


def read_definitions(text: bytes) -> tuple[Defined, ...]:
    """What storing the measure file `text` would do, measure by measure; nothing is stored.

    Raises faults of the file with their places; MeasureTaken; UnfitMeasure where a whole is missing.
    """
    return definitions(read_measures(text))


def definitions(described: Described) -> tuple[Defined, ...]:
    """Like `read_definitions`, of data that has been read. Raises MeasureTaken, UnfitMeasure, faults of a check."""
    for data in described:
        check_measures(data)
    stored = {row.id: row for row in own_measures()}
    found = tuple(_defined(data, stored) for data in described)
    refuse(MeasureTaken(item=one.measure.id) for one in found if standard_catalogue().get(one.measure.id))
    known = {one.id: one for one in catalogue()} | {one.measure.id: one.measure for one in found}
    Catalogue(known.values())  # a part needs its whole
    return found


def define_measures(
    described: bytes | Described, *, by: Reader, now: datetime, source: Source = JOB
) -> tuple[Defined, ...]:
    """Store a new version of each measure whose description changed, all or nothing; one audit entry.

    `described` is a measure file, or data that a form made. A retired measure that is described again comes back.
    Raises what `read_definitions` does; MeasureUnchanged where nothing at all changed; StaleMeasure where somebody
    else stored one meanwhile; Denied.
    """
    act = begin("measure.define", "measure", "", by=by, now=now, source=source)
    read = read_measures(described) if isinstance(described, bytes) else described
    try:
        with act.stored():
            found = definitions(read)
            new = [one for one in found if one.changed]
            if not new:
                raise MeasureUnchanged(item=found[0].measure.id, version=found[0].version)
            _store(act, new)
    except IntegrityError as taken:
        raise StaleMeasure(item=new[0].measure.id) from taken
    return found


def retire_measure(id_: str, *, by: Reader, now: datetime, source: Source = JOB) -> OwnMeasureRow:
    """Take a measure of one's own out of the catalogue; its versions stay, and its figures.

    Raises MeasureNotOwn, MeasureRetired, MeasureNeeded, StaleMeasure; Denied.
    """
    act = begin("measure.retire", "measure", id_, by=by, now=now, source=source)
    try:
        with act.stored():
            last = next(iter(versions_of(id_)), None)
            refuse(_not_retired(id_, last))
            assert last is not None  # noqa: S101 -- refused above
            act.before, act.after = {"version": last.version}, {"version": last.version + 1, "retired": True}
            content = _numbered(last.content, id_, last.version + 1)
            OwnMeasure.objects.create(
                slug=id_, version=last.version + 1, content=content, retired=True, by=act.by.name, at=now
            )
    except IntegrityError as taken:
        raise StaleMeasure(item=id_) from taken
    return versions_of(id_)[0]


def _not_retired(id_: str, last: OwnMeasureRow | None) -> Iterator[Any]:
    if last is None:
        yield MeasureNotOwn(item=id_[:100])
        return
    if last.retired:
        yield MeasureRetired(item=id_)
    for other in catalogue():
        if other.subset_of == id_:
            yield MeasureNeeded(item=id_, other=other.id)


def _store(act: Act, new: list[Defined]) -> None:
    for one in new:
        OwnMeasure.objects.create(
            slug=one.measure.id, version=one.version, content=one.data, by=act.by.name, at=act.now
        )
    act.subject = " ".join(one.measure.id for one in new)
    act.before = {one.measure.id: one.before.version for one in new if one.before}
    act.after = {one.measure.id: one.version for one in new}


def _defined(data: Mapping[str, Any], stored: Mapping[str, OwnMeasureRow]) -> Defined:
    (id_,) = data["measures"]
    before = stored.get(id_)
    version = before.version if before else 1
    if before and (before.retired or _numbered(data, id_, 0) != _numbered(before.content, id_, 0)):
        version += 1
    numbered = _numbered(data, id_, version)
    (measure,) = measures_from_data(numbered)
    return Defined(measure, numbered, version, before)


def _numbered(data: Mapping[str, Any], id_: str, version: int) -> dict[str, Any]:
    """The data with the version in it, so that a stored description says which it is."""
    return {"counts": data.get("counts", {}), "measures": {id_: {**data["measures"][id_], "version": version}}}

"""Tags: rows given to action plans by rule or by hand, taken back, and brought back; their history stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from openscorecard.actions.acting import JOB, Source, begin
from openscorecard.actions.initiatives.faults import NoSuchTag, SameTag, TagOfNoPlan
from openscorecard.domain.measures.tagging import Tag, by_keys, check_tag
from openscorecard.domain.people.readers import Reader
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.measures.data import clauses_to_data
from openscorecard.queries.data import dataset_named
from openscorecard.queries.initiatives.known import known_initiatives
from openscorecard.queries.initiatives.tags import TagRow, tag_numbered, tags
from openscorecard.records.models import TagRecord


def tag_rows(
    dataset: str,
    tag: Tag,
    *,
    position: int = 0,
    note: str = "",
    example: bool = False,
    by: Reader,
    now: datetime,
    source: Source = JOB,
) -> TagRow:
    """Put a tag in force: rows of `dataset` that it describes belong to its action plan from now on.

    Of rules, those with a lower `position` weigh more, of the same position the newer. Raises UnknownDataset, UnfitTag,
    UnfitId, TagOfNoPlan, SameTag; Denied.
    """
    act = begin("initiative.tag", "dataset", dataset, by=by, now=now, source=source)
    check_tag(dataset_named(dataset).name, tag, standard_datasets())
    _check_plan(tag)
    with act.stored():
        for row in tags(dataset):
            if row.tag == tag and row.ended_at is None:
                raise SameTag(dataset=dataset, item=row.id)
        record = TagRecord.objects.create(
            dataset=dataset,
            initiative=tag.plan,
            where=clauses_to_data(tag.where),
            by_hand=tag.by_hand,
            position=position,
            note=note[:300],
            example=example,
            by=act.by.name,
            at=act.now,
        )
        act.after = {"tag": record.pk, "plan": tag.plan, "by_hand": tag.by_hand, "where": record.where}
    return _numbered(record.pk)


def tag_by_hand(
    dataset: str,
    keys: Iterable[str],
    plan: str,
    *,
    note: str = "",
    by: Reader,
    now: datetime,
    source: Source = JOB,
) -> TagRow:
    """Give the rows of these keys to the action plan `plan`, or with an empty `plan` to none, whatever they say.

    Raises UnknownDataset, UnfitTag where rows have no key or too many are named, TagOfNoPlan, SameTag; Denied.
    """
    tag = by_keys(dataset_named(dataset), plan, keys)
    return tag_rows(dataset, tag, note=note, by=by, now=now, source=source)


def untag_rows(id_: int, *, by: Reader, now: datetime, source: Source = JOB) -> TagRow:
    """End a tag; it stays in the history and can be brought back. Raises NoSuchTag; Denied."""
    act = begin("initiative.untag", "tag", str(id_), by=by, now=now, source=source)
    with act.stored():
        row = tag_numbered(id_)
        if row is None or row.ended_at is not None:
            raise NoSuchTag(item=id_)
        record = TagRecord.objects.get(pk=id_)
        record.ended_by, record.ended_at = act.by.name, act.now
        record.save(update_fields=("ended_by", "ended_at"))
        act.subject = row.dataset
        act.before = {"tag": id_, "plan": row.tag.plan}
    return _numbered(id_)


def retag_rows(id_: int, *, by: Reader, now: datetime, source: Source = JOB) -> TagRow:
    """Put a tag that was ended in force again, as a new one (`initiative.tag`). Raises NoSuchTag, SameTag; Denied."""
    row = tag_numbered(id_)
    if row is None or row.ended_at is None:
        raise NoSuchTag(item=id_)
    return tag_rows(row.dataset, row.tag, position=row.position, note=row.note, by=by, now=now, source=source)


def _check_plan(tag: Tag) -> None:
    """Raise TagOfNoPlan; without any action plan at all nobody can tell a wrong one."""
    known = known_initiatives() if tag.plan else ()
    if known and tag.plan not in known:
        raise TagOfNoPlan(item=tag.plan, known="、".join(known[:3]))


def _numbered(id_: int) -> TagRow:
    row = tag_numbered(id_)
    assert row is not None  # noqa: S101 -- rows of this table are never deleted
    return row

"""A dataset in words: what it is, how much of it is there, up to when, and which measures stand on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.freshness import is_late, next_due, usual_rhythm
from openscorecard.domain.measures.measure import Catalogue
from openscorecard.queries.data import DatasetRow
from openscorecard.web.data.words import FRESHNESS, KINDS, RHYTHMS, Mark
from openscorecard.web.plans.measure_terms import worded
from openscorecard.web.plans.places import address
from openscorecard.web.plans.said import Said, say


@dataclass(frozen=True, slots=True)
class Fresh:
    """Up to when rows speak; `days` ago, None where there is nothing; by when more `due` is."""

    mark: Mark
    as_of: date | None
    days: int | None
    due: date | None
    rhythm: str


@dataclass(frozen=True, slots=True)
class MeasureLink:
    name: Said
    address: str


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """One dataset as it stands, for a page; `covers` are spans of days, the last ones where there are many."""

    name: str
    title: Said
    about: Said
    address: str
    kind: str
    rows: int
    batches: int
    withdrawn: int
    covers: tuple[Coverage, ...]
    more_covers: int
    fresh: Fresh
    measures: tuple[MeasureLink, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.batches or self.withdrawn)


_SPANS = 6


def facts_of(row: DatasetRow, known: Catalogue, language: str, today: date) -> DatasetFacts:
    """The facts of a dataset for a page in `language`, with those of the `known` measures that stand on it."""
    dataset = row.dataset
    measures = [one for one in known if dataset.name in one.datasets]
    rhythm = usual_rhythm(dataset, (one.frequency for one in measures))
    as_of = row.fresh_as_of
    state = "empty" if as_of is None else "late" if is_late(as_of, rhythm, today) else "fresh"
    return DatasetFacts(
        name=dataset.name,
        title=say(dataset.title, language),
        about=say(dataset.description, language),
        address=address("dataset", dataset.name),
        kind=worded(KINDS, dataset.kind),
        rows=row.rows,
        batches=row.batches,
        withdrawn=row.withdrawn,
        covers=row.covers[-_SPANS:],
        more_covers=max(0, len(row.covers) - _SPANS),
        fresh=Fresh(
            mark=FRESHNESS[state],
            as_of=as_of,
            days=(today - as_of).days if as_of else None,
            due=next_due(as_of, rhythm) if as_of else None,
            rhythm=worded(RHYTHMS, rhythm),
        ),
        measures=tuple(MeasureLink(say(one.name, language), address("measure", one.id)) for one in measures),
    )

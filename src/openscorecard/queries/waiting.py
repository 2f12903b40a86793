"""What waits for people: rows that are late or were refused, work that failed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.freshness import is_late, usual_rhythm
from openscorecard.domain.measures.measure import Catalogue
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.data import coverages
from openscorecard.queries.work import JobRow, job_row
from openscorecard.records.models import Batch, Job


@dataclass(frozen=True, slots=True)
class Awaited:
    """A dataset whose next rows should be here by now: up to when it speaks, None where nothing ever came."""

    dataset: Dataset
    fresh_as_of: date | None


@dataclass(frozen=True, slots=True)
class Refused:
    """The newest batch of a dataset (by its contract) left rows out."""

    dataset: Dataset
    batch: str
    rows: int


def awaited(names: Iterable[str], known: Catalogue, today: date) -> tuple[Awaited, ...]:
    """Those of the named datasets whose rows are late or never came, by the rhythm of `known` measures; one query."""
    wanted, spans = set(names), coverages()
    found = []
    for name, dataset in standard_datasets().items():
        fresh = spans[name][-1].last if name in spans else None
        rhythm = usual_rhythm(dataset, (one.frequency for one in known if name in one.datasets))
        if name in wanted and (fresh is None or is_late(fresh, rhythm, today)):
            found.append(Awaited(dataset, fresh))
    return tuple(found)


def refused(names: Iterable[str]) -> tuple[Refused, ...]:
    """The newest batches of the named datasets, as far as they left rows out; one query."""
    seen = Batch.objects.exclude(state="withdrawn")
    later = seen.filter(dataset=OuterRef("dataset"), number__gt=OuterRef("number"))
    rows = seen.filter(dataset__name__in=sorted(set(names)), rows_rejected__gt=0).exclude(Exists(later))
    told, known = (
        rows.order_by("dataset__name").values_list("dataset__name", "digest", "rows_rejected"),
        standard_datasets(),
    )
    return tuple(Refused(known[name], batch, count) for name, batch, count in told if name in known)


def failed_jobs(limit: int = 10) -> tuple[JobRow, ...]:
    """Work that failed and was not done again since, newest first; one query."""
    later = Job.objects.filter(kind=OuterRef("kind"), subject=OuterRef("subject"), pk__gt=OuterRef("pk"))
    return tuple(map(job_row, Job.objects.filter(state="failed").exclude(Exists(later)).order_by("-pk")[:limit]))

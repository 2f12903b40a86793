"""Which files a figure stands on: their digest tells whether it is still true, their batches where it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import timedelta

from openscorecard.domain.measures.counting import Alive, Counting, Latest, Within
from openscorecard.domain.measures.dimensions import AND, PLAN, Path, Together, path_of, spot_of
from openscorecard.domain.measures.periods import Period, spine
from openscorecard.domain.measures.tagging import digest_of
from openscorecard.engines.measures.engine import RowSource
from openscorecard.engines.rows.manifest import Manifest, VisiblePart


class Fingerprints:
    """Fingerprints of figures over one source; what files of one month say is digested once."""

    def __init__(self, source: RowSource) -> None:
        self.source = source
        self._months: dict[str, dict[str, bytes]] = {}
        self._tagged: dict[str, bytes] = {}
        self._needed: dict[tuple[Counting, str], tuple[str, ...]] = {}

    def of(self, counting: Counting, dimension: str, period: Period) -> str:
        """32 characters that change with the files that the figure of `counting` by `dimension` depends on."""
        found = hashlib.sha256(f"{counting.digest}\x1f{dimension}\x1f{period}".encode())
        own = self.months(counting.dataset)
        months = months_in_reach(counting, period)
        reached = own.keys() if months is None else {*months, "all"}
        for month in [one for one in own if one in reached]:
            found.update(own[month])
        for other in self._others(counting, dimension):
            found.update(b"\x1d" + self.whole(other))
        if counting.followed:
            after, reached = self.months(counting.followed.dataset), {*months_after(counting, period), "all"}
            for month in [one for one in after if one in reached]:
                found.update(b"\x1c" + after[month])
        found.update(self._tags(counting, dimension))
        return found.hexdigest()[:32]

    def _tags(self, counting: Counting, dimension: str) -> bytes:
        """What tags say of the rows and of those they take their plan from; nothing where no plan is asked for."""
        if PLAN not in dimension.split(AND):
            return b""
        if not self.source.tagging:
            return b""
        if counting.dataset not in self._tagged:
            spot = spot_of(PLAN, self.source.datasets[counting.dataset], self.source.datasets)
            named = (counting.dataset, spot.dataset if isinstance(spot, Path) else "")
            said = {name: digest_of(self.source.tagging.get(name, ())) for name in named}
            # Each under its name: the same tags of the other dataset alone are other tags.
            found = "".join(f"{name}\x1f{digest}\x1e" for name, digest in said.items() if digest)
            self._tagged[counting.dataset] = found.encode()
        return self._tagged[counting.dataset]

    def whole(self, dataset: str) -> bytes:
        """What all visible files of a dataset come to."""
        return hashlib.sha256(b"".join(self.months(dataset).values())).digest()

    def months(self, dataset: str) -> dict[str, bytes]:
        """What the visible files of each month come to, by month."""
        if dataset not in self._months:
            manifest = self.source.manifests.get(dataset) or Manifest(dataset, 0)
            grouped: dict[str, list[bytes]] = {}
            for one in sorted(manifest.parts, key=lambda one: one.part.path):
                grouped.setdefault(one.part.month, []).append(_said(one))
            self._months[dataset] = {
                month: hashlib.sha256(month.encode() + b"".join(said)).digest()
                for month, said in sorted(grouped.items())
            }
        return self._months[dataset]

    def _others(self, counting: Counting, dimension: str) -> tuple[str, ...]:
        """The datasets that are looked into beside that of the rows, in order."""
        if (counting, dimension) not in self._needed:
            self._needed[counting, dimension] = tuple(sorted(set(looked_into(counting, dimension, self.source))))
        return self._needed[counting, dimension]


def fingerprint(counting: Counting, dimension: str, period: Period, source: RowSource) -> str:
    """The same for one figure; for many, `Fingerprints` digests each file once."""
    return Fingerprints(source).of(counting, dimension, period)


def looked_into(counting: Counting, dimension: str, source: RowSource) -> Iterator[str]:
    """The datasets in which a counting by a dimension looks up what its rows refer to."""
    dataset = source.datasets[counting.dataset]
    spots = [path_of(one.field, dataset, source.datasets) for one in counting.conditions()]
    spot = spot_of(dimension, dataset, source.datasets) if dimension else None
    for one in (*spots, *(spot.spots if isinstance(spot, Together) else (spot,))):
        if isinstance(one, Path) and one.dataset:
            yield one.dataset


def read_beside(counting: Counting, dimension: str, source: RowSource) -> Iterator[str]:
    """These, and the dataset in which something must follow."""
    yield from looked_into(counting, dimension, source)
    if counting.followed:
        yield counting.followed.dataset


def _said(one: VisiblePart) -> bytes:
    spans = " ".join(str(span) for span in one.replaced)
    said = (one.part.path, one.part.checksum, ",".join(one.columns), spans, ",".join(one.corrected_by))
    return hashlib.sha256("\x1f".join(said).encode()).digest()


def months_in_reach(counting: Counting, period: Period) -> tuple[str, ...] | None:
    """The months (`2025-01`) whose rows a figure can depend on; None where it is all of them."""
    when, last = counting.when, period.months()[-1]
    if isinstance(when, Alive) or counting.first_of:
        return None
    if isinstance(when, Within):
        months: Sequence[Period] = period.months() if not when.window else _up_to(last, when.window)
    else:
        months = _of_state(when, last)
    return tuple(str(month) for month in months)


def months_after(counting: Counting, period: Period) -> tuple[str, ...]:
    """The months in which something may follow the rows of a period; none where nothing is asked for."""
    after = counting.followed
    if after is None:
        return ()
    first = Period.of(period.first_day + timedelta(days=after.first), "month")
    last = Period.of(period.last_day + timedelta(days=after.last), "month")
    return tuple(str(month) for month in spine(first, last, "month"))


def _of_state(when: Latest, asked: Period) -> Sequence[Period]:
    last = asked.shifted(-when.shift)
    if when.reach == "month":
        return (last,)
    return _up_to(last, last.number) if last.year == asked.year else ()


def _up_to(last: Period, months: int) -> tuple[Period, ...]:
    return tuple(last.shifted(step) for step in range(1 - months, 1))


def batches_of(counting: Counting, period: Period, manifest: Manifest) -> tuple[str, ...]:
    """The batches whose rows a figure stands on, in order of their ids, those that corrected these rows included."""
    return _batches(months_in_reach(counting, period), manifest)


def batches_after(counting: Counting, period: Period, manifest: Manifest) -> tuple[str, ...]:
    """The batches of the other dataset in which something may follow these rows; in order of their ids."""
    return _batches(months_after(counting, period), manifest)


def _batches(months: tuple[str, ...] | None, manifest: Manifest) -> tuple[str, ...]:
    parts = manifest.parts if months is None else manifest.in_months(months).parts
    return tuple(sorted({batch for one in parts for batch in (one.batch, *one.corrected_by)}))

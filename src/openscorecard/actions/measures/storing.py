"""Putting figures away: what came out as before is confirmed, what differs takes the place of the old, which stays."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection

from openscorecard import __version__
from openscorecard.domain.measures.counting import Counting
from openscorecard.domain.measures.figures import Cells
from openscorecard.domain.measures.trend import RunRow
from openscorecard.engines.measures.engine import Counted, RowSource
from openscorecard.engines.measures.fingerprint import batches_after, batches_of
from openscorecard.queries.figures import run_row
from openscorecard.queries.wanted import wanted
from openscorecard.records.models import Evidence, FigureRecord, Run

Result = tuple[Counted, str]
"""One figure and the fingerprint of the rows it was counted from."""

_CHUNK = 500


def cells_to_data(cells: Cells) -> dict[str, list[Any]]:
    """The cells as the store keeps them; values exact as text."""
    return {name: [str(cell.value), cell.rows, cell.unknown, cell.undetermined] for name, cell in sorted(cells.items())}


@dataclass(slots=True)
class Storing:
    """One computation on its way into the store, inside its act's transaction."""

    engine: str
    through: str
    data_state: str
    started_at: datetime
    ended_at: datetime
    _evidence: dict[tuple[str, ...], Evidence] = field(default_factory=dict)

    def store(self, by: str, results: Sequence[Result], rows: RowSource) -> RunRow:
        """Store `results`; raises IntegrityError where somebody else has stored one of them since."""
        current = self._current(results)
        changed: list[Result] = []
        same: list[Result] = []
        for result in results:
            (changed if self._differs(result[0], current.get(_key(result[0]))) else same).append(result)
        run = self._run(by, len(results), len(changed))
        by_digest = {one.counting.digest: one.counting for one in wanted().values()}
        self._replace(changed, current, run)
        self._add(changed, run, rows, by_digest)
        self._confirm(same, current, run, rows, by_digest)
        return run_row(run)

    def _run(self, by: str, counted: int, changed: int) -> Run:
        return Run.objects.create(
            engine=self.engine,
            code_version=__version__,
            through=self.through,
            data_state=self.data_state,
            counted=counted,
            changed=changed,
            by=by,
            started_at=self.started_at,
            ended_at=self.ended_at,
        )

    def _current(self, results: Sequence[Result]) -> dict[tuple[str, str, str], FigureRecord]:
        digests = sorted({one.counting for one, _ in results})
        rows = FigureRecord.objects.filter(replaced=None, counting__in=digests)
        return {(row.counting, row.dimension, row.period): row for row in rows.iterator(chunk_size=2000)}

    @staticmethod
    def _differs(counted: Counted, row: FigureRecord | None) -> bool:
        return row is None or row.found != counted.found or row.cells != cells_to_data(counted.cells)

    def _replace(
        self, changed: Sequence[Result], current: Mapping[tuple[str, str, str], FigureRecord], run: Run
    ) -> None:
        old = [current[_key(one)].pk for one, _ in changed if _key(one) in current]
        taken = 0
        for start in range(0, len(old), _CHUNK):
            taken += FigureRecord.objects.filter(pk__in=old[start : start + _CHUNK], replaced=None).update(replaced=run)
        if taken != len(old):
            raise IntegrityError("figures have been replaced since they were read")

    def _add(self, changed: Sequence[Result], run: Run, rows: RowSource, by_digest: Mapping[str, Counting]) -> None:
        records = [
            FigureRecord(
                counting=one.counting,
                dimension=one.dimension,
                period=str(one.period),
                dataset=by_digest[one.counting].dataset,
                cells=cells_to_data(one.cells),
                found=one.found,
                fingerprint=mark,
                evidence=self._evidence_of(by_digest[one.counting], one, rows),
                run=run,
                confirmed=run,
            )
            for one, mark in changed
        ]
        FigureRecord.objects.bulk_create(records, batch_size=_CHUNK)

    def _confirm(
        self,
        same: Sequence[Result],
        current: Mapping[tuple[str, str, str], FigureRecord],
        run: Run,
        rows: RowSource,
        by_digest: Mapping[str, Counting],
    ) -> None:
        table = FigureRecord._meta.db_table
        marks = [
            (mark, run.pk, self._evidence_of(by_digest[one.counting], one, rows).pk, current[_key(one)].pk)
            for one, mark in same
        ]
        # Thousands of rows, each with a value of its own: what the ORM has for that takes minutes.
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {table} SET fingerprint = %s, confirmed_id = %s, evidence_id = %s WHERE id = %s",  # noqa: S608 -- our own table
                marks,
            )

    def _evidence_of(self, counting: Counting, counted: Counted, rows: RowSource) -> Evidence:
        manifest = rows.manifests.get(counting.dataset)
        found = set(batches_of(counting, counted.period, manifest)) if manifest else set()
        if counting.followed and (other := rows.manifests.get(counting.followed.dataset)):
            found.update(batches_after(counting, counted.period, other))
        batches = tuple(sorted(found))
        if batches not in self._evidence:
            digest = hashlib.sha256(json.dumps(batches).encode()).hexdigest()
            known = Evidence.objects.filter(digest=digest).first()
            self._evidence[batches] = known or Evidence.objects.create(digest=digest, batches=list(batches))
        return self._evidence[batches]


def _key(counted: Counted) -> tuple[str, str, str]:
    return (counted.counting, counted.dimension, str(counted.period))

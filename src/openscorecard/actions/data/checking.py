"""Looking at an upload before anything of it is stored: what it says, what is wrong, what an import would do."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from openscorecard.actions import uploads
from openscorecard.actions.acting import JOB, Source, begin
from openscorecard.actions.data.importing import try_import
from openscorecard.actions.data.intake import SentFile
from openscorecard.actions.data.receiving import OF_COLUMNS, Received, receive
from openscorecard.actions.data.upload import Upload, upload_named
from openscorecard.domain.faults import Fault, fault_from_data
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.text import Text
from openscorecard.domain.work.progress import Progress
from openscorecard.engines.rows.dangling import Dangling, referred
from openscorecard.formats.datasets.preview import Preview, preview_from_data, preview_rows, preview_to_data
from openscorecard.queries.data import dataset_named, versions_of

_OF_TABLES = OF_COLUMNS | {"unmatched-mapping", "too-many-columns", "too-many-rows", "broken-quotes"}
READING, JUDGING = Text("讀取檔案", "Reading the files"), Text("與已匯入的資料核對", "Comparing with what is stored")


@dataclass(frozen=True, slots=True)
class FileCheck:
    """One file: rows it holds, rows that were no row of their own, and whether its columns were mapped as before."""

    name: str
    read: int
    skipped: int
    remembered: bool


@dataclass(frozen=True, slots=True)
class Check:
    """What looking at an upload found.

    `tables` are those of the first file; `mapping` is what it was read with, None where the heads said all. `rows`
    would be stored of the `read` ones; `faults` are those of the others, the first thousand of each kind, or of the
    files as a whole (then no row is stored). `covers` as Coverage writes it, empty where nothing can be said. `again`,
    `overlaps` and `dangling` as in `Trial`.
    """

    files: tuple[FileCheck, ...]
    tables: tuple[Preview, ...]
    mapping: Mapping[str, Any] | None
    read: int
    rows: int
    faults: tuple[Fault, ...]
    covers: str
    again: str = ""
    overlaps: tuple[str, ...] = ()
    dangling: tuple[Dangling, ...] = ()

    @property
    def bad(self) -> int:
        """The rows that would not be stored."""
        return self.read - self.rows


def check_upload(
    arguments: Mapping[str, Any], progress: Progress, *, by: Reader, now: datetime, source: Source = JOB
) -> dict[str, Any]:
    """Look at the upload named by `arguments["upload"]` and keep what was found for `kept_check`.

    What is wrong with its files is in what was found; raises UploadGone, Denied.
    """
    name = str(arguments["upload"])
    upload = upload_named(name)
    begin("data.import", "dataset", upload.dataset, by=by, now=now, source=source)
    label = _label(upload.dataset)
    found = _check(upload, progress, by, now, source)
    uploads.keep_beside(name, label, json.dumps(_to_data(found), ensure_ascii=False).encode())
    return {"upload": name, "rows": found.rows, "read": found.read}


def kept_check(name: str, dataset: str) -> Check | None:
    """What was found of an upload, None where nobody looked since the datasets compared changed; one query."""
    data = uploads.kept_beside(name, _label(dataset))
    return _from_data(json.loads(data)) if data else None


def _label(dataset: str) -> str:
    """The name of what was found, by the versions of the dataset and of those it refers to."""
    names = tuple(dict.fromkeys((dataset, *referred(dataset_named(dataset)))))
    return "-".join(("check", *map(str, versions_of(names))))


def _check(upload: Upload, progress: Progress, by: Reader, now: datetime, source: Source) -> Check:
    received: list[Received] = []
    faults: list[Fault] = []
    refused: list[FileCheck] = []
    with tempfile.TemporaryDirectory() as folder:
        for place, file in enumerate(upload.files):
            progress(place, len(upload.files) + 1, READING)
            try:
                received.append(read_kept(upload, place, Path(folder), keep_good=True))
            except Fault as fault:
                for one in fault.all():
                    one.facts["file"] = file.name
                faults += fault.all()
                refused.append(_refused(file.name, fault))
        progress(len(upload.files), len(upload.files) + 1, JUDGING)
        found = _judged(upload, received, tuple(faults), by, now, source)
    return replace(found, files=(*found.files, *refused), read=found.read + sum(one.read for one in refused))


def _refused(name: str, fault: Fault) -> FileCheck:
    """A file without a good row: its faulty rows as far as they are told; none where it cannot be read at all."""
    rows = {(one.sheet, one.row) for one in fault.all() if one.row and one.code not in _OF_TABLES}
    return FileCheck(name, len(rows), 0, False)


def read_kept(upload: Upload, place: int, folder: Path, *, keep_good: bool) -> Received:
    """The file at `place` of an upload, read as the person wants it; raises what is wrong with it."""
    file = upload.files[place]
    return receive(
        dataset_named(upload.dataset),
        uploads.kept_file(file.kept),
        folder / f"{place}.csv",
        name=file.name,
        mapping=upload.mapping,
        keep_good=keep_good,
    )


def _judged(
    upload: Upload, received: list[Received], faults: tuple[Fault, ...], by: Reader, now: datetime, source: Source
) -> Check:
    sent = [one.file for one in received]
    mapping = upload.mapping or next((one.mapping for one in sent if one.mapping), None)
    found = Check(
        files=tuple(FileCheck(one.file.name, one.file.read, one.file.skipped, one.remembered) for one in received),
        tables=_tables(upload, mapping),
        mapping=mapping,
        read=sum(one.read for one in sent),
        rows=0,
        faults=(*faults, *_told(sent)),
        covers=upload.covers,
    )
    if faults:
        return found
    try:
        how = upload.terms(sent)
        trial = try_import(
            dataset_named(upload.dataset), sent, mode=how.mode, covers=how.covers, whole_of=how.whole_of,
            by=by, now=now, source=source,
        )  # fmt: skip
    except Fault as fault:
        return replace(found, faults=(*fault.all(), *found.faults))
    covers = f"{trial.covers.first}..{trial.covers.last}"
    return replace(
        found, rows=trial.rows, faults=trial.rejected, covers=covers, again=trial.again, overlaps=trial.overlaps,
        dangling=trial.dangling,
    )  # fmt: skip


def _told(sent: list[SentFile]) -> tuple[Fault, ...]:
    return tuple(fault for one in sent for fault in one.rejected)


def _tables(upload: Upload, mapping: Mapping[str, Any] | None) -> tuple[Preview, ...]:
    columns = (mapping or {}).get("columns") or None
    with suppress(Fault):  # what is wrong with the file as a whole is told already
        return preview_rows(dataset_named(upload.dataset), uploads.kept_file(upload.files[0].kept), columns)
    return ()


def _to_data(found: Check) -> dict[str, Any]:
    return {
        "files": [[one.name, one.read, one.skipped, one.remembered] for one in found.files],
        "tables": [preview_to_data(one) for one in found.tables],
        "mapping": found.mapping,
        "read": found.read,
        "rows": found.rows,
        "faults": [one.to_data() for one in found.faults],
        "covers": found.covers,
        "again": found.again,
        "overlaps": list(found.overlaps),
        "dangling": [asdict(one) for one in found.dangling],
    }


def _from_data(data: Mapping[str, Any]) -> Check:
    return Check(
        files=tuple(FileCheck(*one) for one in data["files"]),
        tables=tuple(preview_from_data(one) for one in data["tables"]),
        mapping=data["mapping"],
        read=data["read"],
        rows=data["rows"],
        faults=tuple(fault_from_data(one) for one in data["faults"]),
        covers=data["covers"],
        again=data["again"],
        overlaps=tuple(data["overlaps"]),
        dangling=tuple(
            Dangling(
                **one
                | {"values": tuple((text, rows) for text, rows in one["values"]), "first": tuple(one.get("first", ()))}
            )
            for one in data["dangling"]
        ),
    )

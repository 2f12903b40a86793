"""An upload of source rows on its way: its files kept aside, and how the person wants them read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

from openscorecard.actions import uploads
from openscorecard.actions.data.counter import Terms, terms
from openscorecard.actions.data.intake import SentFile
from openscorecard.domain.measures.coverage import Coverage, parse_coverage
from openscorecard.engines.rows.manifest import Mode

SMALL = 2 * 1024 * 1024  # bytes of all files together that are read while the person waits
LARGEST = 512 * 1024 * 1024  # bytes of all files of one upload


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of an upload: its name for people, its size in bytes, and the name it is kept under."""

    name: str
    size: int
    kept: str


@dataclass(frozen=True, slots=True)
class Upload:
    """Files for one dataset. `mapping` is None where columns are to be guessed or remembered, `covers` where guessed.

    `mapping` has `columns` and `values` as `receiving.Mapped`.
    """

    dataset: str
    files: tuple[KeptFile, ...]
    mapping: Mapping[str, Any] | None = None
    mode: Mode = "append"
    covers: str = ""

    @property
    def span(self) -> Coverage | None:
        """The days named for it; raises UnfitCoverage."""
        return parse_coverage(self.covers) if self.covers else None

    @property
    def is_small(self) -> bool:
        return sum(one.size for one in self.files) <= SMALL

    def terms(self, sent: Sequence[SentFile]) -> Terms:
        """How its files are stored: as the person chose; where rows are merely appended, COUNTER reports update."""
        return terms(sent, None if self.mode == "append" else self.mode, self.span)

    def keep(self) -> str:
        """Keep it aside like its files; the same upload always has the same name."""
        return uploads.keep(json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode())

    def forget(self) -> None:
        """Drop its files."""
        for one in self.files:
            uploads.forget(one.kept)


def upload_named(name: str) -> Upload:
    """The upload kept under `name`, with all its files; raises UploadGone where any is no longer kept."""
    said = json.loads(uploads.kept(name))
    files = tuple(KeptFile(**one) for one in said["files"])
    for one in files:
        uploads.kept_file(one.kept)
    return Upload(said["dataset"], files, said["mapping"], cast(Mode, said["mode"]), said["covers"])

"""Files as a source: one at an address, or those of a folder; each is brought when it is new or has changed."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePath

from openscorecard.connectors.address.asking import Request
from openscorecard.connectors.connector import Findings, Harvest, Mode, Report, Watermark
from openscorecard.connectors.faults import SourceChanged, SourceTooLarge, SourceUnreachable, UnfitSource
from openscorecard.connectors.fetching.getting import Bounds, checked
from openscorecard.connectors.kinds import Given
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.text import Text

_BLOCK = 1 << 20


class FilesConnector:
    """The files of one dataset, with heads of their own or ours."""

    def __init__(self, given: Given) -> None:
        said = given.settings
        self.name, self.place, self.pattern, self.reach = given.name, str(said["place"]), said["pattern"], given.reach
        self.dataset = given.contracts[said["dataset"]]
        self.columns, self.values = said["columns"], said["values"]
        self.mode: Mode = said["mode"]
        self.limit = said["limit"]
        if self.mode == "correct" and not self.dataset.key:
            raise UnfitSource(item="mode", reason=self.mode)
        if strange := sorted(set(self.columns) - set(self.dataset.names)):
            raise UnfitSource(item=strange[0], reason=self.dataset.name)
        if PurePath(self.pattern).name != self.pattern or ".." in self.pattern:
            raise UnfitSource(item="pattern", reason=self.pattern)
        self.request = Request(
            self.place, self.name, Bounds(given.reach, self.limit * _BLOCK, said["seconds"]), said["user"],
            given.secrets.get("password", ""), given.secrets.get("token", ""),
        )  # fmt: skip
        if self._is_address:
            checked(self.place)

    @property
    def _is_address(self) -> bool:
        return "://" in self.place

    def look(self) -> Findings:
        if self._is_address:
            announced = self.request.size()
            size = "?" if announced is None else f"{announced} bytes"
            open_wire = self.place.startswith("http://")
            remarks = (Text("連線沒有加密", "the connection is not encrypted"),) if open_wire else ()
            return Findings(Text(f"網址有回應，大小 {size}", f"the address answers, size {size}"), remarks)
        files = self._files()
        names = [path.name for path in files[:5]] or ["-"]
        zh, en = "、".join(names), ", ".join(names)
        return Findings(Text(f"找到 {len(files)} 個檔案：{zh}", f"{len(files)} files: {en}"))

    def harvest(self, since: Watermark, until: date, folder: Path, report: Report) -> Iterator[Harvest]:
        if self._is_address:
            yield from self._fetched(since, until, folder)
        else:
            yield from self._found(since, until, folder, report)

    def _fetched(self, since: Watermark, until: date, folder: Path) -> Iterator[Harvest]:
        name = self.request.file or "file"
        target = folder / f"fetched-{hashlib.sha256(name.encode()).hexdigest()[:8]}{_ending(name)}"
        version = self.request.bring(target, since)
        if version is None:
            return
        checksum = _checksum(target)
        if checksum != since.get("checksum"):
            yield self._harvest(target, until, {"checksum": checksum, **version})

    def _found(self, since: Watermark, until: date, folder: Path, report: Report) -> Iterator[Harvest]:
        files, reached = self._files(), dict(since)
        for place, path in enumerate(files):
            report(place, len(files))
            copy = folder / f"{place}{_ending(path.name)}"
            shutil.copyfile(path, copy)  # what is read is what was counted, whoever writes to it meanwhile
            checksum = _checksum(copy)
            if reached.get(path.name) != checksum:
                reached = {**reached, path.name: checksum}
                yield self._harvest(copy, until, reached)

    def _files(self) -> list[Path]:
        """The files of the folder, or the one the place names, in the order of their names."""
        place = self.reach.folder(self.place)
        if not place.exists():
            raise SourceChanged(source=self.name, missing=self.place)
        try:
            found = [place] if place.is_file() else sorted(place.glob(self.pattern))
        except OSError as error:
            raise SourceUnreachable(source=self.name, reason=error.strerror or error) from error
        files = [self.reach.folder(str(path)) for path in found if path.is_file()]
        if any(path.stat().st_size > self.limit * _BLOCK for path in files):
            raise SourceTooLarge(source=self.name, limit=self.limit)
        return files

    def _harvest(self, file: Path, until: date, watermark: Watermark) -> Harvest:
        lives = self.dataset.kind not in ("events", "snapshot")
        covers = Coverage(until, until) if lives and self.mode == "replace" else None
        return Harvest(
            self.dataset.name, file, 0, self.mode, covers, watermark, columns=self.columns, values=self.values
        )


def _ending(name: str) -> str:
    ending = PurePath(name).suffix.lower()
    return ending if ending in (".csv", ".xlsx", ".ods", ".txt", ".tsv") else ".csv"


def _checksum(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()

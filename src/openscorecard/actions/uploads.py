"""Uploads on their way: kept as files named by what they hold, for an hour, until somebody says yes."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from openscorecard.actions.faults import UploadGone

KEPT_FOR = 3600  # seconds since somebody last looked at it
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LABEL = re.compile(r"[a-z0-9-]{1,40}")


def folder() -> Path:
    """The folder of uploads in the home, made, open to its owner alone."""
    path = Path(settings.FILES_ROOT) / "uploads"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def keep(data: bytes) -> str:
    """Keep `data`; its name is its SHA-256. Uploads past their time go on the way."""
    return keep_blocks([data])


def keep_blocks(blocks: Iterable[bytes]) -> str:
    """Keep what comes in blocks, never whole in memory; its name is the SHA-256 of it all."""
    _expire()
    digest = hashlib.sha256()
    draft = NamedTemporaryFile(dir=folder(), delete=False)  # noqa: SIM115 - whole under another name first
    with draft:
        for block in blocks:
            digest.update(block)
            draft.write(block)
    name = digest.hexdigest()
    Path(draft.name).replace(folder() / name)
    return name


def kept(name: str) -> bytes:
    """What was kept under `name`; raises UploadGone where there is no such file or it was changed."""
    return kept_file(name).read_bytes()


def kept_file(name: str) -> Path:
    """The file kept under `name`, its hour begun anew; raises UploadGone as `kept` does."""
    if not _DIGEST.fullmatch(name):
        raise UploadGone()
    path = folder() / name
    try:
        with path.open("rb") as opened:
            whole = hashlib.file_digest(opened, "sha256").hexdigest() == name
        path.touch()
    except OSError:
        raise UploadGone() from None
    if not whole:
        raise UploadGone()
    return path


def keep_beside(name: str, label: str, data: bytes) -> None:
    """Keep what was found of the upload `name`, under a label of its own."""
    draft = NamedTemporaryFile(dir=folder(), delete=False)  # noqa: SIM115 - whole under another name first
    with draft:
        draft.write(data)
    Path(draft.name).replace(_beside(name, label))


def kept_beside(name: str, label: str) -> bytes | None:
    """What was kept beside the upload `name`, None where nothing is."""
    try:
        return _beside(name, label).read_bytes()
    except OSError:
        return None


def _beside(name: str, label: str) -> Path:
    if not (_DIGEST.fullmatch(name) and _LABEL.fullmatch(label)):
        raise UploadGone()
    return folder() / f"{name}.{label}"


def forget(name: str) -> None:
    """Drop an upload."""
    if _DIGEST.fullmatch(name):
        for path in (folder() / name, *folder().glob(f"{name}.*")):
            path.unlink(missing_ok=True)


def _expire() -> None:
    limit = time.time() - KEPT_FOR
    for path in folder().iterdir():
        with suppress(FileNotFoundError):  # another request was here first
            if path.stat().st_mtime < limit:
                path.unlink()

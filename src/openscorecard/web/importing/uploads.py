"""Uploads on their way: kept as files named by what they hold, for an hour, until somebody says yes."""

from __future__ import annotations

import hashlib
import re
import time
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

KEPT_FOR = 3600  # seconds
_DIGEST = re.compile(r"[0-9a-f]{64}")


class UploadGone(Exception):
    """The upload is no longer kept."""


def folder() -> Path:
    """The folder of uploads in the home, made, open to its owner alone."""
    path = Path(settings.FILES_ROOT) / "uploads"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def keep(data: bytes) -> str:
    """Keep `data`; its name is its SHA-256. Uploads past their time go on the way."""
    _expire()
    name = hashlib.sha256(data).hexdigest()
    with NamedTemporaryFile(dir=folder(), delete=False) as draft:  # whole under another name first
        draft.write(data)
    Path(draft.name).replace(folder() / name)
    return name


def kept(name: str) -> bytes:
    """What was kept under `name`; raises UploadGone where there is no such file or it was changed."""
    if not _DIGEST.fullmatch(name):
        raise UploadGone(name)
    try:
        data = (folder() / name).read_bytes()
    except OSError as gone:
        raise UploadGone(name) from gone
    if hashlib.sha256(data).hexdigest() != name:
        raise UploadGone(name)
    return data


def forget(name: str) -> None:
    """Drop an upload."""
    if _DIGEST.fullmatch(name):
        (folder() / name).unlink(missing_ok=True)


def _expire() -> None:
    limit = time.time() - KEPT_FOR
    for path in folder().iterdir():
        with suppress(FileNotFoundError):  # another request was here first
            if path.stat().st_mtime < limit:
                path.unlink()

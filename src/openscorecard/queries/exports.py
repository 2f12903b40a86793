"""Files made for people to take away: kept for a day, known by a name that cannot be guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from openscorecard.domain.faults import Fault

KEPT_FOR = timedelta(days=1)
_TOKEN = re.compile(r"[0-9a-f]{32}", re.ASCII)


class ExportGone(Fault):
    """No such file, or it has expired."""

    code = "export-gone"
    zh = "這個檔案不存在或已逾一天的保存期限；請重新匯出。"
    en = "There is no such file, or it was kept for a day and is gone; export it again."


def exports_folder() -> Path:
    """Where such files lie in this home; it need not exist yet."""
    return Path(settings.FILES_ROOT) / "exports"


def export_named(token: str, now: datetime, ending: str = "csv") -> Path:
    """The file of that name and ending (letters of a form). Raises ExportGone."""
    file = exports_folder() / f"{token}.{ending}"
    if not ending.isalpha() or not _TOKEN.fullmatch(token) or not file.is_file() or _expired(file, now):
        raise ExportGone()
    return file


def expired_exports(now: datetime) -> Iterator[Path]:
    """The files whose day is over."""
    folder = exports_folder()
    if folder.is_dir():
        yield from (file for file in folder.iterdir() if _expired(file, now))


def _expired(file: Path, now: datetime) -> bool:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC) + KEPT_FOR < now

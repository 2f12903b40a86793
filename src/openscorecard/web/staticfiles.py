"""Static files: by hashed name once collected, by their own name in a working copy and in tests."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names the hashed file where there is one."""

    manifest_strict = False

    def url(self, name: str | None, force: bool = False) -> str:
        """The address of a static file."""
        if name and self.hashed_files:
            return str(super().url(name, force))
        return str(StaticFilesStorage.url(self, name))


class SiteFiles(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Serves collected files; before there are any, it keeps quiet about the missing folder."""

    def add_files(self, root: str | Path, prefix: str | None = None) -> None:
        """Add the files below `root`, if it is there."""
        if Path(root).is_dir():
            super().add_files(root, prefix)

"""The home folder: where the product keeps its stores, files and, outside it, its secrets."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

NAME = "openscorecard"


def home(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder `OPENSCORECARD_HOME` names, else the platform's place for data; it need not exist yet."""
    named = environ.get("OPENSCORECARD_HOME")
    return Path(named).expanduser().absolute() if named else _platform_folder()


def seal(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of keys and signed heads: `OPENSCORECARD_SEAL`, else the home's name with `-seal`, beside it."""
    named = environ.get("OPENSCORECARD_SEAL")
    root = home(environ)
    return Path(named).expanduser().absolute() if named else root.with_name(f"{root.name}-seal")


def database(environ: Mapping[str, str] = os.environ) -> Path:
    """The SQLite file, its folder made."""
    return made(home(environ)) / "openscorecard.sqlite3"


def rows(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of source rows, made."""
    return made(made(home(environ)) / "rows")


def files(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of kept files, made."""
    return made(made(home(environ)) / "files")


def incoming(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder that sources may always read files from; it need not exist yet."""
    return home(environ) / "incoming"


def source_secrets(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of the sources' encrypted secrets; it need not exist yet."""
    return home(environ) / "secrets"


def secret_key(environ: Mapping[str, str] = os.environ) -> str:
    """The site's signing key: read from the seal, or made there once, readable by its owner alone."""
    path = made(seal(environ)) / "secret-key"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii").strip()


def made(path: Path) -> Path:
    """The folder itself, made where it was missing, open to its owner alone (folders above it as usual)."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def _platform_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False)


def _write_once(path: Path, text: str) -> None:
    # Written whole under another name first, then linked: of two processes that start at once one wins,
    # and neither ever reads half a key.
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
        _link_or_rename(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _link_or_rename(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        draft.replace(path)

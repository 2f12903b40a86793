"""The sources' secrets: encrypted in the home, with keys that lie in the seal; the database never sees them."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets as random
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from openscorecard.actions.sources.faults import SecretsUnreadable

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

MASK = "••••••"
"""What stands for a secret wherever settings are shown."""


def keep_secrets(slug: str, said: Mapping[str, str]) -> None:
    """Encrypt and keep the secrets of a source; those that are empty are left as they were."""
    kept = {**read_secrets(slug), **{name: value for name, value in said.items() if value}}
    if kept:
        _write(_file(slug), _box().encrypt(json.dumps(kept).encode()))


def read_secrets(slug: str) -> dict[str, str]:
    """The secrets of a source, none where it has none. Raises SecretsUnreadable."""
    path = _file(slug)
    if not path.exists():
        return {}
    from cryptography.fernet import InvalidToken

    try:
        found: dict[str, str] = json.loads(_box().decrypt(path.read_bytes()))
    except InvalidToken as error:
        raise SecretsUnreadable(item=slug) from error
    return found


def forget_secrets(slug: str) -> None:
    """Take the secrets of a source away."""
    _file(slug).unlink(missing_ok=True)


def rotate_key() -> int:
    """A new key in front of those there are, and every source's secrets under it; then the old keys go.

    Killed at any point, every secret can still be read: an old key goes only after the last secret left it.
    """
    from cryptography.fernet import Fernet

    keys = [Fernet.generate_key().decode(), *_keys()]
    _write(_key_file(), "\n".join(keys).encode())
    files = sorted(Path(settings.SOURCE_SECRETS).glob("*.secret"))
    for path in files:
        _write(path, _box().rotate(path.read_bytes()))
    _write(_key_file(), keys[0].encode())
    return len(files)


def patron_key() -> bytes:
    """The key of patrons' hashes, made once: the same person stays the same, and nobody can tell who."""
    path = Path(settings.SEAL) / "patron-key"
    if not path.exists():
        _write_once(path, random.token_hex(32).encode())
    return hmac.digest(path.read_bytes().strip(), b"patrons", hashlib.sha256)


def _box() -> MultiFernet:
    from cryptography.fernet import Fernet, MultiFernet

    return MultiFernet([Fernet(key) for key in _keys()])


def _keys() -> list[str]:
    path = _key_file()
    if not path.exists():
        from cryptography.fernet import Fernet

        _write_once(path, Fernet.generate_key())
    return path.read_text(encoding="ascii").split()


def _key_file() -> Path:
    return Path(settings.SEAL) / "source-keys"


def _file(slug: str) -> Path:
    # Named by a hash: a name that people choose never becomes a path.
    return Path(settings.SOURCE_SECRETS) / f"{hashlib.sha256(slug.encode()).hexdigest()[:32]}.secret"


def _draft(path: Path, data: bytes) -> Path:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{random.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _write(path: Path, data: bytes) -> None:
    _draft(path, data).replace(path)


def _write_once(path: Path, data: bytes) -> None:
    # Of two processes that start at once one wins, and both read its key.
    draft = _draft(path, data)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)

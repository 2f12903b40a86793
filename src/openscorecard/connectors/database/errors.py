"""What drivers raise, as what can be wrong with a source; their texts name no secret, and only their first line is
told."""

from __future__ import annotations

from openscorecard.connectors.faults import (
    SourceChanged,
    SourceFault,
    SourceRefused,
    SourceTooSlow,
    SourceUnreachable,
)

# MariaDB and MySQL by number, PostgreSQL by SQLSTATE.
_REFUSED = {"1044", "1045", "1129", "1130", "1142", "1143", "1227", "1698", "28000", "28P01", "42501"}
_SLOW = {"1969", "3024", "57014"}
_CHANGED = {"1049", "1054", "1146", "3D000", "42P01", "42703", "3F000"}
_AWAY = ("200", "201", "1040", "1053", "1203", "08", "53", "57P")
_TURNED_AWAY = ("authentication failed", "access denied", "permission denied", "pg_hba.conf", "does not exist")


def told(error: BaseException, name: str, seconds: int) -> SourceFault:
    """The fault that an error of SQLAlchemy, of a driver or of the network stands for."""
    cause = getattr(error, "orig", None) or error
    code, text = _code(cause), _text(cause)
    if code in _SLOW or isinstance(cause, TimeoutError) or "timed out" in text or "timeout expired" in text:
        return SourceTooSlow(source=name, seconds=seconds)
    if code in _CHANGED:
        return SourceChanged(source=name, missing=text)
    if code in _REFUSED or any(sign in text for sign in _TURNED_AWAY):
        return SourceRefused(source=name, reason=text)
    if (
        code.startswith(_AWAY)
        or isinstance(cause, OSError)
        or (not code and "OperationalError" in type(error).__name__)
    ):
        return SourceUnreachable(source=name, reason=text)
    return SourceFault(source=name, reason=text)


def _code(cause: BaseException) -> str:
    first = cause.args[0] if cause.args else ""
    if isinstance(first, int) and not isinstance(cause, OSError):
        return str(first)
    return str(getattr(cause, "sqlstate", None) or "")


def _text(cause: BaseException) -> str:
    said = cause.args[1] if len(cause.args) > 1 and isinstance(cause.args[1], str) else str(cause)
    lines = said.strip().splitlines() or [type(cause).__name__]
    return lines[0][:200]

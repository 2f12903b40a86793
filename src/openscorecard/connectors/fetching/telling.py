"""What goes wrong while fetching, as faults that repeat nothing secret."""

from __future__ import annotations

import contextlib
import http.client
import ssl
from collections.abc import Iterator

from openscorecard.connectors.faults import SourceFault, SourceIncomplete, SourceTooSlow, SourceUnreachable
from openscorecard.connectors.fetching.connecting import Deadline

_LONGEST = 100


@contextlib.contextmanager
def told(name: str, deadline: Deadline) -> Iterator[None]:
    """What goes wrong on the way, in words; what ends after the deadline, well or badly, ended because of it."""
    late = SourceTooSlow(source=name, seconds=f"{deadline.seconds:g}")
    try:
        yield
    except SourceIncomplete as fault:
        raise (late if deadline.passed else fault) from None
    except (OSError, http.client.HTTPException, EOFError) as error:
        raise (late if deadline.passed or isinstance(error, TimeoutError) else _fault(error, name)) from error
    if deadline.passed:  # heads that are cut off look like heads that end
        raise late


def _fault(error: Exception, name: str) -> SourceFault:
    if isinstance(error, ssl.SSLCertVerificationError):
        return SourceUnreachable(source=name, reason=f"TLS: {error.verify_message} ({error.reason})")
    if isinstance(error, http.client.IncompleteRead):
        got = len(error.partial)
        return SourceIncomplete(source=name, told=f"{got + (error.expected or 0)} bytes", got=f"{got} bytes")
    return SourceUnreachable(source=name, reason=plain(str(getattr(error, "strerror", None) or error) or repr(error)))


def plain(text: str) -> str:
    """A text of the other side, short, printable, and without a query that may hold our key."""
    return "".join(char if char.isprintable() else "?" for char in text.partition("?")[0])[:_LONGEST]

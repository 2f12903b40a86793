"""GET an address: what is asked, within which bounds, and what comes back; redirects are never followed."""

from __future__ import annotations

import contextlib
import http.client
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from openscorecard.connectors.faults import SourceRedirects, UnfitSource
from openscorecard.connectors.fetching.connecting import PORTS, Deadline, connected
from openscorecard.connectors.fetching.taking import MEGABYTE, announced, take
from openscorecard.connectors.fetching.telling import plain, told
from openscorecard.connectors.reaching import Reach

UNCHANGED = 304
_HEADS = {"Accept-Encoding": "gzip", "User-Agent": "OpenScorecard"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a fetch may reach and take.

    `reach` lists the hosts. `size` bounds the body (bytes, packed and unpacked), `seconds` all of it from connecting to
    the last byte.
    """

    reach: Reach
    size: int = 50 * MEGABYTE
    seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `status`, `headers` by lower-case name, and the size of the body that lies in the file."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    size: int = 0


class Incoming:
    """An answer whose head has come; its body comes when `take` asks for it."""

    def __init__(self, response: http.client.HTTPResponse, bounds: Bounds, name: str) -> None:
        self._response, self._limit, self._name = response, bounds.size, name
        self.status = response.status
        self.headers: Mapping[str, str] = {key.lower(): value for key, value in response.getheaders()}

    def announced(self) -> int | None:
        """How many bytes are to come, None where nobody says. Raises SourceTooLarge."""
        return announced(self._response, self._limit, self._name)

    def take(self, into: Path) -> int:
        """Write the body, unpacked, and give its size. Raises SourceTooLarge, SourceIncomplete, SourceUnreachable."""
        return take(self._response, into, self._limit, self._name)


def fetch(
    url: str, into: Path, bounds: Bounds, headers: Mapping[str, str] | None = None, *, called: str = ""
) -> Answer:
    """GET `url` and write its body to `into`, whatever its status. Raises as `asked` does."""
    with asked(url, bounds, headers, called=called) as incoming:
        return Answer(incoming.status, incoming.headers, incoming.take(into))


@contextlib.contextmanager
def asked(
    url: str, bounds: Bounds, headers: Mapping[str, str] | None = None, *, called: str = ""
) -> Iterator[Incoming]:
    """GET `url`; any status but a redirect is an answer, which must be taken before the context ends.

    Faults call the source `called`, or by its host and path, and never repeat the query of `url` or a header, which may
    hold a key. Raises UnfitSource, HostNotListed, PrivateAddress, SourceRedirects, SourceUnreachable, SourceTooSlow,
    SourceTooLarge, SourceIncomplete.
    """
    parts = checked(url)
    sent = _sendable({**_HEADS, **(headers or {}), "Connection": "close"})
    name = called or f"{parts.hostname}{parts.path}"
    deadline = Deadline(bounds.seconds)
    with told(name, deadline), connected(parts, bounds.reach, deadline) as connection:
        connection.request("GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), headers=sent)
        with connection.getresponse() as response:
            if 300 <= response.status < 400 and response.status != UNCHANGED:
                raise SourceRedirects(source=name, place=plain(response.getheader("Location") or "?") or "?")
            yield Incoming(response, bounds, name)


def checked(url: str) -> SplitResult:
    """An address in its parts. Raises UnfitSource, which does not repeat it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise UnfitSource(item="place", reason="http(s)://host:port/…") from None
    if parts.scheme not in PORTS or not parts.hostname or port == 0:
        raise UnfitSource(item="place", reason="http(s)://host:port/…")
    if parts.username is not None:
        raise UnfitSource(item="place", reason="帳號密碼請填在各自的欄位 (enter account and password in their fields)")
    if not _is_plain(url) or " " in url:
        raise UnfitSource(item="place", reason="空白與中文請寫成 %XX (write spaces and letters beyond ASCII as %XX)")
    return parts


def _sendable(headers: dict[str, str]) -> dict[str, str]:
    """The headers, none of which can become two. Raises UnfitSource."""
    for name, value in headers.items():
        if not _is_plain(value):
            raise UnfitSource(item=name, reason="只能是看得見的 ASCII 字元 (printable ASCII only)")
    return headers


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()

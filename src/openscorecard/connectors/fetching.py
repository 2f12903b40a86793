"""One bounded GET: allowed hosts, addresses looked up once and held to, no redirects, limits of size and time."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import SplitResult, urlsplit

from openscorecard.connectors.faults import (
    SourceIncomplete,
    SourceRedirects,
    SourceTooLarge,
    SourceTooSlow,
    SourceUnreachable,
    UnfitSource,
)
from openscorecard.connectors.reaching import Reach

MEGABYTE = 1024 * 1024
_PIECE = 64 * 1024
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a fetch may reach and take.

    `reach` lists the hosts. `size` bounds the body (bytes, unpacked), `seconds` all of it from connecting to the last
    byte.
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


def fetch(url: str, into: Path, bounds: Bounds, headers: Mapping[str, str] | None = None) -> Answer:
    """GET `url` and write its body, unpacked, to `into`; any status but a redirect is an answer.

    No fault repeats the query of `url`, which may hold a key. Raises UnfitSource, HostNotListed, PrivateAddress,
    SourceRedirects, SourceUnreachable, SourceTooSlow, SourceTooLarge, SourceIncomplete.
    """
    parts = _checked(url)
    name = f"{parts.hostname}{parts.path}"
    deadline = time.monotonic() + bounds.seconds
    port = parts.port or _PORTS[parts.scheme]
    address = (bounds.reach.address(str(parts.hostname), port), port)
    late = SourceTooSlow(source=name, seconds=f"{bounds.seconds:g}")
    with _told(name, late, deadline), _connected(parts, address, deadline) as connection:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers={"Accept-Encoding": "gzip", **(headers or {}), "Connection": "close"})
        response = connection.getresponse()
        said = {key.lower(): value for key, value in response.getheaders()}
        if 300 <= response.status < 400 and response.status != 304:
            raise SourceRedirects(source=name, place=_plain(said.get("location", "?")))
        size = _body(response, into, said, bounds, name)
        return Answer(response.status, said, size)


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise UnfitSource(item="url", reason=error) from error
    if parts.scheme not in _PORTS or not parts.hostname or parts.username is not None:
        raise UnfitSource(item="url", reason="http(s)://host/…")
    if not url.isascii() or not url.isprintable() or " " in url:
        raise UnfitSource(item="url", reason="ASCII")
    return parts


@contextlib.contextmanager
def _connected(parts: SplitResult, address: tuple[str, int], deadline: float) -> Iterator[http.client.HTTPConnection]:
    """A connection to exactly `address`, cut off at the deadline whatever the other side does."""
    raw = socket.create_connection(address, timeout=max(0.1, deadline - time.monotonic()))
    with contextlib.ExitStack() as ending:
        ending.callback(raw.close)
        # The same connection under a second handle: TLS takes the first one over.
        handle = ending.enter_context(socket.socket(fileno=os.dup(raw.fileno())))
        guard = threading.Timer(max(0.1, deadline - time.monotonic()), _cut, [handle])
        guard.daemon = True
        guard.start()
        ending.callback(guard.cancel)
        host = str(parts.hostname)
        if parts.scheme == "https":
            raw = ending.enter_context(ssl.create_default_context().wrap_socket(raw, server_hostname=host))
        connection = http.client.HTTPConnection(host, parts.port or _PORTS[parts.scheme])
        connection.default_port = _PORTS[parts.scheme]  # which the Host line then leaves out
        connection.sock = raw
        ending.callback(connection.close)
        yield connection


def _cut(handle: socket.socket) -> None:
    with contextlib.suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def _told(name: str, late: SourceTooSlow, deadline: float) -> Iterator[None]:
    """What goes wrong on the way, in words; what goes wrong after the deadline went wrong because of it."""
    try:
        yield
    except SourceIncomplete as fault:
        raise (late if time.monotonic() >= deadline else fault) from None
    except ssl.SSLCertVerificationError as error:
        raise SourceUnreachable(source=name, reason=f"TLS: {error.verify_message}") from error
    except (OSError, http.client.HTTPException, EOFError) as error:
        if time.monotonic() >= deadline or isinstance(error, TimeoutError):
            raise late from error
        if isinstance(error, http.client.IncompleteRead):
            told = len(error.partial) + (error.expected or 0)
            raise SourceIncomplete(source=name, told=f"{told} bytes", got=f"{len(error.partial)} bytes") from error
        raise SourceUnreachable(source=name, reason=_plain(str(error)) or type(error).__name__) from error


def _body(response: http.client.HTTPResponse, into: Path, said: Mapping[str, str], bounds: Bounds, name: str) -> int:
    told = response.length  # None where nothing is announced
    if told is not None and told > bounds.size:
        raise SourceTooLarge(source=name, limit=bounds.size // MEGABYTE)
    packing = said.get("content-encoding", "identity").lower()
    if packing not in ("identity", "gzip", "x-gzip", "deflate", ""):
        raise SourceUnreachable(source=name, reason=f"Content-Encoding: {_plain(packing)}")
    with into.open("wb") as file:
        written = _Written(file, bounds.size, name)
        took = _unpacked(response, written, name) if packing not in ("identity", "") else _copied(response, written)
    if told is not None and took != told:
        raise SourceIncomplete(source=name, told=f"{told} bytes", got=f"{took} bytes")
    return written.size


class _Written:
    """A file that refuses to grow beyond its limit."""

    def __init__(self, file: IO[bytes], limit: int, name: str) -> None:
        self._file, self._limit, self._name, self.size = file, limit, name, 0

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > self._limit:
            raise SourceTooLarge(source=self._name, limit=self._limit // MEGABYTE)
        self._file.write(piece)


def _pieces(response: http.client.HTTPResponse) -> Iterator[bytes]:
    read: Callable[[int], bytes] = response.read1
    while piece := read(_PIECE):
        yield piece


def _copied(response: http.client.HTTPResponse, written: _Written) -> int:
    took = 0
    for piece in _pieces(response):
        took += len(piece)
        written.add(piece)
    return took


def _unpacked(response: http.client.HTTPResponse, written: _Written, name: str) -> int:
    """Write what gzip or zlib unpacks to, in pieces of bounded size; gives how many packed bytes came."""
    took, unpacker = 0, zlib.decompressobj(32 + zlib.MAX_WBITS)
    try:
        for piece in _pieces(response):
            took += len(piece)
            left = piece
            while left and not unpacker.eof:
                written.add(unpacker.decompress(left, _PIECE))
                left = unpacker.unconsumed_tail
        written.add(unpacker.flush())
    except zlib.error as broken:
        raise SourceIncomplete(source=name, told="gzip", got=str(broken)) from broken
    if took and not unpacker.eof:
        raise SourceIncomplete(source=name, told="gzip", got=f"{took} bytes")
    return took


def _plain(text: str) -> str:
    """A text of the other side, short, printable, and without a query that may hold our key."""
    return "".join(char if char.isprintable() else "?" for char in text.partition("?")[0])[:100]

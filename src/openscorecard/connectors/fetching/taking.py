"""The body of an answer as a file: unpacked in small pieces, held to its limit and to the length it announced."""

from __future__ import annotations

import http.client
import zlib
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path

from openscorecard.connectors.faults import SourceIncomplete, SourceTooLarge, SourceUnreachable
from openscorecard.connectors.fetching.telling import plain

MEGABYTE = 1024 * 1024
_PIECE = 64 * 1024
_ANY_HEAD = 32 + zlib.MAX_WBITS  # of gzip or of zlib


def announced(response: http.client.HTTPResponse, limit: int, name: str) -> int | None:
    """How many bytes are to come, None where nobody says. Raises SourceTooLarge."""
    if response.length is not None and response.length > limit:
        raise SourceTooLarge(source=name, limit=limit // MEGABYTE)
    return response.length


def take(response: http.client.HTTPResponse, into: Path, limit: int, name: str) -> int:
    """Write the body, unpacked, and count it: at most `limit` bytes, packed and unpacked.

    Raises SourceTooLarge, SourceIncomplete, SourceUnreachable; then the file is worth nothing.
    """
    told = announced(response, limit, name)
    packing = (response.getheader("Content-Encoding") or "identity").lower()
    if packing not in ("identity", "gzip", "x-gzip", "deflate"):
        raise SourceUnreachable(source=name, reason=f"Content-Encoding: {plain(packing)}")
    came, written = _Came(response, limit, name), _Count(limit, name)
    with into.open("wb") as file:
        for piece in came if packing == "identity" else _unpacked(came, name):
            written.add(piece)
            file.write(piece)
    _refuse_part(response, told, came.size, name)
    return written.size


def _refuse_part(response: http.client.HTTPResponse, told: int | None, came: int, name: str) -> None:
    if told is not None and came != told:
        raise SourceIncomplete(source=name, told=f"{told} bytes", got=f"{came} bytes")
    # Heads that broke off before they told a length look the same as an answer of nothing.
    if told is None and not response.chunked and not came and response.status == HTTPStatus.OK:
        raise SourceIncomplete(source=name, told="?", got="0 bytes")


class _Count:
    """A count of bytes that refuses to grow beyond its limit."""

    def __init__(self, limit: int, name: str) -> None:
        self._limit, self._name, self.size = limit, name, 0

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > self._limit:
            raise SourceTooLarge(source=self._name, limit=self._limit // MEGABYTE)


class _Came(_Count):
    """The pieces of a body as they come."""

    def __init__(self, response: http.client.HTTPResponse, limit: int, name: str) -> None:
        super().__init__(limit, name)
        self._read: Callable[[int], bytes] = response.read1

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._read(_PIECE):
            self.add(piece)
            yield piece


def _unpacked(came: _Came, name: str) -> Iterator[bytes]:
    """What gzip or zlib unpacks to, never more than a piece at a time, one member after the other."""
    unpacker = zlib.decompressobj(_ANY_HEAD)
    try:
        for piece in came:
            left = piece
            while left:
                if unpacker.eof:
                    unpacker = zlib.decompressobj(_ANY_HEAD)
                yield unpacker.decompress(left, _PIECE)
                left = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as broken:
        raise SourceIncomplete(source=name, told="gzip", got=str(broken)) from broken
    if came.size and not unpacker.eof:
        raise SourceIncomplete(source=name, told="gzip", got=f"{came.size} bytes")

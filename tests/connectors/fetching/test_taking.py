"""Packed bodies are unpacked whole, and neither what comes nor what comes out of it grows beyond the limit."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest

from openscorecard.connectors.faults import SourceIncomplete, SourceTooLarge, SourceUnreachable
from openscorecard.connectors.fetching.getting import Bounds, fetch
from openscorecard.connectors.fetching.taking import MEGABYTE
from openscorecard.connectors.reaching import Reach
from tests.connectors.answering import answering, plain
from tests.connectors.fetching.wire import saying

BOUNDS = Bounds(Reach(("127.0.0.1",)), size=MEGABYTE, seconds=10)
ONE, TWO = gzip.compress(b"one" * 50_000), gzip.compress(b"two" * 50_000)


def fetched(body: bytes, folder: Path, packing: str = "gzip") -> bytes:
    with answering(plain(body, Content_Encoding=packing)) as place:
        fetch(place, folder / "body", BOUNDS)
    return (folder / "body").read_bytes()


def test_gzip_of_several_members_is_unpacked_whole(tmp_path: Path) -> None:
    assert fetched(ONE + TWO, tmp_path) == b"one" * 50_000 + b"two" * 50_000
    assert fetched(gzip.compress(b"a") * 3000, tmp_path) == b"a" * 3000


def test_zlib_is_unpacked_too(tmp_path: Path) -> None:
    assert fetched(zlib.compress(b"one" * 50_000), tmp_path, "deflate") == b"one" * 50_000


@pytest.mark.parametrize(
    "tail", [TWO[:-1], TWO[:12], b"no member"], ids=["torn at its end", "torn at its head", "none"]
)
def test_a_torn_or_false_member_behind_a_whole_one_is_told(tail: bytes, tmp_path: Path) -> None:
    with pytest.raises(SourceIncomplete):
        fetched(ONE + tail, tmp_path)


def test_members_of_nothing_do_not_come_for_ever(tmp_path: Path) -> None:
    nothing = gzip.compress(b"") * 1000
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"  # of a length nobody tells
    with saying([head, *[nothing] * (MEGABYTE // len(nothing) + 1)]) as url, pytest.raises(SourceTooLarge):
        fetch(url, tmp_path / "body", BOUNDS)


def test_the_limit_itself_may_be_taken_and_a_byte_more_may_not(tmp_path: Path) -> None:
    assert len(fetched(gzip.compress(bytes(MEGABYTE)), tmp_path)) == MEGABYTE
    with pytest.raises(SourceTooLarge):
        fetched(gzip.compress(bytes(MEGABYTE + 1)), tmp_path)


def test_what_is_packed_twice_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreachable, match="gzip, gzip"):
        fetched(gzip.compress(ONE), tmp_path, "gzip, gzip")

"""A file at an address is asked for without giving anything secret away, and is what it says it is."""

from __future__ import annotations

import gzip
import traceback
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from openscorecard.connectors.faults import (
    SourceChanged,
    SourceFault,
    SourceRedirects,
    SourceTooLarge,
    SourceUnreachable,
    UnfitSource,
)
from tests.connectors.answering import answering, plain
from tests.connectors.sources import brought, opened

KEY = "sesame"  # in one place, since tracebacks show lines of this file
ROWS = b"occurred_on,branch,visits\n2025-01-05,MAIN,10\n"


def source(place: str, password: str = "", token: str = "", **more: Any) -> Any:
    return opened("address", {"place": place, "dataset": "visits", **more}, password=password, token=token)


def test_a_file_that_comes_packed_although_nobody_asked_is_unpacked(tmp_path: Path) -> None:
    asked: list[str] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.headers["Accept-Encoding"])
        plain(gzip.compress(ROWS), Content_Encoding="gzip")(request)

    with answering(answer) as place:
        (found,) = brought(source(place), tmp_path)
    assert (asked, found.file.read_bytes()) == (["identity"], ROWS)


def test_unchanged_is_believed_only_where_it_was_asked(tmp_path: Path) -> None:
    with answering(plain(b"", 304)) as place:
        with pytest.raises(SourceFault, match="304"):
            brought(source(place), tmp_path)
        assert brought(source(place), tmp_path, {"etag": '"v1"'}) == []


@pytest.mark.parametrize("etag", ['"' + "v" * 300 + '"', '"\u00e9"'])
def test_a_version_that_cannot_be_sent_back_is_not_kept(etag: str, tmp_path: Path) -> None:
    with answering(plain(ROWS, ETag=etag, Last_Modified="Sun, 05 Jan 2025 00:00:00 GMT")) as place:
        (found,) = brought(source(place), tmp_path)
        assert set(found.watermark) == {"checksum", "modified"}
        assert brought(source(place), tmp_path, dict(found.watermark)) == []


def test_a_look_takes_heads_only_and_tells_what_would_be_too_large() -> None:
    with answering(plain(ROWS)) as place:
        assert f"{len(ROWS)} bytes" in source(place).look().says.en
    with answering(plain(b"", Content_Length=str(5 << 20))) as place:
        assert f"{5 << 20} bytes" in source(place, limit=5).look().says.en
        with pytest.raises(SourceTooLarge):
            source(place, limit=4).look()


def test_a_refusal_is_told_without_taking_its_page(tmp_path: Path) -> None:
    page = plain(b"", 503, Content_Length=str(5 << 20))
    with answering(page) as place, pytest.raises(SourceUnreachable, match="503"):
        brought(source(place, limit=1), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("status", "heads", "fault"),
    [(404, {}, SourceChanged), (302, {"Location": "/b.csv?key=sesame#sesame"}, SourceRedirects),
     (503, {}, SourceUnreachable), (200, {"Content_Length": "9"}, SourceFault)],
)  # fmt: skip
def test_no_fault_repeats_a_key(status: int, heads: dict[str, str], fault: type[SourceFault], tmp_path: Path) -> None:
    with answering(plain(b"", status, **heads)) as place, pytest.raises(fault) as found:
        brought(source(f"{place}/a.csv?key={KEY}", password=KEY, user="mei"), tmp_path)
    assert KEY not in "".join(traceback.format_exception(found.value)) + str(found.value.to_data())


@pytest.mark.parametrize(
    "place",
    ["https://mei:ses@me@example.org/a.csv", "https://mei:sesame/x@example.org/a.csv", "ftp://example.org/?sesame",
     "https://example.org:0/sesame", "https://example.org/sesame 路.csv", "https://[sesame/a.csv"],
)  # fmt: skip
def test_an_unfit_address_is_refused_at_once_and_not_repeated(place: str) -> None:
    with pytest.raises(UnfitSource) as found:
        source(place)
    assert KEY not in "".join(traceback.format_exception(found.value))
    assert "ses" not in str(found.value.to_data())


def test_a_token_cannot_become_a_second_head(tmp_path: Path) -> None:
    asked: list[str] = []
    with (
        answering(lambda request: asked.append(request.path)) as place,
        pytest.raises(UnfitSource, match="Authorization") as found,
    ):
        brought(source(place, token=f"{KEY}\r\nHost: elsewhere"), tmp_path)
    assert asked == []
    assert KEY not in "".join(traceback.format_exception(found.value))

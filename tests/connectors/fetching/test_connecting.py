"""Whatever the other side does with the connection, it ends in time, and over TLS it is who it should be."""

from __future__ import annotations

import itertools
import socket
import ssl
import time
from pathlib import Path
from typing import Any

import pytest

from openscorecard.connectors import reaching
from openscorecard.connectors.faults import SourceIncomplete, SourceTooSlow, SourceUnreachable
from openscorecard.connectors.fetching.getting import Bounds, fetch
from openscorecard.connectors.reaching import Reach
from tests.connectors.answering import answering, plain
from tests.connectors.fetching.certificates import certified
from tests.connectors.fetching.wire import saying

HERE = Reach(("127.0.0.1",))


@pytest.mark.parametrize(
    "begun", [b"HTTP/1.1 200 OK\r\nX-Long: ", b"HTTP/1.1 503 No\r\nX-Long: ", b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nx"]
)
def test_whatever_drips_is_cut_off_even_where_what_came_looks_whole(begun: bytes, tmp_path: Path) -> None:
    started = time.monotonic()
    with saying(itertools.chain([begun], itertools.repeat(b"x", 200)), 0.05) as url, pytest.raises(SourceTooSlow):
        fetch(url, tmp_path / "body", Bounds(HERE, seconds=0.5))
    assert time.monotonic() - started < 5


def test_heads_that_break_off_are_no_answer_of_nothing(tmp_path: Path) -> None:
    with saying([b"HTTP/1.1 200 OK\r\nContent-Len"]) as url, pytest.raises(SourceIncomplete):
        fetch(url, tmp_path / "body", Bounds(HERE, seconds=5))


def test_the_host_line_says_the_name_while_the_address_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hosts: list[str] = []

    def answer(request: Any) -> None:
        hosts.append(request.headers["Host"])
        plain(b"hello")(request)

    monkeypatch.setattr(reaching.socket, "getaddrinfo", leading_here)
    with answering(answer) as place:
        named = place.replace("127.0.0.1", "data.example.org")
        fetch(named, tmp_path / "body", Bounds(Reach(("data.example.org", "127.0.0.1")), seconds=5))
    assert hosts == [named.removeprefix("http://")]


def leading_here(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]


@pytest.mark.parametrize(
    ("vouched", "fits"),
    [("data.example.org", True), ("*.example.org", True), ("other.example.org", False), ("127.0.0.1", False)],
)
def test_a_certificate_must_vouch_for_the_name_and_not_for_the_address(
    vouched: str, fits: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tls = certified(tmp_path, vouched)
    seen: list[str | None] = []
    tls.sni_callback = lambda connection, name, context: seen.append(name)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    monkeypatch.setattr(reaching.socket, "getaddrinfo", leading_here)
    with answering(plain(b"hello"), tls) as place:
        named = place.replace("127.0.0.1", "data.example.org")
        bounds = Bounds(Reach(("data.example.org", "127.0.0.1")), seconds=5)
        if fits:
            assert fetch(named, tmp_path / "body", bounds).size == 5
        else:
            with pytest.raises(SourceUnreachable, match="Hostname mismatch"):
                fetch(named, tmp_path / "body", bounds)
    assert seen == ["data.example.org"]


def test_a_server_that_never_shakes_hands_is_cut_off(tmp_path: Path) -> None:
    with saying(itertools.repeat(b"\x16\x03\x03", 1), 2) as url, pytest.raises(SourceTooSlow):
        fetch(url.replace("http:", "https:"), tmp_path / "body", Bounds(HERE, seconds=0.5))


def test_what_speaks_no_tls_is_unreachable(tmp_path: Path) -> None:
    with saying([b"HTTP/1.1 200 OK\r\n\r\nplain"]) as url, pytest.raises(SourceUnreachable) as found:
        fetch(url.replace("http:", "https:"), tmp_path / "body", Bounds(HERE, seconds=5))
    assert isinstance(found.value.__cause__, ssl.SSLError)

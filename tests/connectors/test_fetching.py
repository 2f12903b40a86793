"""A fetch reaches only what is listed, and takes only what is announced, in time and within bounds."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from openscorecard.connectors import reaching
from openscorecard.connectors.faults import (
    HostNotListed,
    PrivateAddress,
    SourceFault,
    SourceIncomplete,
    SourceRedirects,
    SourceTooLarge,
    SourceTooSlow,
    SourceUnreachable,
    UnfitSource,
)
from openscorecard.connectors.fetching.getting import Bounds, fetch
from openscorecard.connectors.fetching.taking import MEGABYTE
from openscorecard.connectors.reaching import Reach
from tests.connectors.sushi.vendor import Reply, Vendor, vendor

HERE = Reach(("127.0.0.1",))
LOCAL = Bounds(HERE, size=MEGABYTE, seconds=5)


@pytest.fixture
def server() -> Iterator[Vendor]:
    with vendor() as running:
        yield running


@pytest.fixture
def get(server: Vendor, tmp_path: Path) -> Any:
    def got(reply: Reply, bounds: Bounds = LOCAL, query: str = "") -> bytes:
        server.answer = lambda path, asked: reply
        answer = fetch(server.url + query, tmp_path / "body", bounds)
        body = (tmp_path / "body").read_bytes()
        assert answer.size == len(body)
        assert answer.status == reply.status
        return body

    return got


def test_a_body_is_written_as_it_came(get: Any) -> None:
    assert get(Reply(b"hello")) == b"hello"
    assert get(Reply(b"", 503)) == b""
    assert get(Reply(b"no length", closes=True)) == b"no length"
    assert get(Reply(chunks=[b"in ", b"pieces"])) == b"in pieces"


def test_gzip_is_unpacked(get: Any) -> None:
    assert get(Reply(b"x" * 100_000).zipped()) == b"x" * 100_000


def test_a_bomb_is_stopped_at_the_limit(get: Any) -> None:
    bomb = Reply(gzip.compress(bytes(200 * MEGABYTE)), headers={"Content-Encoding": "gzip"})
    with pytest.raises(SourceTooLarge):
        get(bomb)


def test_torn_or_false_gzip_is_told(get: Any) -> None:
    whole = gzip.compress(bytes(range(256)) * 40)
    for body in (whole[:-20], b"no gzip at all", whole[:5]):
        with pytest.raises(SourceIncomplete):
            get(Reply(body, headers={"Content-Encoding": "gzip"}))


def test_an_unknown_packing_is_told(get: Any) -> None:
    with pytest.raises(SourceUnreachable, match="Content-Encoding: br"):
        get(Reply(b"x", headers={"Content-Encoding": "br"}))


def test_less_than_announced_is_incomplete(get: Any) -> None:
    with pytest.raises(SourceIncomplete, match="100 bytes") as told:
        get(Reply(b"half", announced=100))
    assert told.value.facts["got"] == "4 bytes"


def test_chunks_that_break_off_are_incomplete(get: Any) -> None:
    with pytest.raises(SourceIncomplete):
        get(Reply(chunks=[b"in "], closes=True))


def test_more_than_the_limit_is_refused_by_its_announcement_alone(get: Any) -> None:
    with pytest.raises(SourceTooLarge):
        get(Reply(b"", announced=2 * MEGABYTE))


def test_more_than_the_limit_without_an_announcement_is_refused_too(get: Any) -> None:
    with pytest.raises(SourceTooLarge):
        get(Reply(b"x" * (2 * MEGABYTE), closes=True))


def test_a_body_that_drips_is_cut_off(get: Any) -> None:
    begun = time.monotonic()
    with pytest.raises(SourceTooSlow):
        get(Reply(b"x" * 1000, slow=0.05), Bounds(HERE, seconds=0.6))
    assert time.monotonic() - begun < 5


def test_heads_that_drip_are_cut_off(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            connection, _ = listening.accept()
            with connection:
                try:
                    while True:
                        connection.sendall(b"HTTP/1.1 200 OK\r\n"[:1])
                        time.sleep(0.05)
                except OSError:
                    pass

        dripping = threading.Thread(target=drip, daemon=True)
        dripping.start()
        port = listening.getsockname()[1]
        with pytest.raises(SourceTooSlow):
            fetch(f"http://127.0.0.1:{port}/", tmp_path / "body", Bounds(HERE, seconds=0.5))
        dripping.join(5)


def test_a_redirect_is_not_followed(get: Any, server: Vendor) -> None:
    with pytest.raises(SourceRedirects, match="http://elsewhere"):
        get(Reply(status=302, headers={"Location": "http://elsewhere.example/?key=1"}))
    assert len(server.asked) == 1


def test_a_fault_does_not_repeat_a_key(get: Any) -> None:
    for reply in (Reply(b"x", announced=9), Reply(status=301, headers={"Location": "/x?api_key=sesame"})):
        with pytest.raises(SourceFault) as told:
            get(reply, query="?api_key=sesame")
        assert "sesame" not in told.value.sentence("en") + str(told.value.facts)


def test_nobody_listening_is_unreachable(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as one:
        port = one.getsockname()[1]
    with pytest.raises(SourceUnreachable):
        fetch(f"http://127.0.0.1:{port}/", tmp_path / "body", LOCAL)


def test_what_speaks_no_http_is_unreachable(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def speak() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(b"SSH-2.0-nothing\r\n\r\n")
                connection.recv(10_000)

        speaking = threading.Thread(target=speak, daemon=True)
        speaking.start()
        with pytest.raises(SourceUnreachable):
            fetch(f"http://127.0.0.1:{listening.getsockname()[1]}/", tmp_path / "body", LOCAL)
        speaking.join(5)


@pytest.mark.parametrize(
    "url",
    ["ftp://127.0.0.1/", "file:///etc/passwd", "http://user:word@127.0.0.1/", "http:///x",
     "http://127.0.0.1:99999/", "http://127.0.0.1/a b", "http://127.0.0.1/\r\nHost: x", "http://127.0.0.1/路"],
)  # fmt: skip
def test_other_addresses_are_refused_before_anything_is_asked(url: str, tmp_path: Path) -> None:
    with pytest.raises(UnfitSource):
        fetch(url, tmp_path / "body", LOCAL)


def test_a_private_address_is_refused_unless_it_is_listed(server: Vendor, tmp_path: Path) -> None:
    with pytest.raises(PrivateAddress):
        fetch(server.url, tmp_path / "body", Bounds(Reach(("vendor.example",))))
    assert server.asked == []


def test_a_host_that_is_not_listed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HostNotListed):
        fetch("https://vendor.example/", tmp_path / "body", Bounds(Reach(("other.example",))))


def test_a_name_is_looked_up_once(monkeypatch: pytest.MonkeyPatch, server: Vendor, tmp_path: Path) -> None:
    asked = []

    def look_up(host: str, port: int, *_: Any, **__: Any) -> Any:
        asked.append(host)
        return [(socket.AF_INET, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(reaching.socket, "getaddrinfo", look_up)
    server.answer = lambda path, query: Reply(b"hello")
    fetch(f"http://vendor.example:{server.port}/", tmp_path / "body", Bounds(Reach(("vendor.example", "127.0.0.1"))))
    assert asked[0] == "vendor.example"
    assert set(asked[1:]) <= {"127.0.0.1"}  # connecting to figures asks nobody


# TLS


@pytest.fixture
def secured(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """An address behind which the same vendor speaks TLS, and the certificate it shows."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with; install the package `openssl`")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=vendor",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with vendor(context) as running:
        running.answer = lambda path, query: Reply(b"hello", slow=float(query.get("slow", 0)))
        yield f"https://127.0.0.1:{running.port}/", certificate


def test_a_certificate_nobody_vouches_for_is_refused(secured: tuple[str, Path], tmp_path: Path) -> None:
    with pytest.raises(SourceUnreachable, match="TLS: self"):
        fetch(secured[0], tmp_path / "body", LOCAL)


def test_a_service_behind_tls_is_read_and_cut_off_as_any_other(
    secured: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(secured[1]))
    fetch(secured[0], tmp_path / "body", LOCAL)
    assert (tmp_path / "body").read_bytes() == b"hello"
    with pytest.raises(SourceTooSlow):
        fetch(secured[0] + "?slow=0.3", tmp_path / "body", Bounds(HERE, seconds=0.6))

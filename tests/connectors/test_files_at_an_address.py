"""Files at an address or in a folder: brought when they change, and every way a server can misbehave."""

from __future__ import annotations

import base64
import os
import socket
import ssl
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from openscorecard.connectors.faults import (
    FolderNotListed,
    HostNotListed,
    PrivateAddress,
    SourceChanged,
    SourceFault,
    SourceIncomplete,
    SourceRedirects,
    SourceRefused,
    SourceTooLarge,
    SourceTooSlow,
    SourceUnreachable,
    UnfitSource,
)
from openscorecard.connectors.reaching import Reach
from tests.connectors.answering import answering, plain
from tests.connectors.fetching.certificates import certified
from tests.connectors.servers import free_port
from tests.connectors.sources import brought, opened

ROWS = b"occurred_on,branch,visits\n2025-01-05,MAIN,10\n"


def source(place: str, **more: Any) -> Any:
    return opened("address", {"place": place, "dataset": "visits", **more})


def test_a_file_is_brought_once_and_again_when_it_changes(tmp_path: Path) -> None:
    with answering(plain(ROWS)) as place:
        (found,) = brought(source(f"{place}/gate.csv"), tmp_path)
        assert found.file.read_bytes() == ROWS
        assert (found.mode, found.covers) == ("replace", None)
        assert brought(source(f"{place}/gate.csv"), tmp_path, dict(found.watermark)) == []
    with answering(plain(ROWS + b"2025-01-06,MAIN,3\n")) as place:
        assert len(brought(source(f"{place}/gate.csv"), tmp_path, dict(found.watermark))) == 1


def test_a_server_that_knows_versions_is_asked_by_them(tmp_path: Path) -> None:
    asked: list[str] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.headers.get("If-None-Match", ""))
        known = asked[-1] == '"v1"'
        plain(b"" if known else ROWS, 304 if known else 200, ETag='"v1"')(request)

    with answering(answer) as place:
        (found,) = brought(source(place), tmp_path)
        assert brought(source(place), tmp_path, dict(found.watermark)) == []
    assert asked == ["", '"v1"']


def test_what_is_mapped_goes_along(tmp_path: Path) -> None:
    with answering(plain(ROWS)) as place:
        (found,) = brought(source(place, columns={"visits": "人次"}, values={"branch": {"總館": "MAIN"}}), tmp_path)
    assert (found.columns, found.values) == ({"visits": "人次"}, {"branch": {"總館": "MAIN"}})


@pytest.mark.parametrize(
    ("status", "fault"),
    [(401, SourceRefused), (403, SourceRefused), (404, SourceChanged), (410, SourceChanged), (418, SourceFault),
     (429, SourceUnreachable), (503, SourceUnreachable)],
)  # fmt: skip
def test_each_refusal_has_its_fault(status: int, fault: type[SourceFault], tmp_path: Path) -> None:
    with answering(plain(b"no", status)) as place, pytest.raises(fault) as found:
        brought(source(place), tmp_path)
    assert type(found.value) is fault


def test_redirects_are_never_followed(tmp_path: Path) -> None:
    asked: list[str] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        asked.append(request.path)
        plain(b"", 302, Location="http://169.254.169.254/secrets")(request)

    with answering(answer) as place, pytest.raises(SourceRedirects, match=r"169\.254\.169\.254"):
        brought(source(f"{place}/a.csv"), tmp_path)
    assert asked == ["/a.csv"]


def test_a_server_that_lies_about_its_length_is_not_believed(tmp_path: Path) -> None:
    with (
        answering(plain(ROWS, Content_Length="9999", Connection="close")) as place,
        pytest.raises(SourceIncomplete, match="9999 bytes"),
    ):
        brought(source(place), tmp_path)


def test_an_answer_in_pieces_that_ends_early_is_not_believed(tmp_path: Path) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.protocol_version = "HTTP/1.1"
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        request.wfile.write(b"10\r\nhalf")
        request.close_connection = True

    with answering(answer) as place, pytest.raises(SourceIncomplete):
        brought(source(place), tmp_path)


def test_a_server_that_is_slow_is_left(tmp_path: Path) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(len(ROWS)))
        request.end_headers()
        for byte in ROWS:  # each byte comes in time, all of them do not
            try:
                request.wfile.write(bytes([byte]))
            except OSError:
                return
            time.sleep(0.1)

    started = time.monotonic()
    with answering(answer) as place, pytest.raises(SourceTooSlow):
        brought(source(place, seconds=1), tmp_path)
    assert time.monotonic() - started < 8


def test_more_than_the_limit_is_not_taken_whether_announced_or_not(tmp_path: Path) -> None:
    much = b"x" * (1 << 20) + b"y"
    with answering(plain(much)) as place, pytest.raises(SourceTooLarge):
        brought(source(place, limit=1), tmp_path)

    def unannounced(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        try:
            request.wfile.write(much)
        except OSError:
            return

    with answering(unannounced) as place, pytest.raises(SourceTooLarge):
        brought(source(place, limit=1), tmp_path)


def test_a_server_that_is_down_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreachable):
        brought(source(f"http://127.0.0.1:{free_port()}/"), tmp_path)


def test_secrets_go_only_into_their_head(tmp_path: Path) -> None:
    heads: list[str] = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        heads.append(request.headers.get("Authorization", ""))
        plain(ROWS)(request)

    with answering(answer) as place:
        brought(opened("address", {"place": place, "dataset": "visits", "user": "mei"}, password="s3"), tmp_path)
    assert heads == ["Basic " + base64.b64encode(b"mei:s3").decode()]
    with pytest.raises(UnfitSource):
        source("https://mei:s3@example.org/a.csv")


def resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.5",
        "127.0.0.1",
        "169.254.169.254",
        "192.168.1.1",
        "::1",
        "fe80::1",
        "::ffff:10.0.0.5",
        "0.0.0.0",
        "100.64.0.1",
    ],
)
def test_a_listed_name_that_leads_inside_is_refused_unless_its_network_is_listed(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, address)
    with pytest.raises(PrivateAddress):
        Reach(("data.example.org",)).address("data.example.org", 443)
    network = "::/0" if ":" in address and "." not in address else "0.0.0.0/0"
    assert Reach(("data.example.org", network)).address("data.example.org", 443) == address


def test_names_and_addresses_that_are_not_listed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolving(monkeypatch, "203.0.113.9", "93.184.215.14")
    for host in ("example.org", "data.example.org.evil.test", "93.184.215.14"):
        with pytest.raises(HostNotListed):
            Reach(("data.example.org", "*.library.test")).address(host, 443)
    assert asked == []  # nobody is even asked for them
    assert Reach(("*.library.test",)).address("A.Library.test", 443) == "93.184.215.14"
    with pytest.raises(PrivateAddress):
        Reach(("localhost",)).address("127.0.0.1", 80)


def test_the_name_is_resolved_once_and_its_address_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[str] = []
    real = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *more: Any, **kinds: Any) -> Any:
        if host == "data.example.org":
            asked.append(host)
            return real("127.0.0.1", port, *more, **kinds)
        return real(host, port, *more, **kinds)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    with answering(plain(ROWS)) as place:
        named = place.replace("127.0.0.1", "data.example.org")
        connector = opened("address", {"place": named, "dataset": "visits"}, hosts=("data.example.org", "127.0.0.0/8"))
        assert len(brought(connector, tmp_path)) == 1
    assert asked == ["data.example.org"]


# Certificates


@pytest.mark.parametrize(("trusted", "named"), [(True, True), (False, True), (True, False)])
def test_over_https_the_name_is_vouched_for_although_the_address_is_kept(
    trusted: bool, named: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = "data.example.org"
    tls = certified(tmp_path, name if named else "other.example.org")
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *more, **kinds: real("127.0.0.1" if host == name else host, *more, **kinds)
    )
    if trusted:
        trusting = ssl.create_default_context(cafile=tmp_path / "cert.pem")
        monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    with answering(plain(ROWS), tls) as place:
        at = place.replace("127.0.0.1", name)
        connector = opened("address", {"place": at, "dataset": "visits"}, hosts=(name, "127.0.0.0/8"))
        if trusted and named:
            assert len(brought(connector, tmp_path)) == 1
        else:
            with pytest.raises(SourceFault, match="CERTIFICATE_VERIFY_FAILED"):
                brought(connector, tmp_path)


# Folders


def folder_source(folder: Path, place: Path | None = None, **more: Any) -> Any:
    said = {"place": str(place or folder), "dataset": "visits", **more}
    return opened("address", said, folders=(folder,))


def test_each_new_or_changed_file_of_a_folder_is_brought(tmp_path: Path) -> None:
    folder, aside = tmp_path / "in", tmp_path / "aside"
    folder.mkdir()
    aside.mkdir()
    (folder / "a.csv").write_bytes(ROWS)
    (folder / "b.csv").write_bytes(ROWS.replace(b"-05", b"-06"))
    (folder / "notes.md").write_text("no rows")
    first, second = brought(folder_source(folder), aside)
    assert set(second.watermark) == {"a.csv", "b.csv"}
    (folder / "b.csv").write_bytes(ROWS.replace(b"10", b"11"))
    (again,) = brought(folder_source(folder), aside, dict(second.watermark))
    assert b",11" in again.file.read_bytes()
    assert "2 " in folder_source(folder).look().says.en
    assert len(brought(folder_source(folder), aside, dict(first.watermark))) == 1  # as after a crash between the two


def test_only_listed_folders_are_read_whatever_links_say(tmp_path: Path) -> None:
    folder, secret = tmp_path / "in", tmp_path / "secret"
    folder.mkdir()
    secret.mkdir()
    (secret / "keys.csv").write_bytes(ROWS)
    os.symlink(secret / "keys.csv", folder / "keys.csv")
    for place in (secret, folder / ".." / "secret", Path("in"), None):
        with pytest.raises(FolderNotListed):
            folder_source(folder, place).look()
    with pytest.raises(SourceChanged):
        folder_source(folder, folder / "gone").look()
    with pytest.raises(UnfitSource):
        folder_source(folder, pattern="../*.csv")

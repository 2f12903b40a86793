"""One GET over HTTPS or HTTP: to the one address its host stands for, without redirects, within time and size."""

from __future__ import annotations

import base64
import contextlib
import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from openscorecard.connectors.faults import (
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

_BLOCK = 1 << 16
_MEBIBYTE = 1 << 20
_UNCHANGED = 304


@dataclass(frozen=True, slots=True)
class Request:
    """What to get, who asks (a token, or user and password), and how long and how much (MiB) it may take."""

    url: str
    name: str
    reach: Reach
    user: str = ""
    password: str = ""
    token: str = ""
    seconds: int = 120
    limit: int = 200

    def parts(self) -> SplitResult:
        """The address in its parts. Raises UnfitSource."""
        try:
            found = urlsplit(self.url)
            port = found.port
        except ValueError as error:
            raise UnfitSource(item=self.url[:80], reason=error) from error
        if found.scheme not in ("http", "https") or not found.hostname or port == 0:
            raise UnfitSource(item="place", reason="https://…")
        if found.username or found.password:
            raise UnfitSource(
                item="place", reason="帳號密碼請填在各自的欄位 (enter account and password in their fields)"
            )
        return found


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a GET: nothing new, or a file with what the server says of its version."""

    unchanged: bool
    size: int = 0
    etag: str = ""
    modified: str = ""


def fetch(request: Request, target: Path | None, known: Mapping[str, str]) -> Answer:
    """Write what is at the address to `target`; `known` holds `etag` and `modified` of what we have.

    Without a target only the head of the answer is read. Raises SourceFaults; then `target` is worth nothing.
    """
    parts = request.parts()
    deadline = time.monotonic() + request.seconds
    try:
        with contextlib.closing(_connection(request, parts)) as connection:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("GET", path, headers=_headers(request, known))
            with connection.getresponse() as answer:
                return _answer(request, answer, target, deadline)
    except TimeoutError as error:
        raise SourceTooSlow(source=request.name, seconds=request.seconds) from error
    except ssl.SSLError as error:
        raise SourceFault(source=request.name, reason=error.reason or error) from error
    except http.client.IncompleteRead as error:
        raise SourceIncomplete(source=request.name, told="?", got=len(error.partial)) from error
    except (OSError, http.client.HTTPException) as error:
        raise SourceUnreachable(source=request.name, reason=getattr(error, "strerror", None) or repr(error)) from error


def _answer(request: Request, answer: http.client.HTTPResponse, target: Path | None, deadline: float) -> Answer:
    _check_status(request, answer)
    if answer.status == _UNCHANGED:
        return Answer(True)
    size = _take(request, answer, target, deadline) if target else _announced(answer)
    return Answer(False, size or 0, answer.headers.get("ETag", "")[:200], answer.headers.get("Last-Modified", "")[:80])


def _announced(answer: http.client.HTTPResponse) -> int | None:
    told = (answer.headers.get("Content-Length") or "").strip()
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else None


def _connection(request: Request, parts: SplitResult) -> http.client.HTTPConnection:
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = request.reach.address(host, port)
    connection = (
        http.client.HTTPSConnection(host, port, timeout=request.seconds, context=ssl.create_default_context())
        if parts.scheme == "https"
        else http.client.HTTPConnection(host, port, timeout=request.seconds)
    )
    # The name was resolved once and judged; whoever answers for it may not change their mind now.
    connection._create_connection = (  # type: ignore[attr-defined]
        lambda _, timeout, source_address=None: socket.create_connection((address, port), timeout)
    )
    return connection


def _headers(request: Request, known: Mapping[str, str]) -> dict[str, str]:
    headers = {"Accept-Encoding": "identity", "User-Agent": "OpenScorecard", "Connection": "close"}
    if request.token:
        headers["Authorization"] = f"Bearer {request.token}"
    elif request.user:
        pair = f"{request.user}:{request.password}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
    if known.get("etag"):
        headers["If-None-Match"] = known["etag"]
    if known.get("modified"):
        headers["If-Modified-Since"] = known["modified"]
    return headers


def _check_status(request: Request, answer: http.client.HTTPResponse) -> None:
    status = answer.status
    if status in (200, _UNCHANGED):
        return
    if 300 <= status < 400:
        raise SourceRedirects(source=request.name, place=(answer.headers.get("Location") or "?")[:200])
    if status in (401, 403):
        raise SourceRefused(source=request.name, reason=f"HTTP {status}")
    if status in (404, 410):
        raise SourceChanged(source=request.name, missing=request.url)
    if status == 429 or status >= 500:
        raise SourceUnreachable(source=request.name, reason=f"HTTP {status}")
    raise SourceFault(source=request.name, reason=f"HTTP {status}")


def _take(request: Request, answer: http.client.HTTPResponse, target: Path, deadline: float) -> int:
    """Write the body and count it: in pieces, so that neither a long answer nor a slow one can hold us."""
    told, limit, got = _announced(answer), request.limit * _MEBIBYTE, 0
    if told is not None and told > limit:
        raise SourceTooLarge(source=request.name, limit=request.limit)
    with target.open("wb") as file:
        while block := answer.read1(_BLOCK):
            got += len(block)
            if got > limit:
                raise SourceTooLarge(source=request.name, limit=request.limit)
            if time.monotonic() > deadline:
                raise TimeoutError
            file.write(block)
    if told is not None and told != got:
        raise SourceIncomplete(source=request.name, told=f"{told} bytes", got=f"{got} bytes")
    return got

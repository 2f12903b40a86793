"""A server on this machine that answers like a vendor of COUNTER reports, faults included."""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Reply:
    """One answer. `announced` lies about the length, `slow` drips, `closes` tells no length."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    announced: int | None = None
    slow: float = 0.0
    closes: bool = False
    chunks: list[bytes] = field(default_factory=list)

    @classmethod
    def of(cls, said: Any, status: int = 200, **headers: str) -> Reply:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return cls(json.dumps(said).encode(), status, {"Content-Type": "application/json", **named})

    def zipped(self) -> Reply:
        return Reply(gzip.compress(self.body), self.status, {**self.headers, "Content-Encoding": "gzip"})


@dataclass
class Vendor:
    """What a test tells the server to answer, and what it was asked."""

    port: int
    answer: Callable[[str, dict[str, str]], Reply]
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/sushi"


@contextlib.contextmanager
def vendor(context: ssl.SSLContext | None = None) -> Iterator[Vendor]:
    """The server, with a `context` over TLS; it forgets every connection at the end."""
    server = _Server(("127.0.0.1", 0), _Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    server.vendor = Vendor(server.server_port, lambda path, query: Reply(status=404))  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.vendor  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hangs up, or trusts us not, is what many tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        vendor: Vendor = self.server.vendor  # type: ignore[attr-defined]
        vendor.asked.append((parts.path, query))
        reply = vendor.answer(parts.path, query)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._send(reply)

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.chunks:
            self.send_header("Transfer-Encoding", "chunked")
        elif not reply.closes:
            self.send_header("Content-Length", str(len(reply.body) if reply.announced is None else reply.announced))
        self.end_headers()
        for chunk in reply.chunks:
            self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
        if reply.chunks and not reply.closes:
            self.wfile.write(b"0\r\n\r\n")
        if reply.slow:
            for byte in reply.body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(reply.slow)
        else:
            self.wfile.write(reply.body)
        self.wfile.flush()
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)

    def log_message(self, format: str, *arguments: object) -> None:
        pass

"""A connection to the one address that was judged, cut off at its deadline; over TLS the name must be vouched for."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from urllib.parse import SplitResult

from openscorecard.connectors.reaching import Reach

PORTS = {"http": 80, "https": 443}
_LEAST = 0.1


class Deadline:
    """A moment `seconds` from now; what is handed to `cutting` ends then, whatever the other side does."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._at, self._has_cut = time.monotonic() + seconds, False

    @property
    def left(self) -> float:
        """Seconds, never none at all, since 0 means no limit to a socket."""
        return max(_LEAST, self._at - time.monotonic())

    @property
    def passed(self) -> bool:
        return self._has_cut or time.monotonic() >= self._at

    @contextlib.contextmanager
    def cutting(self, connection: socket.socket) -> Iterator[None]:
        """Bound all that is sent and received; a time limit of the socket bounds each piece alone."""
        # The same connection under a second handle: TLS takes the first one over.
        with socket.socket(fileno=os.dup(connection.fileno())) as handle:
            guard = threading.Timer(self.left, self._cut, [handle])
            guard.daemon = True
            guard.start()
            try:
                yield
            finally:
                guard.cancel()

    def _cut(self, handle: socket.socket) -> None:
        self._has_cut = True
        with contextlib.suppress(OSError):
            handle.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def connected(parts: SplitResult, reach: Reach, deadline: Deadline) -> Iterator[http.client.HTTPConnection]:
    """A connection to where `parts` lead, if that may be reached. Raises as `Reach.address` does, and OSError.

    The name is resolved once and judged; whoever answers for it cannot change their mind between that and connecting.
    """
    host, usual = str(parts.hostname), PORTS[parts.scheme]
    port = parts.port or usual
    raw = socket.create_connection((reach.address(host, port), port), timeout=deadline.left)
    with contextlib.ExitStack() as ending:
        ending.callback(raw.close)
        ending.enter_context(deadline.cutting(raw))
        if parts.scheme == "https":
            raw = ending.enter_context(ssl.create_default_context().wrap_socket(raw, server_hostname=host))
        connection = http.client.HTTPConnection(host, port)
        connection.default_port = usual  # which the Host line then leaves out
        connection.auto_open = 0  # nor may it ever connect by the name
        connection.sock = raw
        ending.callback(connection.close)
        yield connection

"""A server on loopback that says exactly these bytes to the first who asks, and hangs up."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterable, Iterator


@contextlib.contextmanager
def saying(pieces: Iterable[bytes], pause: float = 0.0) -> Iterator[str]:
    """Its address; `pause` seconds lie between two pieces."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(10)

        def speak() -> None:
            connection, _ = listening.accept()
            with connection, contextlib.suppress(OSError):
                connection.recv(100_000)
                for piece in pieces:
                    connection.sendall(piece)
                    time.sleep(pause)

        speaking = threading.Thread(target=speak, daemon=True)
        speaking.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        speaking.join(10)
        assert not speaking.is_alive()

"""A file at an address: who asks for it, which version of it is known, and what each status means."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from openscorecard.connectors.faults import SourceChanged, SourceFault, SourceRefused, SourceUnreachable
from openscorecard.connectors.fetching.getting import UNCHANGED, Bounds, Incoming, asked, checked

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Request:
    """Which file, what sentences call its source, within what bounds, and who asks: a token, or user and password."""

    url: str
    name: str
    bounds: Bounds
    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @property
    def file(self) -> str:
        """What the address calls the file, empty where it names none. Raises UnfitSource."""
        return PurePosixPath(checked(self.url).path).name

    def size(self) -> int | None:
        """How large the file is, None where the server does not say; only heads are read. Raises SourceFaults."""
        with asked(self.url, self.bounds, self._headers({}), called=self.name) as incoming:
            self._refuse_status(incoming)
            return incoming.announced()

    def bring(self, target: Path, known: Mapping[str, str]) -> dict[str, str] | None:
        """Write the file to `target` and give its `etag` and `modified`; None where `known` still holds them.

        Raises SourceFaults; then `target` is worth nothing.
        """
        conditions = _conditions(known)
        with asked(self.url, self.bounds, self._headers(conditions), called=self.name) as incoming:
            if incoming.status == UNCHANGED and conditions:
                return None
            self._refuse_status(incoming)
            incoming.take(target)
            return _version(incoming)

    def _headers(self, conditions: Mapping[str, str]) -> dict[str, str]:
        # Not packed: servers pack a file under another ETag, or under one they do not know again.
        headers = {"Accept-Encoding": "identity", **conditions}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        elif self.user:
            pair = f"{self.user}:{self.password}".encode()
            headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
        return headers

    def _refuse_status(self, incoming: Incoming) -> None:
        status = incoming.status
        if status == 200:
            return
        reason = f"HTTP {status}"
        if status in (401, 403):
            raise SourceRefused(source=self.name, reason=reason)
        if status in (404, 410):
            raise SourceChanged(source=self.name, missing=self.url.partition("?")[0].partition("#")[0])
        if status == 429 or status >= 500:
            raise SourceUnreachable(source=self.name, reason=reason)
        raise SourceFault(source=self.name, reason=reason)


def _conditions(known: Mapping[str, str]) -> dict[str, str]:
    said = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("modified")}
    return {name: value for name, value in said.items() if value}


def _version(incoming: Incoming) -> dict[str, str]:
    said = {"etag": incoming.headers.get("etag", ""), "modified": incoming.headers.get("last-modified", "")}
    # Only what can be sent back whole.
    return {name: it for name, it in said.items() if it and len(it) <= _LONGEST and it.isascii() and it.isprintable()}

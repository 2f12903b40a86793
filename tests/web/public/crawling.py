"""Every page and file of the public site, reached by its links and by its own list; and links that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from django.test import Client

LINK = re.compile(r"""(?:href|src)="([^"]*)\"""")


def crawled(client: Client, start: str = "/public/") -> dict[str, bytes]:
    """What answers at every address below `/public/` that links lead to from `start`; a dead link fails."""
    found: dict[str, bytes] = {}
    waiting = [start, "/public/data/index.json"]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        answer = client.get(address)
        assert answer.status_code == 200, address
        found[address] = answer.content
        waiting += [one for one in links(address, answer.content) if one.startswith("/public/")]
    return found


def links(address: str, content: bytes) -> Iterator[str]:
    """Where the links of a page lead, without fragments."""
    if not content.lstrip().lower().startswith((b"<!doctype", b"<svg")):
        return
    for link in LINK.findall(content.decode()):
        yield urlsplit(urljoin(address, link))._replace(fragment="").geturl()


def dead_links(folder: Path) -> list[str]:
    """Links of the pages in a folder that lead to no file of it, or to no place on their page."""
    dead = []
    for page in sorted(folder.rglob("*.html")):
        here = page.relative_to(folder).as_posix()
        for link in LINK.findall(page.read_text(encoding="utf-8")):
            parts = urlsplit(link)
            assert (parts.scheme, parts.netloc, link[:1] == "/") == ("", "", False), f"{here}: {link}"
            target = _resolved(PurePosixPath(here).parent, unquote(parts.path)) if parts.path else here
            file = folder / target
            if not file.is_file() or (parts.fragment and f'id="{unquote(parts.fragment)}"' not in file.read_text()):
                dead.append(f"{here}: {link}")
    return dead


def _resolved(start: PurePosixPath, way: str) -> str:
    parts: list[str] = []
    for part in (start / way).parts:
        if part == "..":
            assert parts, way
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)

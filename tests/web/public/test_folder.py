"""The public site as a folder: the server's pages, links that hold, the same bytes again, nothing left over."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from openscorecard.actions.publishing import withdraw_period
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.queries.publication import publications
from openscorecard.web.public.folder import MANIFEST, FolderNotOurs, NothingPublishedOf, UnwritableFolder, build_site
from openscorecard.web.public.spots import PAGES, every_spot, file_of

from .conftest import PLAN, Open
from .crawling import crawled, dead_links, links


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder that is not there yet."""
    return tmp_path / "site"


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_folder_says_what_the_server_says(open_to_all: Open, site: Path, client: Client) -> None:
    open_to_all("2025", "2024")
    build_site(site)
    for spot in every_spot(publications()):
        served, kept = client.get(f"/public/{spot.path}").content, (site / file_of(spot.path)).read_bytes()
        if spot.kind in PAGES:
            served, kept = _same(served), _same(kept)
        assert served == kept, spot.path


def _same(page: bytes) -> bytes:
    """A page without what differs: styles and mark, the policy in a tag, and what a folder's page is called."""
    text = page.decode().replace("index.html", "").replace('href="./', 'href="')
    text = re.sub(r'\s*<meta http-equiv[^>]*>|\s*<link rel="(?:stylesheet|icon)"[^>]*>|<img [^>]*>', "", text)
    return re.sub(r'(href="[^"#?]*?)/?((?:#[^"]*)?")', r"\1\2", text).encode()


def test_no_link_is_dead_or_leads_out(open_to_all: Open, site: Path, client: Client) -> None:
    open_to_all("2025", "2024")
    build_site(site)
    assert dead_links(site) == []
    pages = crawled(client)
    ways = {way for address, content in pages.items() for way in links(address, content)}
    outside = {way for way in ways if not way.startswith("/public/")}
    assert ways - outside <= set(pages)
    styles = {way for way in outside if way.startswith("/static/")}
    assert all(finders.find(way.removeprefix("/static/")) for way in styles)
    assert [way.partition("?")[0] for way in outside - styles] == ["/drawing.css"]


def test_pages_hold_no_form_no_script_and_nothing_foreign(open_to_all: Open, site: Path) -> None:
    open_to_all("2025")
    build_site(site)
    for name, content in bytes_of(site).items():
        if name.endswith(".html"):
            text = content.decode()
            assert not re.search(r"<form|<script|<style|\sstyle=|\son[a-z]+=|sign-in|csrf", text), name
            assert "Content-Security-Policy" in text


def test_the_same_periods_make_the_same_bytes(open_to_all: Open, site: Path) -> None:
    open_to_all("2025")
    build_site(site / "one")
    build_site(site / "two")
    assert bytes_of(site / "one") == bytes_of(site / "two")
    again = build_site(site / "one")
    assert (again.written, again.removed) == (0, 0)


def test_what_is_withdrawn_is_removed_and_files_of_others_stay(open_to_all: Open, site: Path, now: datetime) -> None:
    open_to_all("2025", "2024")
    build_site(site)
    (site / "robots.txt").write_text("own")
    (site / "en" / PLAN / "2024" / "own.txt").write_text("own")
    withdraw_period(PLAN, parse_period("2024"), by=SYSTEM, now=now)
    built = build_site(site)
    assert built.removed > 0
    left = {name for name in bytes_of(site) if "2024" in name}
    assert left == {f"en/{PLAN}/2024/own.txt"}
    assert not (site / "zh-Hant" / PLAN / "2024").exists()
    assert (site / "robots.txt").read_text() == "own"
    assert dead_links(site) == []


def test_a_list_of_files_that_leads_outside_removes_nothing_there(open_to_all: Open, tmp_path: Path) -> None:
    open_to_all("2025")
    site, outside = tmp_path / "site", tmp_path / "outside.txt"
    build_site(site)
    outside.write_text("own")
    manifest = site / MANIFEST
    manifest.write_text(manifest.read_text().replace('"files": [', '"files": ["../outside.txt",'))
    build_site(site)
    assert outside.read_text() == "own"


def test_folders_that_cannot_be_are_told(open_to_all: Open, tmp_path: Path) -> None:
    open_to_all("2025")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "index.html").write_text("own")
    with pytest.raises(FolderNotOurs):
        build_site(tmp_path / "full")
    assert bytes_of(tmp_path / "full") == {"index.html": b"own"}
    (tmp_path / "file").write_text("own")
    with pytest.raises((UnwritableFolder, FolderNotOurs)):
        build_site(tmp_path / "file")
    with pytest.raises(NothingPublishedOf):
        build_site(tmp_path / "new", ["taipei-education-bureau"])
    assert not (tmp_path / "new").exists()


def test_one_plan_alone_can_be_built(open_to_all: Open, site: Path) -> None:
    open_to_all("2025")
    assert build_site(site, [PLAN]).files > 100

"""The public site as a folder that any web server can host: the same pages, relative links, nothing left over."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders

from openscorecard.domain.faults import Fault, refuse
from openscorecard.domain.reviews.publication import Publication
from openscorecard.queries.publication import publications
from openscorecard.web.frame.drawing_styles import STYLES as DRAWING_STYLES
from openscorecard.web.public.frame import DRAWING, MARK, STYLES
from openscorecard.web.public.making import made
from openscorecard.web.public.spots import every_spot, file_of

MANIFEST = "openscorecard-site.json"


class FolderNotOurs(Fault):
    """A folder that holds files of somebody else."""

    code = "folder-not-ours"
    zh = "資料夾 {folder} 裡有別的檔案，而且不是本指令產生的網站；請指定新的或空的資料夾。沒有寫入任何檔案。"
    en = "The folder {folder} holds other files and no site of this command; name a new one. Nothing was written."


class UnwritableFolder(Fault):
    """A folder that cannot be written."""

    code = "unwritable-folder"
    zh = "無法寫入資料夾 {folder}：{reason}；請更正路徑或權限。"
    en = "The folder {folder} cannot be written: {reason}; correct the path or its permissions."


class NothingPublishedOf(Fault):
    """A plan that is to be built and has no published period."""

    code = "nothing-published-of"
    zh = "計畫 {plan} 沒有公開任何期間；請先公開，或更正識別碼。"
    en = "Nothing of plan {plan} is published; publish a period first, or correct the id."


@dataclass(frozen=True, slots=True)
class Built:
    """What building came to: how many files there are, were written or changed, and were removed."""

    files: int
    written: int
    removed: int


def build_site(folder: Path, plans: Sequence[str] = ()) -> Built:
    """Write the public site of all plans, or of some, into `folder`, and remove what an earlier building left there.

    Files of others are never touched. Raises FolderNotOurs, UnwritableFolder, NothingPublishedOf.
    """
    published = tuple(one for one in publications() if not plans or one.plan in plans)
    there = {one.plan for one in published}
    refuse(NothingPublishedOf(plan=plan) for plan in plans if plan not in there)
    try:
        former = _former(folder)
        return _write(folder, dict(site_files(published)), former)
    except OSError as error:
        raise UnwritableFolder(folder=folder, reason=error.strerror or error) from error


def site_files(published: tuple[Publication, ...]) -> Iterator[tuple[str, bytes]]:
    """Every file of the site, by its path in the folder."""
    for spot in every_spot(published):
        mine = tuple(one for one in published if spot.plan in {"", one.plan})
        found = made(spot, static=True, published=mine)
        if found:
            yield file_of(spot.path), found.content
    for name in (*STYLES, MARK):
        place = finders.find(f"openscorecard/{name}")
        yield f"assets/{name}", Path(str(place)).read_bytes()
    yield f"assets/{DRAWING}", DRAWING_STYLES.encode()


def _former(folder: Path) -> list[str]:
    """The files that an earlier building wrote."""
    if not folder.exists() or not any(folder.iterdir()):
        return []
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return [str(name) for name in data["files"]]
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError) as missing:
        raise FolderNotOurs(folder=folder) from missing


def _write(folder: Path, files: dict[str, bytes], former: list[str]) -> Built:
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {"format": "openscorecard.site", "version": 1, "files": sorted(files)}
    # Written first: what is broken off can be gone on with, since both old and new files are told.
    _put(folder / MANIFEST, {**manifest, "files": sorted({*files, *former})})
    written = sum(_put(folder / name, content) for name, content in sorted(files.items()))
    removed = sum(_take_away(folder, name) for name in former if name not in files)
    _put(folder / MANIFEST, manifest)
    return Built(len(files), written, removed)


def _put(place: Path, content: bytes | dict[str, object]) -> bool:
    """Write a file where it is not the same already."""
    told = (
        content if isinstance(content, bytes) else (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
    )
    if place.is_file() and place.read_bytes() == told:
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(told)
    return True


def _take_away(folder: Path, name: str) -> bool:
    """Remove a file that an earlier building wrote, and the folders it leaves empty; never one outside."""
    root, place = folder.resolve(), folder / name
    if not place.parent.resolve().is_relative_to(root) or not place.is_file():
        return False
    place.unlink()
    above = place.parent
    while above.resolve() != root and not any(above.iterdir()):
        above.rmdir()
        above = above.parent
    return True

"""What is fetched is fixed by its hash, names no place, and may be missing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.tools_of_the_tree import tool

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "assets" / "package-lock.json"
PACKAGE = ROOT / "src" / "openscorecard"


def test_the_lock_has_hashes_and_no_addresses() -> None:
    text = LOCK.read_text(encoding="utf-8")
    packages = {name: one for name, one in json.loads(text)["packages"].items() if name}
    assert len(packages) >= 3
    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert "resolved" not in text
    assert "://" not in text


def test_without_a_way_to_fetch_one_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assets = tool("assets")
    monkeypatch.setattr(assets, "STAMP", tmp_path / "none")
    monkeypatch.setattr(assets.shutil, "which", lambda name: "/bin/false")
    assert assets.main() == 1
    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert last.startswith("assets: not fetched (false: no reason given)")
    assert "the site still works" in last


def test_a_second_run_fetches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assets = tool("assets")
    monkeypatch.setattr(assets, "up_to_date", lambda: True)
    monkeypatch.setattr(assets, "fetch", lambda folder: pytest.fail("fetched again"))
    assert assets.main() == 0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (".btn{color:red}", ".btn{color:red}"),
        (".carousel-item{color:red}", ""),
        (".card,.carousel .card{color:red}", ".card{color:red}"),
        (".table.table-striped{a:b}.table>tbody{c:d}", ".table>tbody{c:d}"),
        (".btn:not(.x,.y):hover,.badge{a:b}", ".btn:not(.x,.y):hover{a:b}"),
        (":is(.card,.offcanvas) p{a:b}", ":is(.card,.offcanvas) p{a:b}"),
        ("[data-bs-theme=light] a,[class^='.x']{a:b}", "[data-bs-theme=light] a,[class^='.x']{a:b}"),
        ("@media (min-width:1px){.modal{a:b}.card{c:d}}", "@media (min-width:1px){.card{c:d}}"),
        ("@media (min-width:1px){.modal{a:b}}", ""),
        (".btn{background:url(\"data:image/svg+xml,%3csvg x='}{;'\")}.toast{a:b}",
         ".btn{background:url(\"data:image/svg+xml,%3csvg x='}{;'\")}"),
        ("@keyframes spin{to{a:b}}", "@keyframes spin{to{a:b}}"),
    ],
)  # fmt: skip
def test_the_stylesheet_keeps_what_pages_use(given: str, kept: str) -> None:
    assert tool("stylesheet").fitted(given) == (f"\n@layer tabler{{{kept}@media (prefers-color-scheme:dark){{}}}}\n")


def test_dark_rules_are_repeated_for_the_systems_scheme() -> None:
    fitted = tool("stylesheet").fitted("/*! licence */[data-bs-theme=dark] .btn{color:red}")
    assert fitted.startswith("/*! licence */")
    assert "@media (prefers-color-scheme:dark){[data-bs-theme=auto] .btn{color:red}}" in fitted


def test_pages_write_no_class_of_tabler_whose_rules_are_left_out() -> None:
    """Fails where a page begins to use one more: name it among USED of tools/stylesheet.py, and run tools/assets.py."""
    assets, stylesheet = tool("assets"), tool("stylesheet")
    known = set(assets.CLASSES.read_text(encoding="utf-8").split())
    assert {"btn", "offcanvas", "carousel"} <= known
    assert known & _written() - stylesheet.USED == {"legend-list", "page"}  # ours, with rules of our own
    kept = (assets.TABLER / "tabler.css").read_text(encoding="utf-8")
    assert ".btn-primary" in kept
    assert ".carousel-inner" not in kept


def _written() -> set[str]:
    """The classes in templates, tags and scripts, as far as they stand there in full."""
    files = (path for end in ("html", "py", "js") for path in PACKAGE.rglob(f"*.{end}") if "vendor" not in path.parts)
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    told = re.findall(r"""class(?:Name)?\s*=\s*["'`]([^"'`]*)""", text)
    told += re.findall(r"""["']class["']\s*:\s*["']([^"']*)""", text)
    told += re.findall(r"""classList\.\w+\(["']([^"']*)""", text)
    told += re.findall(r"{% block (?:width|body) %}([^{]*)", text)
    return {name for one in told for name in re.findall(r"[A-Za-z][\w-]*", one)}

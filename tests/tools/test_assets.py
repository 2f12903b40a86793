"""What is fetched is fixed by its hash, names no place, and may be missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tools_of_the_tree import tool

LOCK = Path(__file__).parents[2] / "assets" / "package-lock.json"


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
        ("@media (min-width:1px){.modal{a:b}.row{c:d}}", "@media (min-width:1px){.row{c:d}}"),
        ("@media (min-width:1px){.modal{a:b}}", ""),
        (".a{background:url(\"data:image/svg+xml,%3csvg x='}{;'\")}.toast{a:b}",
         ".a{background:url(\"data:image/svg+xml,%3csvg x='}{;'\")}"),
        ("@keyframes spin{to{a:b}}", "@keyframes spin{to{a:b}}"),
    ],
)  # fmt: skip
def test_the_stylesheet_keeps_what_pages_use(given: str, kept: str) -> None:
    assert tool("stylesheet").fitted(given) == (f"\n@layer tabler{{{kept}@media (prefers-color-scheme:dark){{}}}}\n")


def test_dark_rules_are_repeated_for_the_systems_scheme() -> None:
    fitted = tool("stylesheet").fitted("/*! licence */[data-bs-theme=dark] .x{color:red}")
    assert fitted.startswith("/*! licence */")
    assert "@media (prefers-color-scheme:dark){[data-bs-theme=auto] .x{color:red}}" in fitted

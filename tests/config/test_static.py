"""Collected files belong to what they were collected from."""

from __future__ import annotations

from pathlib import Path

from openscorecard.config.static import collected, static_root


def _package(folder: Path, text: str) -> Path:
    source = folder / "web" / "static"
    source.mkdir(parents=True, exist_ok=True)
    (source / "site.css").write_text(text)
    return folder


def test_other_files_are_collected_into_another_folder(tmp_path: Path) -> None:
    first = static_root(tmp_path, _package(tmp_path / "package", "a {}"))
    assert static_root(tmp_path, tmp_path / "package") == first
    assert static_root(tmp_path, _package(tmp_path / "package", "a { color: red }")) != first


def test_a_folder_counts_once_it_was_finished(tmp_path: Path) -> None:
    assert not collected(tmp_path)
    (tmp_path / "staticfiles.json").write_text("{}")
    assert collected(tmp_path)

"""LibreOffice as a reader of what we wrote."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

PACKAGES = {
    "odt": "libreoffice-writer-nogui", "docx": "libreoffice-writer-nogui", "ods": "libreoffice-calc-nogui",
    "xlsx": "libreoffice-calc-nogui", "pptx": "libreoffice-impress-nogui",
}  # fmt: skip


def converted(data: bytes, form: str, to: str, folder: Path) -> bytes:
    """`data` opened by LibreOffice and saved as `to`; skips where there is none."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip(f"needs LibreOffice (Debian: {PACKAGES[form]})")
    source = folder / f"paper.{form}"
    source.write_bytes(data)
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", to,
               "--outdir", str(folder / "out"), str(source)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)
    made = folder / "out" / f"paper.{to}"
    assert made.exists(), f"LibreOffice did not open it: {done.stderr}"
    return made.read_bytes()

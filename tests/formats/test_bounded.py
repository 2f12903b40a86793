"""Files are read in a worker that cannot take more time, memory or room than it is given."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from openscorecard.domain.faults import Fault
from openscorecard.formats import bounded
from openscorecard.formats.bounded import MEBIBYTE, run_bounded
from openscorecard.formats.document import document_from_data
from openscorecard.formats.faults import (
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    ForeignFile,
    ReadingCrashed,
    ReadingTooHeavy,
    ReadingTooLong,
    ReadingTooSlow,
)
from tests.formats.office_documents import FORMATS, SAMPLE

TASKS = """
import ctypes, os, subprocess, sys, time
from openscorecard.domain.faults import refuse
from openscorecard.formats.faults import EmptyFile, ForeignFile

def echo(data): print("noise"); return {"length": len(data), "環境": sorted(os.environ)}
def sleep(data): time.sleep(60)
def spin(data):
    while True: pass
def eat(data): return len(bytearray(10**10))
def crash(data): ctypes.string_at(0)
def fail(data): raise RuntimeError("broken")
def long(data): return "x" * (40 * 1024 * 1024)
def refuse_two(data): refuse([EmptyFile(row=3), ForeignFile(found="甲", found_en="a")])
def breed(data):
    subprocess.Popen([sys.executable, "-c", "import time, sys; time.sleep(3); open(sys.argv[1], 'w')", data.decode()])
    time.sleep(60)
"""


@pytest.fixture
def tasks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks that misbehave, known to the worker through a module and a start-up hook on its path."""
    (tmp_path / "misbehaving.py").write_text(TASKS, encoding="utf-8")
    names = ("echo", "sleep", "spin", "eat", "crash", "fail", "long", "refuse_two", "breed")
    added = {name: f"misbehaving:{name}" for name in names}
    (tmp_path / "sitecustomize.py").write_text(
        f"from openscorecard.formats import bounded\nbounded.TASKS.update({added!r})\n", encoding="utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    monkeypatch.setitem(sys.modules, "misbehaving", type(sys)("misbehaving"))
    for name, target in added.items():
        monkeypatch.setitem(bounded.TASKS, name, target)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_document_comes_out_of_the_worker_as_it_went_in(kind: str) -> None:
    data = FORMATS[kind][0](SAMPLE, title="計畫")
    assert document_from_data(run_bounded("read-document", data)) == SAMPLE


def test_a_fault_of_the_worker_is_raised_here_with_its_facts() -> None:
    with pytest.raises(ForeignFile) as caught:
        run_bounded("read-document", b"%PDF-1.7")
    assert caught.value.facts["found"] == "PDF"
    with pytest.raises(DamagedFile):
        run_bounded("read-document", b"PK\x03\x04 cut short")


@pytest.mark.usefixtures("tasks")
def test_all_faults_found_together_travel_together() -> None:
    with pytest.raises(Fault) as caught:
        run_bounded("refuse_two", b"")
    assert caught.value.all() == (EmptyFile(row=3), ForeignFile(found="甲", found_en="a"))


@pytest.mark.usefixtures("tasks")
def test_the_worker_gets_the_data_but_no_secrets_and_its_noise_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SECRET_KEY", "secret")
    answer = run_bounded("echo", b"12345")
    assert answer["length"] == 5
    assert "DJANGO_SECRET_KEY" not in answer["環境"]


@pytest.mark.usefixtures("tasks")
@pytest.mark.parametrize("task", ["sleep", "spin"])
def test_a_task_that_takes_too_long_is_stopped(task: str) -> None:
    began = time.monotonic()
    with pytest.raises(ReadingTooSlow) as caught:
        run_bounded(task, b"", seconds=1)
    assert time.monotonic() - began < 5
    assert caught.value.facts["seconds"] == "1"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on processor time")
@pytest.mark.usefixtures("tasks")
def test_a_task_that_uses_up_its_processor_time_before_the_clock_is_too_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    run = bounded._run
    monkeypatch.setattr(bounded, "_run", lambda *given: run(*given[:-1], 60))  # the clock of the parent never runs out
    with pytest.raises(ReadingTooSlow) as caught:
        run_bounded("spin", b"", seconds=1)
    assert caught.value.facts["seconds"] == "1"


@pytest.mark.usefixtures("tasks")
def test_what_a_task_started_ends_with_it(tmp_path: Path) -> None:
    witness = tmp_path / "still-alive"
    with pytest.raises(ReadingTooSlow):
        run_bounded("breed", str(witness).encode(), seconds=1)
    time.sleep(3.5)
    assert not witness.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on address space")
@pytest.mark.usefixtures("tasks")
def test_a_task_that_wants_too_much_memory_is_stopped() -> None:
    with pytest.raises(ReadingTooHeavy) as caught:
        run_bounded("eat", b"", memory=256 * MEBIBYTE)
    assert caught.value.facts["limit"] == "256"


@pytest.mark.usefixtures("tasks")
@pytest.mark.parametrize("task", ["crash", "fail"])
def test_a_task_that_breaks_down_is_a_fault(task: str) -> None:
    with pytest.raises(ReadingCrashed):
        run_bounded(task, b"")


@pytest.mark.usefixtures("tasks")
def test_an_answer_beyond_the_limit_is_refused() -> None:
    with pytest.raises(ReadingTooLong):
        run_bounded("long", b"")


def test_a_file_beyond_fifty_megabytes_never_reaches_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    with pytest.raises(FileTooLarge) as caught:
        run_bounded("read-document", bytes(50 * MEBIBYTE + 1))
    assert caught.value.facts == {"size": "51", "limit": "50"}


def test_only_tasks_of_the_register_run() -> None:
    with pytest.raises(KeyError):
        run_bounded("os:system", b"ls")


def ods(content: str) -> bytes:
    buffer, mimetype = io.BytesIO(), "application/vnd.oasis.opendocument.spreadsheet"
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    with ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        target.writestr("mimetype", mimetype)
        target.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/></manifest:manifest>',
        )
        target.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>{content}</office:spreadsheet>"
            "</office:body></office:document-content>",
        )
    return buffer.getvalue()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on address space")
def test_a_sheet_of_a_few_bytes_that_unfolds_to_millions_of_cells_is_stopped() -> None:
    bomb = ods(
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="10000">'
        '<table:table-cell office:value-type="string" table:number-columns-repeated="10000"><text:p>a</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    with pytest.raises(ReadingTooHeavy):
        run_bounded("read-document", bomb, memory=256 * MEBIBYTE)


def test_the_worker_starts_without_heavy_libraries() -> None:
    heavy = "{'docx', 'odfdo', 'lxml', 'python_calamine', 'xlsxwriter', 'django', 'pptx', 'yaml'} & set(sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys, openscorecard.formats.worker; print({heavy})"],
        capture_output=True, text=True, check=True, env=bounded.environment(**bounded._SENT),
    )  # fmt: skip
    assert loaded.stdout.strip() == "set()"

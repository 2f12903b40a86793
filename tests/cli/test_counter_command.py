"""`data import eresource_usage` takes COUNTER reports as they come from a vendor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.test_data_commands import Run, answer, run
from tests.connectors.counter.reports import Use, as_json, as_table

__all__ = ["run"]
A = Use("Vendor Books", "A", "Total_Item_Requests", "2025-01", 3)


def test_a_report_is_imported_by_its_content(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sent.dat").write_bytes(as_json([A], exceptions=[{"Code": 3050, "Message": "what?"}]))
    (tmp_path / "sent.tsv").write_bytes(as_table([A]))
    (tmp_path / "map.yaml").write_text("values: {platform: {Vendor Books: vb}}", encoding="utf-8")
    shape = answer(run("data", "import", "eresource_usage", "sent.dat", "--map", "map.yaml", "--json"))
    assert (shape["mode"], shape["stored"], shape["covers"]) == ("update", 1, "2025-01-01..2025-12-31")
    assert shape["remarks"] == ["COUNTER 3050 a parameter was not recognised (what?)"]
    again = answer(run("data", "import", "eresource_usage", "sent.tsv", "--map", "map.yaml", "--json"))
    assert (again["changed"], again["batch"]) == (False, shape["batch"])


def test_a_message_instead_of_a_report_is_told_and_nothing_is_stored(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sent.json").write_text(json.dumps([{"Code": 1011, "Message": "Queued"}]), encoding="utf-8")
    done = run("data", "import", "eresource_usage", "sent.json")
    assert done.returncode == 1
    assert "sent.json:0:0 counter-exception" in done.stderr
    status: Any = {row["dataset"]: row for row in answer(run("data", "status", "--json"))}
    assert status["eresource_usage"]["batches"] == 0


def test_a_wrong_count_is_told_with_its_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sent.tsv").write_bytes(as_table([A, A._replace(count=-3)]))
    done = run("data", "import", "eresource_usage", "sent.tsv")
    assert done.returncode == 1
    assert "sent.tsv:9:9 counter-unfit-count" in done.stderr

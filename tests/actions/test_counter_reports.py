"""COUNTER reports on their way into the store: recognised among files, and stored for the months they speak of."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from openscorecard.actions.data.counter import WHOLE_OF, counter_file, terms
from openscorecard.actions.data.importing import BatchInfo, import_batch
from openscorecard.connectors.counter.faults import UnfitCount
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.people.readers import Reader
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.data import coverage_of, stored_rows
from tests.actions.sent_files import EVENTS, event, sent
from tests.connectors.counter.reports import Use, as_json, as_table

pytestmark = pytest.mark.django_db
USAGE = standard_datasets()["eresource_usage"]
A, B = (Use("P", title, "Total_Item_Requests", "2025-01", 3) for title in "AB")
JANUARY = {"begin": "2025-01", "end": "2025-01"}


@pytest.fixture
def bring(settings: Any, tmp_path: Path, editor: Reader, now: datetime) -> Any:
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"

    def brought(data: bytes, name: str = "report.json", **more: Any) -> BatchInfo:
        (tmp_path / name).write_bytes(data)
        file = counter_file(USAGE, tmp_path / name, tmp_path / "rows.csv", **more)
        assert file is not None
        how = terms([file], None, None)
        return import_batch(USAGE, [file], mode=how.mode, covers=how.covers, whole_of=how.whole_of, note=how.note,
                            keep_good=more.get("keep_good", False), by=editor, now=now)  # fmt: skip

    return brought


def counts() -> Counter[tuple[str, str]]:
    names = USAGE.names
    found: Counter[tuple[str, str]] = Counter()
    for values in stored_rows("eresource_usage"):
        said = dict(zip(names, values, strict=True))
        found[said["report"], said["title"]] += said["count"]
    return found


def test_the_table_of_a_report_brings_nothing_beside_its_json(bring: Any) -> None:
    first = bring(as_json([A, B], **JANUARY))
    again = bring(as_table([B, A], **JANUARY), "report.tsv")
    assert (first.batch.mode, first.batch.rows_stored, first.changed, again.changed) == ("update", 2, True, False)
    assert counts() == {("TR", "A"): 3, ("TR", "B"): 3}


def test_a_newer_report_corrects_the_older_and_reports_of_other_kinds_stand_beside(bring: Any) -> None:
    bring(as_json([A, B], **JANUARY))
    bring(as_json([A], "PR", **JANUARY))
    bring(as_json([A._replace(count=8)], **JANUARY))
    assert counts() == {("TR", "A"): 8, ("TR", "B"): 0, ("PR", None): 3}


def test_months_without_use_are_covered(bring: Any) -> None:
    for month in ("2025-01", "2025-02"):
        info = bring(as_json([], begin=month, end=month, exceptions=[{"Code": 3030, "Message": "none"}]))
        assert (info.changed, info.batch.rows_stored, str(info.batch.covers)) == (True, 0, month)
    assert coverage_of("eresource_usage") == (parse_coverage("2025-01..2025-02"),)


def test_what_the_vendor_says_stays_with_the_batch(bring: Any) -> None:
    info = bring(as_json([A], exceptions=[{"Code": 3040, "Message": "half of it"}]))
    assert (info.batch.note, str(info.batch.covers)) == ("COUNTER 3040 只有部分的使用數（half of it）", "2025-01")


def test_names_of_platforms_are_mapped(bring: Any) -> None:
    bring(as_json([A]), platforms={"P": "hyread"})
    assert {row[USAGE.names.index("platform")] for row in stored_rows("eresource_usage")} == {"hyread"}


def test_good_counts_are_kept_only_where_somebody_says_so(bring: Any) -> None:
    data = as_json([A, B._replace(count=-1)])
    with pytest.raises(UnfitCount):
        bring(data)
    info = bring(data, keep_good=True)
    assert (info.batch.rows_read, info.batch.rows_stored, info.batch.rows_rejected, len(info.rejected)) == (2, 1, 1, 1)


def test_other_files_and_other_datasets_go_their_way(tmp_path: Path) -> None:
    plain, report = tmp_path / "plain.csv", tmp_path / "report.json"
    plain.write_text("period,platform,metric,count\n2025-01,P,Loans,3\n", encoding="utf-8")
    report.write_bytes(as_json([A]))
    assert counter_file(USAGE, plain, tmp_path / "rows.csv") is None
    assert counter_file(EVENTS, report, tmp_path / "rows.csv") is None


def test_what_is_said_on_how_to_store_is_done(bring: Any, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_bytes(as_json([A]))
    file = counter_file(USAGE, tmp_path / "r.json", tmp_path / "rows.csv")
    assert file is not None
    year = parse_coverage("2025")
    assert terms([file], None, None).whole_of == WHOLE_OF
    assert (terms([file], None, None).mode, terms([file], None, None).covers) == ("update", year)
    assert terms([file], "update", parse_coverage("2025-01")).covers == parse_coverage("2025-01")
    assert (terms([file], "append", None).mode, terms([file], "append", None).whole_of) == ("append", ())
    plain = sent(EVENTS, event("E1", "2025-01-01"))
    assert (terms([plain], None, None).mode, terms([plain], None, None).covers) == ("append", None)

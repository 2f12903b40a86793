"""Real reports of vendors and the official samples, where the shared data is there."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest

from openscorecard.connectors.counter.reading import is_counter
from openscorecard.domain.faults import Fault
from tests.connectors.counter.read_rows import read, rows_of, sums
from tests.shared_data import shared

SAMPLES = ("PR", "DR", "TR", "IR", "TRB1", "IRM1")
# What each reply is, and the months it speaks for.
REPLIES = {
    "5_TR_ProQuestEbookCentral.json": ("TR", "2019-11"),
    "brill_tr.json": ("TR", "2022-01"),
    "counter5_table_dr.tsv": ("DR", "2019-02..2019-12"),
    "counter5_table_ir_m1.csv": ("IR_M1", "2020-07..2021-06"),
    "counter5_table_pr.csv": ("PR", "2020-01..2020-12"),
    "counter5_tr_nature.json": ("TR", "2021-12"),
    "folio_dr.json": ("DR", "2021-01"),
    "folio_pr.json": ("PR", "2021-01..2021-03"),
    "folio_tr.json": ("TR", "2021-01..2021-03"),
    "partial_data1.json": ("TR", "2018-11..2018-12"),
    "wiley_tr.json": ("TR", "2022-12"),
}
MESSAGES = {"naked_errors.json": "counter-exception", "no_data_3050.json": "counter-without-items"}


def sample(name: str, form: str) -> Path:
    return shared(f"data/counter51/{name}_sample_r51.{form}")


@pytest.mark.parametrize("name", SAMPLES)
def test_json_and_table_of_one_report_say_the_same(name: str) -> None:
    from_json, from_table = rows_of(sample(name, "json")), rows_of(sample(name, "tsv"))
    assert sums(from_json) == sums(from_table)
    assert from_json == from_table
    assert from_json


@pytest.mark.parametrize("name", SAMPLES)
def test_months_add_up_to_the_totals_of_the_table(name: str) -> None:
    text = sample(name, "tsv").read_text("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter="\t"))
    head = next(place for place, cells in enumerate(lines) if "Metric_Type" in cells)
    metric, total = lines[head].index("Metric_Type"), lines[head].index("Reporting_Period_Total")
    totals: Counter[str] = Counter()
    for cells in lines[head + 1 :]:
        if any(cells):
            totals[cells[metric]] += int(cells[total])
    found: Counter[str] = Counter()
    for (_, name_of), count in sums(rows_of(sample(name, "tsv"))).items():
        found[name_of] += count
    assert found == totals


def test_the_whole_platform_is_the_sum_of_its_items() -> None:
    """The samples speak of one platform in four reports: added together, it would count several times."""
    key = ("2022-01", "Total_Item_Requests")
    assert sums(rows_of(sample("PR", "json")))[key] == sums(rows_of(sample("IR", "json")))[key] > 0


def test_a_view_agrees_with_its_master_where_both_speak() -> None:
    """TR_B1 is the regular, controlled part of TR: for titles without other access, the same rows."""
    view, master = rows_of(sample("TRB1", "json")), rows_of(sample("TR", "json"))
    assert view
    for (month, platform, _, title, metric, data_type, access), count in view.items():
        assert count <= master[month, platform, "TR", title, metric, data_type, access]


def plain_sums(path: Path) -> Counter[tuple[str, str]]:
    """The counts of a release 5 report in JSON, added up without any of our code."""
    body = json.loads(path.read_text("utf-8"))
    found: Counter[tuple[str, str]] = Counter()
    for item in body.get("body", body)["Report_Items"]:
        for performance in item["Performance"]:
            for instance in performance["Instance"]:
                found[performance["Period"]["Begin_Date"][:7], instance["Metric_Type"]] += instance["Count"]
    return found


@pytest.mark.parametrize("name", REPLIES)
def test_a_reply_of_a_vendor_is_read(name: str) -> None:
    path = shared(f"data/counter5/{name}")
    assert is_counter(path)
    reading, rows = read(path)
    assert (reading.report, str(reading.covers)) == REPLIES[name]
    assert reading.release == "5"
    if path.suffix == ".json":
        assert sums(rows) == plain_sums(path)


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_instead_of_figures_is_told(name: str) -> None:
    path = shared(f"data/counter5/{name}")
    assert is_counter(path)
    with pytest.raises(Fault) as told:
        read(path)
    assert told.value.code == MESSAGES[name]


def test_partial_data_is_marked_and_covers_only_the_months_it_has() -> None:
    reading, _ = read(shared("data/counter5/partial_data1.json"))
    assert (str(reading.period), str(reading.covers)) == ("2017-01..2018-12", "2018-11..2018-12")
    assert any("3040" in remark.zh and "部分" in remark.zh for remark in reading.remarks)


def test_a_nameless_title_goes_by_its_identifier() -> None:
    rows = rows_of(shared("data/counter5/5_TR_ProQuestEbookCentral.json"))
    assert {key[3] for key in rows if key[3].startswith("EBC:")} == {"EBC:10064348"}


def test_every_shared_report_is_tried() -> None:
    tried = {*REPLIES, *MESSAGES} | {f"{name}_sample_r51.{form}" for name in SAMPLES for form in ("json", "tsv")}
    beside = {"LICENSE", "counter-api-5.1-openapi.json"}
    there = {path.name for folder in ("counter5", "counter51") for path in shared(f"data/{folder}").iterdir()}
    assert there - beside == tried
    assert not is_counter(shared("data/counter51/LICENSE"))

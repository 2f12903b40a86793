"""Papers as ODS and XLSX: exact numbers, harmless words, and roll-ups that LibreOffice reckons as the rule does."""

from __future__ import annotations

import io
import re
import zipfile
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from openscorecard.domain.scores.rollup import Part, Scored, roll_up
from openscorecard.reports.paper import Cell, Column, RollUp, RollUpNode, Run, Table
from openscorecard.reports.writers.outlet import Form, write_paper
from openscorecard.reports.writers.sheets import NAME_LIMIT, safe_name
from tests.reports.writers.office import converted
from tests.reports.writers.sample_papers import cell, line, paper_of, roll_up_block, sample_paper, tree

FORMS: tuple[Form, ...] = ("ods", "xlsx")


def grids(data: bytes) -> dict[str, list[list[object]]]:
    with load_workbook(io.BytesIO(data)) as book:
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}  # type: ignore[misc]


@pytest.mark.parametrize("form", FORMS)
def test_each_table_is_a_sheet_and_the_words_are_on_the_cover(form: Form) -> None:
    found = grids(write_paper(sample_paper(), form))
    assert list(found) == ["封面", "各目標的得分", "到館人次逐月", "得分如何彙整", "得分如何彙整（公式）"]
    cover = [row[0] for row in found["封面"]]
    assert cover[:4] == [sample_paper().title, "策略計畫 108–111", "臺北市立圖書館", "民國 114 年 4 月 2 日"]
    assert "三個目標達標，一個落後。" in cover
    table = found["各目標的得分"]
    assert table[1][:4] == ["主題", "目標", "狀態", "得分"]
    assert table[3][3] == 104.25
    assert table[4][1] == "=1+1"
    assert table[5][1] == "＝合計 @x"
    assert table[5][3] == -0.5
    assert table[6][3] == "—"


@pytest.mark.parametrize("form", FORMS)
def test_libreoffice_shows_numbers_with_their_decimals_marks_and_units(form: Form, tmp_path: Path) -> None:
    table = Table("表", (Column("數"),), (
        (Cell((Run("達標 96.1", status="watch"),), Fraction("96.125"), 1),), (cell("12,345 人次", "12345", 0),),
        (cell("12.50 %", "12.5", 2),),
    ))  # fmt: skip
    from tests.reports.writers.pdf_structure import text_of

    words = text_of(converted(write_paper(paper_of(table), form), form, "pdf", tmp_path)).replace(" ", "")
    for text in ("▲達標96.1", "12,345人次", "12.50%"):
        assert text in words


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "＝1+1", "＋1", "－1", "＠x", '=HYPERLINK("http://x")', "\t=1"]
)
@pytest.mark.parametrize("form", FORMS)
def test_words_are_never_formulas(form: Form, text: str) -> None:
    table = Table(text, (Column(text),), ((Cell(line(text)),),), line(text), name=text)
    data = write_paper(paper_of(table, title=text), form)
    held = b"".join(zipfile.ZipFile(io.BytesIO(data)).read(one) for one in zipfile.ZipFile(io.BytesIO(data)).namelist())
    assert b"<f>" not in held
    assert b"table:formula" not in held
    assert text.strip() in str(grids(data))


def test_names_of_sheets_are_safe_short_and_unique() -> None:
    taken: set[str] = set()
    for wish in ("a/b:c*?[x]", "A/B:C*?[X]", "'quoted'", "", "History", "長" * 60, "長" * 60, "=1+1", "🏛️" * 40):
        name = safe_name(wish, taken)
        assert name.casefold() not in taken
        assert len(name.encode("utf-16-le")) // 2 <= NAME_LIMIT
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name != ""
        assert name.casefold() != "history"
        taken.add(name.casefold())


def forgotten(data: bytes, form: str, edit: tuple[bytes, bytes] | None = None) -> bytes:
    """The workbook without the results we gave its formulas, so that LibreOffice must find them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.infolist():
            text = source.read(member)
            if form == "xlsx" and "worksheets/sheet" in member.filename:
                text = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", text)
            if form == "ods" and member.filename == "content.xml":
                text = re.sub(rb'(table:formula="[^"]*") office:value-type="float" office:value="[^"]*"', rb"\1", text)
            if edit and edit[0] in text:
                text = text.replace(*edit, 1)
            target.writestr(member, text)
    return out.getvalue()


def recalculated(data: bytes, form: str, folder: Path) -> dict[str, list[object]]:
    """The rows of the sheet of formulas by their codes, after LibreOffice has reckoned them."""
    found = grids(converted(data, form, "ods" if form == "xlsx" else "xlsx", folder))
    rows = next(rows for name, rows in found.items() if "公式" in name)
    return {str(row[1]): row for row in rows[4:]}


def agrees(rows: dict[str, list[object]], scored: Scored) -> None:
    for one in scored.every():
        _, _, _, _, _, _, _, _, partial, coverage, score, *_ = rows[one.code]
        assert coverage == pytest.approx(float(one.coverage)), one.code
        for shown, wanted in ((partial, one.partial), (score, one.score)):
            if wanted is None:
                assert shown == "", one.code
            else:
                assert shown == pytest.approx(float(wanted)), one.code


@pytest.mark.parametrize("form", FORMS)
def test_a_roll_up_is_reckoned_by_libreoffice_as_by_the_rule(form: Form, tmp_path: Path) -> None:
    data = write_paper(paper_of(roll_up_block("zh-Hant")), form)
    agrees(recalculated(forgotten(data, form), form, tmp_path), roll_up(tree()))


def test_a_changed_leaf_and_threshold_change_what_is_above(tmp_path: Path) -> None:
    data = write_paper(paper_of(roll_up_block("zh-Hant")), "xlsx")
    changed = forgotten(data, "xlsx", (b"<v>88.5</v>", b"<v>40</v>"))
    rows = recalculated(changed, "xlsx", tmp_path)
    assert rows["AC1"][10] == pytest.approx((104.25 * 2 + 40) / 3)
    lower = forgotten(data, "xlsx", (b"<v>70</v>", b"<v>20</v>"))
    rows = recalculated(lower, "xlsx", tmp_path)
    assert rows["BC1"][10] == pytest.approx(71)


@pytest.mark.parametrize("rule", ["weakest", "geometric", "unscored"])
def test_other_rules_are_reckoned_too(rule: str, tmp_path: Path) -> None:
    leaves = (
        Part("a", "kpi", Fraction(1), Fraction(80)),
        Part("b", "kpi", Fraction(2), Fraction(120)),
        Part("c", "kpi"),
    )
    part = Part("P", "plan", children=leaves, rule=rule)  # type: ignore[arg-type]
    data = write_paper(paper_of(roll_up_block("zh-Hant", part)), "xlsx")
    scored = roll_up(part)
    rows = recalculated(forgotten(data, "xlsx"), "xlsx", tmp_path)
    if rule == "unscored":
        assert rows["P"][8] == rows["P"][10] == ""
    else:
        agrees(rows, scored)


scores = st.none() | st.fractions(0, 200, max_denominator=8)
leaves = st.builds(
    lambda score, weight, why: (score, Fraction(weight), why),
    scores, st.integers(1, 5), st.sampled_from(["no_data", "no_target", "not_due", "not_applicable"]),
)  # fmt: skip


@settings(max_examples=4, deadline=None)
@given(st.lists(st.lists(st.lists(leaves, min_size=1, max_size=3), min_size=1, max_size=3), min_size=1, max_size=3))
def test_any_tree_is_reckoned_as_the_rule_does(groups: list[list[list[tuple[Fraction | None, Fraction, str]]]]) -> None:
    import tempfile

    def leaf(code: str, one: tuple[Fraction | None, Fraction, str]) -> Part:
        return Part(code, "kpi", one[1], one[0], one[2])  # type: ignore[arg-type]

    part = Part("P", "plan", children=tuple(
        Part(f"T{t}", "theme", children=tuple(
            Part(f"T{t}O{o}", "objective", children=tuple(leaf(f"T{t}O{o}K{k}", one) for k, one in enumerate(kpis)))
            for o, kpis in enumerate(objectives)
        ))
        for t, objectives in enumerate(groups)
    ))  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        data = write_paper(paper_of(roll_up_block("zh-Hant", part)), "xlsx")
        agrees(recalculated(forgotten(data, "xlsx"), "xlsx", Path(folder)), roll_up(part))


def test_nodes_in_any_order_come_after_the_one_above() -> None:
    block = roll_up_block("zh-Hant")
    turned = RollUp(block.table, tuple(reversed(block.nodes)), block.threshold)
    rows = grids(write_paper(paper_of(turned), "xlsx"))["得分如何彙整（公式）"][4:]
    numbers = {row[0]: row[4] for row in rows}
    assert len(numbers) == len(block.nodes)
    assert all(above == "" or above < number for number, above in numbers.items())  # type: ignore[operator]


def test_a_node_that_is_its_own_parent_is_a_root() -> None:
    node = RollUpNode("A", "甲", "plan", "A", Fraction(1), Fraction(90), Fraction(100), "watch")
    block = RollUp(Table("表", (Column("a"),), ()), (node,), Fraction(70))
    assert grids(write_paper(paper_of(block), "ods"))["表（公式）"][4][10] == 90

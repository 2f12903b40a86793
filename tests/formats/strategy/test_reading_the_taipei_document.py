"""The Taipei document is read as it stands: irregular, whole, nothing invented."""

from __future__ import annotations

from datetime import date

import pytest

from openscorecard.domain.strategy.differences import differences
from openscorecard.domain.strategy.plan import Plan
from openscorecard.formats.document import Document, Heading, Paragraph, Row, Table
from openscorecard.formats.example import example_plans
from openscorecard.formats.strategy.assembling import Reading
from openscorecard.formats.strategy.intake import read_directly, read_plans
from openscorecard.formats.strategy.text import read_text, write_text
from tests.shared_data import seed

IDS = ("taipei-education-bureau", "taipei-public-library")


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_directly(seed().read_bytes(), "seed.txt", IDS)


@pytest.fixture(scope="module")
def bureau(reading: Reading) -> Plan:
    return reading.plans[0]


@pytest.fixture(scope="module")
def library(reading: Reading) -> Plan:
    return reading.plans[1]


def test_the_bureau_has_8_themes_and_59_objectives(bureau: Plan) -> None:
    assert (len(bureau.themes), len(bureau.objectives), len(list(bureau.kpis()))) == (8, 59, 0)


def test_the_library_has_4_themes_29_objectives_29_kpis_44_codes_of_27_plans(library: Plan) -> None:
    assert (len(library.themes), len(library.objectives), len(list(library.kpis()))) == (4, 29, 29)
    assert (len(list(library.standings())), len(library.initiatives)) == (44, 27)


def test_nothing_is_left_unplaced(reading: Reading) -> None:
    assert reading.unplaced == ()


def test_all_29_kpis_are_bound_to_20_measures(library: Plan) -> None:
    bound = [kpi.measure for _, kpi in library.kpis()]
    assert None not in bound
    assert len(set(bound)) == 20


def test_statements_dates_and_names_are_verbatim(bureau: Plan, library: Plan) -> None:
    assert library.issued_on == bureau.issued_on == date(2019, 3, 26)
    assert (library.id, library.institution.zh) == (IDS[1], "臺北市立圖書館")
    assert (bureau.id, bureau.institution.zh, bureau.name.zh) == (IDS[0], "臺北市府教育局", "臺北市府教育局策略地圖")
    assert library.mission is not None
    assert library.mission.zh == "推動終身學習，打造書香城市"
    assert bureau.mission is not None
    assert bureau.mission.zh == "引導學校創新 激發學生潛能 發展教師專業 推廣終身學習"
    assert (len(library.values), len(bureau.values)) == (7, 6)
    kpi = library.kpi("CP1.1")
    assert kpi is not None
    assert kpi.name.zh == "利用遠距方式辦理借、還書總數。"


def test_perspectives_without_letters_take_them_from_their_codes(bureau: Plan, library: Plan) -> None:
    for plan in (bureau, library):
        assert [(row.letter, row.name.zh) for row in plan.perspectives] == [
            ("C", "顧客"), ("P", "內部流程"), ("L", "學習成長"), ("F", "財務")]  # fmt: skip


def test_a_label_that_shares_a_cell_with_the_first_objective_is_no_part_of_its_name(bureau: Plan) -> None:
    objective = bureau.objective("AC1")
    assert objective is not None
    assert objective.name.zh == "減輕家長育兒經濟負擔"
    assert [item.code for item in bureau.cell("H", "P")] == ["HP1", "HP2", "HP3", "HP4", "HP5"]


def test_one_plan_under_several_kpis_is_one_plan(library: Plan) -> None:
    procurement = library.initiative("AP1.1.1")
    assert procurement is not None
    assert library.codes_of(procurement.id) == ("AP1.1.1", "AP2.1.1")


def test_the_library_takes_up_theme_h_and_declares_no_links(library: Plan) -> None:
    assert library.cascade is not None
    assert (library.cascade.parent_plan, library.cascade.parent_theme) == (IDS[0], "H")
    assert library.supports == ()
    assert library.links == ()


def test_the_example_is_the_document_but_for_english_and_hypotheses(reading: Reading) -> None:
    for read, kept in zip(reading.plans, example_plans(), strict=True):
        changed = {one.where.split()[-1] for one in differences(read, kept.without_example())}
        assert changed <= {"name_en", "institution_en", "mission_en", "vision_en", "values_en"}


def test_the_bounded_worker_reads_the_same(reading: Reading) -> None:
    assert read_plans(seed().read_bytes(), "seed.txt", IDS) == reading


@pytest.mark.parametrize("kind", ["docx", "odt", "xlsx", "ods"])
def test_the_same_content_in_office_tables_reads_the_same(kind: str, reading: Reading) -> None:
    from openscorecard.formats.office.docx import write_docx
    from openscorecard.formats.office.ods import write_ods
    from openscorecard.formats.office.odt import write_odt
    from openscorecard.formats.office.xlsx import write_xlsx

    write = {"docx": write_docx, "odt": write_odt, "xlsx": write_xlsx, "ods": write_ods}[kind]
    data = write(read_text(seed().read_text(encoding="utf-8")), title="策略地圖")
    assert read_directly(data, f"seed.{kind}", IDS).plans == reading.plans


def test_big5_reads_the_same(reading: Reading) -> None:
    data = seed().read_text(encoding="utf-8").encode("cp950")
    assert read_directly(data, "seed.txt", IDS).plans == reading.plans


def test_what_cannot_be_placed_is_listed_with_its_line() -> None:
    text = write_text(Document((
        Heading("某館策略地圖與平衡計分卡"),
        Paragraph("這一段話不知道要放哪裡"),
        Heading("策略地圖"),
        Table((Row(("策略主題", "服務 A")), Row(("顧客 C", "亂入 AC1提升滿意度")))),
    )))  # fmt: skip
    reading = read_directly(text.encode(), "plan.txt")
    assert [(item.text, item.place.row) for item in reading.unplaced] == [("這一段話不知道要放哪裡", 3), ("亂入", 8)]
    assert [item.name.zh for item in reading.plans[0].objectives] == ["提升滿意度"]


def test_a_heading_with_nothing_of_a_plan_below_is_listed_too() -> None:
    text = "# 某館策略地圖\n\n策略主題\t服務 A\n顧客 C\tAC1提升滿意度\n\n# 編後語\n"
    reading = read_directly(text.encode(), "plan.txt")
    assert [(item.text, item.place.row) for item in reading.unplaced] == [("編後語", 6)]
    assert len(reading.plans) == 1

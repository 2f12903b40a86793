"""Faulty documents are refused with a sentence that says what, where and how to mend; nothing comes of them."""

from __future__ import annotations

import pytest

from openscorecard.domain.faults import Fault
from openscorecard.domain.strategy.faults import (
    CodeInName,
    DuplicateCode,
    UnfitGrammar,
    UnknownObjective,
    UnknownPerspective,
    UnknownTheme,
)
from openscorecard.formats.faults import (
    DuplicateKey,
    EmptyFile,
    ForeignFile,
    MissingField,
    MixedText,
    OldOfficeFile,
    UndecodableText,
    UnfitField,
    UnfitYaml,
    UnknownField,
    YamlAlias,
)
from openscorecard.formats.strategy.faults import (
    InitiativeWithoutKpi,
    KpiWithoutObjective,
    NamelessCode,
    NoPlan,
    UnknownMeasureInPlan,
    UnknownPerspectiveName,
    WrongNumberOfIds,
)
from openscorecard.formats.strategy.intake import read_directly

MAP = "# 某館策略地圖\n\n策略主題\t服務 A\t館藏 B\n顧客 C\tAC1提升滿意度\tBC1充實館藏\n內部流程 P\tAP1改善流程\t\n"
HEAD = "\n# 策略主題：服務(A)\n\n構面\t策略目標\tKPI\t行動方案\n"
YAML = "id: a\nname: 某館\nthemes:\n- {letter: A, name: 服務}\nobjectives:\n- {code: AC1, name: 滿意}\n"

FAULTY = {
    "empty": (b"", "plan.txt", EmptyFile, 0),
    "blank": (b" \n\n", "plan.txt", EmptyFile, 0),
    "a letter, no plan": ("親愛的讀者：\n您好。\n".encode(), "letter.txt", NoPlan, 0),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "map.txt", ForeignFile, 0),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "plan.pdf", ForeignFile, 0),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "plan.xls", OldOfficeFile, 0),
    "mixed encodings": (MAP.encode() + "財務 F\tAF1提高預算執行".encode("big5") + b"\t\n", "plan.txt", MixedText, 6),
    "undecodable": (MAP.encode("utf-8").replace("顧".encode(), b"\xff\xfa\xfb"), "plan.txt", UndecodableText, 4),
    "two objectives with one code in the map": (MAP.replace("BC1", "AC1").encode(), "p.txt", DuplicateCode, 4),
    "one code, two names, map and table": (
        (MAP + HEAD + "顧客\tAC1降低抱怨\tAC1.1抱怨件數\t\n").encode(), "p.txt", DuplicateCode, 10),
    "an unknown perspective in the map": (
        MAP.replace("BC1充實館藏", "BC1充實館藏 BX1整理館藏").encode(), "p.txt", UnknownPerspective, 4),
    "an unknown perspective's name in a table": (
        (MAP + HEAD + "人才\tAC1提升滿意度\tAC1.1滿意度\t\n").encode(), "p.txt", UnknownPerspectiveName, 10),
    "an objective of an unknown theme": (
        (MAP + HEAD + "顧客\tZC1提升滿意度\tZC1.1滿意度\t\n").encode(), "p.txt", UnknownTheme, 10),
    "a KPI without its objective": (
        (MAP + HEAD + "顧客\tAC1提升滿意度\tAC2.1滿意度\t\n").encode(), "p.txt", KpiWithoutObjective, 10),
    "an action plan without its KPI": (
        (MAP + HEAD + "顧客\tAC1提升滿意度\tAC1.1滿意度\tAC1.2.1問卷\n").encode(), "p.txt", InitiativeWithoutKpi, 10),
    "a code without a name": (MAP.replace("BC1充實館藏", "BC1").encode(), "p.txt", NamelessCode, 4),
    "no YAML": (b"id: a\nname: [\n", "p.yaml", UnfitYaml, 3),
    "a YAML bomb": (b"a: &a [x, x]\nb: &b [*a, *a]\nid: c\n", "p.yaml", YamlAlias, 2),
    "a field twice": (YAML.encode() + b"name: again\n", "p.yaml", DuplicateKey, 7),
    "a misspelt field": (YAML.encode() + b"mision: x\n", "p.yaml", UnknownField, 7),
    "a missing field": (b"id: a\n", "p.yaml", MissingField, 1),
    "a wrong day": (YAML.encode() + b"issued_on: 2019-02-31\n", "p.yaml", UnfitField, 7),
    "a link to nowhere": (YAML.encode() + b"links:\n- {from: AC1, to: AC9}\n", "p.yaml", UnknownObjective, 8),
    "a code inside a name": (YAML.replace("滿意}", "滿意 AC7}").encode(), "p.yaml", CodeInName, 6),
    "an unknown measure": (
        YAML.replace("滿意}", "滿意, kpis: [{code: AC1.1, name: 分數, measure: joy}]}").encode(), "p.yaml",
        UnknownMeasureInPlan, 6),
    "a form of codes that cannot be told apart": (
        YAML.encode() + b"codes: {kpi: '{objective}{number}'}\n", "p.yaml", UnfitGrammar, 7),
    "deep nesting": (b"id: " + b"[" * 20_000, "p.yaml", UnfitYaml, 1),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTY)
def test_a_faulty_document_is_refused_with_place_and_mend(name: str) -> None:
    data, filename, kind, row = FAULTY[name]
    with pytest.raises(Fault) as caught:
        read_directly(data, filename)
    fault = next(one for one in caught.value.all() if type(one) is kind)
    assert fault.row == row
    for language in ("zh-Hant", "en"):
        sentence = fault.sentence(language)
        assert "{" not in sentence.replace("{theme}", "").replace("{number}", "").replace("{kpi}", "").replace(
            "{objective}", "").replace("{perspective}", "")  # fmt: skip
        assert len(sentence) > 10


def test_all_faults_of_a_document_are_told_at_once() -> None:
    text = MAP + HEAD + "顧客\tAC1提升滿意度\tAC2.1滿意度\tAC3.1.1問卷\n"
    with pytest.raises(Fault) as caught:
        read_directly(text.encode(), "p.txt")
    assert [one.code for one in caught.value.all()] == ["kpi-without-objective", "initiative-without-kpi"]


def test_as_names_every_plan_or_none() -> None:
    with pytest.raises(WrongNumberOfIds):
        read_directly(MAP.encode(), "p.txt", ["a", "b"])


def test_a_files_own_id_goes_before_as() -> None:
    assert read_directly(YAML.encode(), "p.yaml", ["other"]).plans[0].id == "a"
    assert read_directly(MAP.encode(), "p.txt", ["other"]).plans[0].id == "other"
    assert read_directly(MAP.encode(), "p.txt").plans[0].id == "某館"


def test_a_value_of_the_wrong_form_is_told_in_one_language() -> None:
    with pytest.raises(UnfitField) as caught:
        read_directly(YAML.encode() + b"issued_on: 2019-02-31\n", "p.yaml")
    assert caught.value.sentence("zh-Hant") == "issued_on 的值「2019-02-31」不合格式；日期請寫成 2019-03-26。"
    assert caught.value.sentence("en").endswith("has the wrong form; a day is written 2019-03-26.")

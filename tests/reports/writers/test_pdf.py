"""Papers as PDF: rules of PDF/UA-1 read from the file itself, and what a reader sees."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from openscorecard.domain.text import Language
from openscorecard.reports.paper import Cell, Column, Contents, Heading, Paragraph, Run, StrategyMap, Table, Terms
from openscorecard.reports.writers.faults import BrokenTemplate
from openscorecard.reports.writers.looks import PAPER_TYP, Looks
from openscorecard.reports.writers.outlet import write_paper
from openscorecard.reports.writers.pdf_rows import with_row_heads
from tests.drawing.sample_maps import library_map
from tests.reports.writers.pdf_structure import faults_of, opened, pages_of, text_of, tree
from tests.reports.writers.sample_papers import cell, line, paper_of, sample_paper


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_every_rule_of_pdf_ua_that_can_be_read_is_kept(language: Language) -> None:
    assert faults_of(write_paper(sample_paper(language), "pdf")) == []


def test_a_rule_that_is_broken_is_noticed() -> None:
    data = write_paper(sample_paper(), "pdf")
    assert "a head cell without scope" in faults_of(data.replace(b"/Scope/Row", b"/Skope/Row"))
    assert "a figure without alternative text" in faults_of(data.replace(b"/Alt", b"/Alx"))
    assert "the title is not shown" in faults_of(data.replace(b"/DisplayDocTitle true", b"/DisplayDocTitle null"))
    assert any("skips" in one for one in faults_of(data.replace(b"/S/H1", b"/S/H3")))
    assert any(
        "says nothing" in one
        for one in faults_of(
            data.replace(
                b"/Contents",
                b"/Contentz",
            )
        )
    )


def test_heads_of_rows_are_heads_and_nothing_else_is() -> None:
    rows = (
        (cell("甲組", across=2, header=True),),
        (cell("甲", down=2, header=True), cell("1")),
        (cell("2"),),
        (cell("乙", header=True), cell("3")),
    )
    table = Table("表", (Column("名"), Column("數")), rows)
    with opened(write_paper(paper_of(table), "pdf")) as pdf:
        found = tree(pdf).named("Table")[0]
        scopes = [str(one.attributes["Scope"]) for one in found.named("TH")]
        assert scopes == ["/Column", "/Column", "/Column", "/Row", "/Row"]
        assert len(found.named("TD")) == 3
        assert found.named("TH")[3].attributes["RowSpan"] == 2


def test_a_pdf_of_another_make_is_left_as_it_is() -> None:
    assert with_row_heads(b"%PDF-1.7 whatever", [[[(True, 1)]]]) == b"%PDF-1.7 whatever"


def test_tables_of_another_shape_are_left_alone() -> None:
    table = Table("表", (Column("名"), Column("數")), ((cell("a"), cell("b")),))
    data = write_paper(paper_of(table), "pdf")
    assert with_row_heads(data, [[[(True, 1)], [(True, 1)]]]) == data


def test_the_words_stand_in_it_once_the_pages_are_read() -> None:
    words = text_of(write_paper(sample_paper(), "pdf"))
    for text in (
        "臺北市立圖書館 114 年 3 月月報",
        "三個目標達標",
        "目次",
        "=1+1",
        "＝合計 @x",
        "無資料",
        "每月加總",
        "2/4",
    ):
        assert text.replace(" ", "") in words.replace(" ", "")


def test_texts_are_never_markup() -> None:
    text = '#panic("x") *b* _i_ $x$ = h <a> @r \\ `c` // c "q" #sys.inputs [x]'
    table = Table(text, (Column(text),), ((Cell(line(text)),),), line(text))
    paper = paper_of(Heading(line(text)), Paragraph(line(text)), table, title=text)
    assert text_of(write_paper(paper, "pdf")).replace("\n", " ").count("#panic") >= 5


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert write_paper(sample_paper(), "pdf") == write_paper(sample_paper(), "pdf")


def test_properties_are_those_of_the_paper() -> None:
    with opened(write_paper(sample_paper(), "pdf")) as pdf:
        assert str(pdf.docinfo["/Title"]) == "臺北市立圖書館 114 年 3 月月報"
        assert str(pdf.docinfo["/Author"]) == "臺北市立圖書館"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20250402")
        assert str(pdf.Root.Lang) == "zh-TW"


def test_a_map_lies_where_its_letters_can_be_read_with_its_heading() -> None:
    paper = paper_of(
        Heading(line("前")), Paragraph(line("x")), Heading(line("地圖"), 2), StrategyMap(library_map(), "圖", {})
    )
    with opened(write_paper(paper, "pdf")) as pdf:
        sizes = [(round(float(page.MediaBox[2])), round(float(page.MediaBox[3]))) for page in pdf.pages]
    assert sizes == [(595, 842), (1191, 842)]
    assert "地圖" in text_of(write_paper(paper, "pdf")).split("\f")[1]


def test_one_theme_stays_on_the_page() -> None:
    with opened(write_paper(paper_of(StrategyMap(library_map(), "圖", {}, "A")), "pdf")) as pdf:
        assert len(pdf.pages) == 1


def test_links_lead_to_headings_and_outside_and_nowhere_else() -> None:
    runs = (
        Run("內", link="#a"), Run("外", link="https://example.org/x"), Run("無", link="#none"),
        Run("壞", link="javascript:alert(1)"),
    )  # fmt: skip
    paper = paper_of(Heading(line("甲"), 1, "a"), Heading(line("乙"), 1, "a"), Paragraph(runs))
    with opened(write_paper(paper, "pdf")) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
    assert len(notes) == 2
    assert faults_of(write_paper(paper, "pdf")) == []


def test_a_languages_runs_say_so() -> None:
    assert b"/Lang(en-GB)" in _plain(write_paper(sample_paper("zh-Hant"), "pdf"))
    assert b"/Lang(zh-TW)" in _plain(write_paper(sample_paper("en"), "pdf"))


def _plain(data: bytes) -> bytes:
    with opened(data) as pdf:
        return b"".join(page.Contents.read_bytes() for page in pdf.pages)


def test_a_template_of_the_institution_is_used(tmp_path: Path) -> None:
    own = tmp_path / "paper.typ"
    own.write_text(PAPER_TYP.read_text(encoding="utf-8").replace("v(2fr)", "[本館專用範本] + v(2fr)"), encoding="utf-8")
    assert "本館專用範本" in text_of(write_paper(sample_paper(), "pdf", Looks(typst=own)))


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("#let paper = json(bytes(sys.inputs.paper))\n#paper.nothing\n", ":2:", "nothing"),
        ("#let x = (\n", ":1:", "unclosed"),
        ('#set document(title: "t")\n#image(bytes("<svg xmlns=\'http://www.w3.org/2000/svg\'/>"))', ":2:", "alt"),
    ],
)
def test_a_template_that_cannot_be_typeset_is_told_with_its_place(
    tmp_path: Path, text: str, place: str, reason: str
) -> None:
    own = tmp_path / "paper.typ"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenTemplate) as told:
        write_paper(sample_paper(), "pdf", Looks(typst=own))
    assert str(own) in told.value.sentence("zh-Hant")
    assert place in told.value.facts["place"]
    assert reason in told.value.facts["reason"]


def test_the_contents_list_names_pages() -> None:
    paper = replace(sample_paper(), cover=False)
    first = text_of(write_paper(paper, "pdf")).split("\f")[0]
    assert any(row.strip().startswith("二、趨勢") and row.rstrip().endswith("3") for row in first.splitlines())


def test_an_empty_paper_is_a_page_with_its_title() -> None:
    assert faults_of(write_paper(paper_of(), "pdf")) == []
    assert "題名" in text_of(write_paper(paper_of(Contents("目次")), "pdf"))


def test_english_quotes_are_as_narrow_as_the_words_around_them() -> None:
    made = write_paper(paper_of(Paragraph(line("“Holdings” Holdings")), language="en"), "pdf")
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=made, capture_output=True, check=True)
    boxes = re.findall(r'xMin="([\d.]+)".*xMax="([\d.]+)".*>(“?Holdings”?)<', done.stdout.decode())
    quoted, bare = (float(end) - float(start) for start, end, _ in boxes)
    assert quoted - bare < 10.5  # two quotes take less room than one Chinese letter


def test_a_short_table_and_terms_that_belong_together_are_not_broken_over_pages() -> None:
    filling = tuple(Paragraph(line("一行")) for _ in range(34))
    rows = tuple((cell(f"列{n}甲"), cell("1")) for n in range(11))
    table = Table("表", (Column("名"), Column("數")), rows)
    terms = Terms(tuple((f"問{n}甲", line("答")) for n in range(12)), together=True)
    for block in (table, terms):
        pages = pages_of(write_paper(paper_of(*filling, block), "pdf"))
        assert [page.count("甲") > 0 for page in pages] == [False, True]
    long = Table("表", (Column("名"), Column("數")), rows * 9)
    assert pages_of(write_paper(paper_of(*filling, long), "pdf"))[0].count("甲") > 0

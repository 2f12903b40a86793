"""Papers as ODT and DOCX: read back by their libraries, by LibreOffice, and against the schema where it is at hand."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from openscorecard.domain.text import Language
from openscorecard.reports.paper import Cell, Column, Contents, Heading, PageBreak, Paragraph, Table, Terms
from openscorecard.reports.writers.faults import UnfitTemplate
from openscorecard.reports.writers.looks import Looks, looks_in
from openscorecard.reports.writers.outlet import Form, write_paper
from tests.reports.writers.office import converted
from tests.reports.writers.pdf_structure import opened, pages_of, text_of
from tests.reports.writers.sample_papers import line, paper_of, sample_paper

WORDS = {
    "zh-Hant": ("臺北市立圖書館 114 年 3 月月報", "策略計畫 108–111", "三個目標達標，一個落後。", "推廣終身教育。",
                "=1+1",
                "＝合計 @x", "提升市民圖書資料擁有率", "每月加總。", "得分以目標為 100。", "目次"),
    "en": ("Taipei Public Library, report of March 2025", "Three objectives are on target, one is behind.", "=1+1",
           "Promoting lifelong learning.", "Summed by month.", "A score of 100 is the target.", "Contents"),
}  # fmt: skip
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def line_cell(text: str) -> Cell:
    return Cell(line(text))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
@pytest.mark.parametrize("form", ["odt", "docx"])
def test_libreoffice_shows_every_word(form: Form, language: Language, tmp_path: Path) -> None:
    pdf = converted(write_paper(sample_paper(language), form), form, "pdf", tmp_path)
    words = "".join(text_of(pdf).split())
    for text in WORDS[language]:
        assert "".join(text.split()) in words
    with opened(pdf) as pages:
        wide = [float(page.MediaBox[2]) > float(page.MediaBox[3]) for page in pages.pages]
    assert wide[:4] == [False, False, True, False]  # cover, text, the map across, text


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_an_odt_reads_back(language: Language) -> None:
    from odfdo import Document

    found: Any = Document(io.BytesIO(write_paper(sample_paper(language), "odt")))
    text = "\n".join(one.get_formatted_text() for one in found.body.children)
    for words in WORDS[language]:
        assert words in text
    assert found.meta.title == sample_paper(language).title
    assert [int(one.level) for one in found.body.get_headers()] == [1, 2, 2, 1, 2]
    frames = found.body.get_frames()
    assert all(frame.get_element("svg:desc").text for frame in frames)
    assert len(frames) == 2
    heads = found.body.get_elements("//table:table-header-rows")
    assert len(heads) == len(found.body.get_tables()) == 3


@pytest.mark.parametrize("form", ["odt", "ods"])
def test_an_odf_package_is_as_the_standard_wants(form: Form) -> None:
    data = write_paper(sample_paper(), form)
    kind = {"odt": "text", "ods": "spreadsheet"}[form]
    media = f"application/vnd.oasis.opendocument.{kind}"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, archive.read("mimetype")) == ("mimetype", 0, media.encode())
        manifest = etree.fromstring(archive.read("META-INF/manifest.xml"))
        listed = {one.get("{*}full-path", one.attrib.values()[0]) for one in manifest}
        assert listed == {"/", *archive.namelist()} - {"mimetype", "META-INF/manifest.xml"}
        for name in archive.namelist():
            if name.endswith(".xml"):
                root = etree.fromstring(archive.read(name))
                assert all(
                    "oasis" in str(etree.QName(one).namespace) or "purl.org/dc" in str(etree.QName(one).namespace)
                    for one in root.iter()
                )


SCHEMA = os.environ.get("ODF_SCHEMA")  # the path of OASIS' OpenDocument-v1.3-schema.rng, which no registry has

if SCHEMA:

    @pytest.mark.parametrize("language", ["zh-Hant", "en"])
    @pytest.mark.parametrize("form", ["odt", "ods"])
    def test_odf_is_valid_against_its_schema(form: Form, language: Language) -> None:
        rules = etree.RelaxNG(etree.parse(SCHEMA))
        for name, data in parts(write_paper(sample_paper(language), form)).items():
            if name.endswith(".xml") and "manifest" not in name:
                assert rules.validate(etree.fromstring(data)), (name, str(rules.error_log)[:600])


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_a_docx_reads_back(language: Language) -> None:
    import docx

    found = docx.Document(io.BytesIO(write_paper(sample_paper(language), "docx")))
    text = "\n".join(
        [one.text for one in found.paragraphs]
        + [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    )
    for words in WORDS[language]:
        assert words in text
    assert [one.style.name for one in found.paragraphs if one.style and one.style.name.startswith("Heading")] == [
        "Heading 1", "Heading 2", "Heading 2", "Heading 1", "Heading 2",
    ]  # fmt: skip
    assert found.core_properties.title == sample_paper(language).title
    assert len(found.tables) == 3
    for table in found.tables:
        assert table.rows[0]._tr.trPr.find(W + "tblHeader") is not None
    alts = [one._inline.docPr.get("descr") for one in found.inline_shapes]
    assert len(alts) == 2
    assert all(alts)
    for name in ("Normal", "Heading 1", "PaperCell"):
        fonts = found.styles[name].element.rPr.rFonts
        assert fonts.get(W + "eastAsia") == "Microsoft JhengHei"
    xml = found.element.xml
    assert "PAGEREF" in xml
    assert "TOC \\" not in xml  # LibreOffice shows an index as it was written, without pages
    assert found.settings.element.find(W + "updateFields") is not None
    footer = found.sections[0].footer._element.xml
    assert "NUMPAGES" in footer


def test_a_docx_merges_cells_as_the_table_says() -> None:
    import docx

    table = docx.Document(io.BytesIO(write_paper(sample_paper(), "docx"))).tables[0]
    assert table.cell(1, 0)._tc is table.cell(1, 3)._tc
    assert table.cell(2, 0)._tc is table.cell(3, 0)._tc
    assert table.cell(3, 1).text == "=1+1"
    assert table.cell(4, 1)._tc is table.cell(4, 2)._tc


@pytest.mark.parametrize("form", ["odt", "docx"])
def test_the_list_of_chapters_gives_their_pages(form: Form, tmp_path: Path) -> None:
    names = ("甲章", "乙章", "丙章", "丁章")
    chapters = [one for name in names for one in (PageBreak(), Heading(line(name)), Paragraph(line("內文")))]
    made = converted(write_paper(paper_of(Contents("目次"), *chapters), form), form, "pdf", tmp_path)
    pages = pages_of(made)
    assert ["".join(text.split())[:2] for text in pages] == ["題名", *names]  # no page is empty
    for page, name in enumerate(names, 2):
        listed = next(one for one in pages[0].splitlines() if one.startswith(name))
        assert listed.rstrip().endswith(str(page)), listed


@pytest.mark.parametrize("form", ["odt", "docx"])
def test_what_belongs_together_is_on_one_page(form: Form, tmp_path: Path) -> None:
    """A short table or group of terms that would begin at the foot of a page goes to the next one."""
    filling = tuple(Paragraph(line("一行")) for _ in range({"odt": 31, "docx": 27}[form]))  # most of a page
    table = Table("表", (Column("名"), Column("數")), tuple((line_cell(f"列{n}甲"), line_cell("1")) for n in range(11)))
    terms = Terms(tuple((f"問{n}甲", line("答")) for n in range(9)), together=True)
    for number, block in enumerate((table, terms)):
        folder = tmp_path / str(number)
        folder.mkdir()
        pages = pages_of(converted(write_paper(paper_of(*filling, block), form), form, "pdf", folder))
        assert len(pages) == 2
        assert pages[0].count("甲") == 0
        assert pages[1].count("甲") >= 9


@pytest.mark.parametrize("form", ["odt", "docx", "pdf"])
def test_a_number_is_not_broken_in_a_narrow_column(form: Form, tmp_path: Path) -> None:
    heads = ("代碼", "關鍵績效指標", "單位", "實績", "目標值", "達成率", "狀態", "113年實績")
    columns = tuple(Column(head, 4 if place == 1 else 1) for place, head in enumerate(heads))
    said = ("AF2.1", "爭取各類型補助款總額", "元", "24,263,270", "24,000,000", "101.1", "達標", "16,051,100")
    data = write_paper(paper_of(Table("表", columns, (tuple(line_cell(one) for one in said),))), form)
    words = "".join(pages_of(data if form == "pdf" else converted(data, form, "pdf", tmp_path)))
    for number in ("24,263,270", "24,000,000", "16,051,100", "AF2.1"):
        assert number in words


@pytest.mark.parametrize("form", ["odt", "docx"])
def test_a_numbered_list_begins_with_one_each_time(form: Form, tmp_path: Path) -> None:
    from openscorecard.reports.paper import Items

    two = Items((line("甲"), line("乙")), numbered=True)
    words = text_of(converted(write_paper(paper_of(two, two), form), form, "pdf", tmp_path))
    assert words.count("1.") == 2


def test_an_institutions_docx_gives_styles_margins_and_foot(tmp_path: Path) -> None:
    import docx
    from docx.shared import Mm, Pt

    own = docx.Document()
    own.styles["Heading 1"].font.size = Pt(31)  # type: ignore[attr-defined]
    own.sections[0].left_margin = Mm(41)
    own.sections[0].footer.paragraphs[0].text = "本館公文"
    own.add_paragraph("範本內文不留")
    own.save(str(tmp_path / "paper.docx"))
    looks = looks_in(tmp_path)
    assert looks == Looks(docx=tmp_path / "paper.docx")
    made = docx.Document(io.BytesIO(write_paper(sample_paper(), "docx", looks)))
    assert made.styles["Heading 1"].font.size == Pt(31)  # type: ignore[attr-defined]
    assert abs((made.sections[0].left_margin or 0) - Mm(41)) < 1000
    assert made.sections[0].footer.paragraphs[0].text == "本館公文"
    assert "PaperNote" in [style.name for style in made.styles]
    assert "範本內文不留" not in "".join(one.text for one in made.paragraphs)


def test_an_institutions_odt_gives_styles(tmp_path: Path) -> None:
    data = parts(write_paper(sample_paper(), "odt"))
    own = tmp_path / "paper.odt"
    with zipfile.ZipFile(own, "w") as archive:
        for name, content in data.items():
            archive.writestr(name, content.replace(b'fo:font-size="17pt"', b'fo:font-size="31pt"')
                             .replace(b'style:name="PaperQuote"', b'style:name="Other"'))  # fmt: skip
    styles = parts(write_paper(sample_paper(), "odt", Looks(odt=own)))["styles.xml"]
    assert b'fo:font-size="31pt"' in styles
    assert styles.count(b'style:name="PaperQuote"') == 1


@pytest.mark.parametrize("form", ["odt", "docx", "pptx"])
def test_a_template_that_is_no_such_file_is_told(form: Form, tmp_path: Path) -> None:
    own = tmp_path / f"paper.{form}"
    own.write_bytes(b"not a document")
    with pytest.raises(UnfitTemplate) as told:
        write_paper(sample_paper(), form, looks_in(tmp_path))
    assert str(own) in told.value.sentence("zh-Hant")
    assert form in told.value.sentence("en")

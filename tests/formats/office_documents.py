"""Documents for the tests of office formats, and the formats themselves under their names."""

from __future__ import annotations

from hypothesis import strategies as st

from openscorecard.formats.document import Document, Heading, Paragraph, Row, Table
from openscorecard.formats.office.docx import read_docx, write_docx
from openscorecard.formats.office.ods import read_ods, write_ods
from openscorecard.formats.office.odt import read_odt, write_odt
from openscorecard.formats.office.xlsx import read_xlsx, write_xlsx

FORMATS = {
    "docx": (write_docx, read_docx),
    "odt": (write_odt, read_odt),
    "xlsx": (write_xlsx, read_xlsx),
    "ods": (write_ods, read_ods),
}

TRICKY = (
    *(
        "=1+1",
        "+886",
        "-3",
        "@SUM(A1)",
        "＝１＋１",
        "＋",
        "－",
        "＠",
        "{=A1}",
        "'=1",
        "1",
        "1.0",
        "0012",
        "12%",
        "#N/A",
    ),
    *(
        "TRUE",
        "2019-03-26",
        "108年3月26日",
        "a  b   c",
        "a\u00a0b",
        "全　形",
        "a\u2028b",
        "x\u200by",
        "\u00ad",
        "\ufeffa",
    ),
    *("_x0041_", "_x005F_x0041_", "_x0041_x0042_", "<r>b</r>", "<r><t>x</t></r>", "&amp;", "<a href=\"x\">'q'</a>"),
    *("# head", "\\# head", "## two", "\\\\### x", "#no blank", "]]>", "<!--", "[x]:*?/\\", "History", "'quoted'"),
    *("\u05e2\u05d1\u05e8\u05d9\u05ea \u200f(\u05d0)", "\U0001f469\u200d\U0001f467", "\U00020bb7野家", "e\u0301"),
    *("http://x.tw/?a=1&b=2", "mailto:a@b", "internal:Sheet1!A1", "工作表1", "line\nbreak", "a\n\nb", "a \n b"),
)

_characters = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
texts = st.one_of(st.sampled_from(TRICKY), st.text(_characters, max_size=30))
lines = st.lists(texts, min_size=1, max_size=3).map("\n".join)
headings = st.builds(Heading, lines, st.integers(1, 9))
tables = st.lists(st.lists(lines, max_size=4).map(lambda cells: Row(tuple(cells))), max_size=4).map(
    lambda rows: Table(tuple(rows))
)
documents = st.lists(st.one_of(headings, st.builds(Paragraph, lines), tables), max_size=8).map(
    lambda blocks: Document(tuple(blocks))
)

SAMPLE = Document(
    (
        Paragraph("108年3月26日"),
        Heading("策略地圖", 1),
        Paragraph("【使命】\n推動終身學習，打造書香城市"),
        Table((Row(("策略主題", "發展館藏資源 A")), Row(("顧客 C", "AC1提升市民圖書資料擁有率\nAC2 另一項")))),
        Table((Row(("只有一格",)),)),
        Heading("策略主題：發展館藏資源(A)", 1),
        Heading("計分卡", 2),
        Table((Row(("構面", "策略目標", "KPI")), Row(("", "AC1", "=AC1.1")), Row(("顧客", "", "")))),
    )
)

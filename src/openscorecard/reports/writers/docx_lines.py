"""Lines of a paper as WordprocessingML: runs with their language, links, statuses, and fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openscorecard.domain.text import Language
from openscorecard.reports.paper import Line, Run
from openscorecard.reports.writers.letters import clean, xml
from openscorecard.reports.writers.pages import leads
from openscorecard.reports.writers.words import MARKS, colour_of

if TYPE_CHECKING:
    from docx.opc.part import Part

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
WORD_TAGS: dict[Language, str] = {"zh-Hant": "zh-TW", "en": "en-GB"}
_LINK = "0B5CAD"
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


class Lines:
    """Writes lines of one paper; links outside become relations of `part`."""

    def __init__(self, part: Part, language: Language, bookmarks: dict[str, str]) -> None:
        self._part, self._language, self._bookmarks = part, language, bookmarks
        self._outside: dict[str, str] = {}

    def runs(self, line: Line, *, bold: bool = False) -> str:
        return "".join(self._run(run, bold) for run in line)

    def words(self, text: str, *, bold: bool = False) -> str:
        """Plain letters in the paper's language."""
        return self._run(Run(text), bold)

    def _run(self, run: Run, bold: bool) -> str:
        linked = leads(run.link, set(self._bookmarks))
        colour = colour_of(run.status).removeprefix("#") if run.status else _LINK if linked else ""
        text = f"{MARKS[run.status]} {run.text}" if run.status else run.text
        made = run_xml(text, self._properties(run, bold=bold or run.bold or bool(run.status), colour=colour))
        if not linked:
            return made
        if run.link.startswith("#"):
            return f'<w:hyperlink w:anchor="{self._bookmarks[run.link[1:]]}" w:history="1">{made}</w:hyperlink>'
        return f'<w:hyperlink r:id="{self._relation(run.link)}" w:history="1">{made}</w:hyperlink>'

    def _properties(self, run: Run, *, bold: bool, colour: str) -> str:
        parts = ["<w:b/>"] if bold else []
        parts += [f'<w:color w:val="{colour}"/>'] if colour else []
        parts += ['<w:u w:val="single"/>'] if run.link and colour == _LINK else []
        language = run.language or self._language
        if language == "en":
            parts.append('<w:lang w:val="en-GB" w:eastAsia="en-GB"/>')
        elif self._language == "en":
            parts.append('<w:lang w:val="zh-TW" w:eastAsia="zh-TW"/>')
        return "".join(parts)

    def _relation(self, link: str) -> str:
        if link not in self._outside:
            self._outside[link] = self._part.relate_to(clean(link), _HYPERLINK, is_external=True)
        return self._outside[link]


def run_xml(text: str, properties: str = "") -> str:
    """One run; newlines are breaks."""
    lines = (f'<w:t xml:space="preserve">{line}</w:t>' for line in xml(text).split("\n"))
    held = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{held}{'<w:br/>'.join(lines)}</w:r>"


def paragraph_xml(style: str, runs: str, properties: str = "") -> str:
    """One paragraph; `properties` stand behind its style, in the order of the schema."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def bookmarked(runs: str, name: str, number: int) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'


def field(instruction: str, shown: str = "1") -> str:
    """A field that the word processor fills in, with what stands there until then."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'{instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run_xml(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def contents_xml(title: str, entries: list[tuple[int, str, str]], right: int) -> list[str]:
    """The list of chapters: `entries` (level, runs, bookmark), each with the page of its bookmark as a field.

    Not the word processor's own index: LibreOffice shows that as it was written, and no page is known here.
    """
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{right}"/></w:tabs>'
    made = [paragraph_xml("PaperContents", title)]
    for level, runs, bookmark in entries:
        page = field(f"PAGEREF {bookmark} \\h", "")  # no number rather than a wrong one
        linked = f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{runs}<w:r><w:tab/></w:r></w:hyperlink>{page}'
        made.append(paragraph_xml(f"TOC{level}", linked, tabs))
    return made

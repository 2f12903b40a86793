"""Letters on slides: runs with their language and font, and how much room texts take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openscorecard.domain.text import Language
from openscorecard.formats.office.widths import text_width
from openscorecard.reports.paper import Line, Run
from openscorecard.reports.writers.letters import clean
from openscorecard.reports.writers.pptx_ground import ACCENT, FONT, INK, MUTED, POINT
from openscorecard.reports.writers.words import MARKS, colour_of

TAGS: dict[Language, str] = {"zh-Hant": "zh-TW", "en": "en-GB"}
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
LEADING = 1.3


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of a slide; `size` in points."""

    line: Line
    size: float = 16.0
    bold: bool = False
    colour: str = INK
    bullet: str = ""

    @property
    def words(self) -> str:
        return self.bullet + "".join(run.text for run in self.line)


def lines_of(words: str, size: float, width: float) -> int:
    """How many lines `words` take in `width` points, reckoned on the safe side."""
    room = max(int(width / (size * 0.53)), 4)
    return sum(max(1, -(-text_width(line) // room)) for line in clean(words).split("\n"))


def height_of(text: Text, width: float) -> float:
    """Points, with the gap below."""
    return lines_of(text.words, text.size, width) * text.size * LEADING + text.size * 0.45


def split_to(text: Text, width: float, room: float) -> list[Text]:
    """`text` in parts that are no higher than `room`, cut at sentences where there are any."""
    if height_of(text, width) <= room or len(text.line) != 1:
        return [text] if height_of(text, width) <= room else _cut_runs(text, width, room)
    return [Text((part,), text.size, text.bold, text.colour, text.bullet) for part in _parts(text, width, room)]


def _cut_runs(text: Text, width: float, room: float) -> list[Text]:
    whole = Run("".join(run.text for run in text.line))
    return split_to(Text((whole,), text.size, text.bold, text.colour, text.bullet), width, room)


def _parts(text: Text, width: float, room: float) -> Iterator[Run]:
    rest, most = text.line[0], max(int(room / (text.size * LEADING)) - 1, 1)
    words = rest.text
    while words:
        end = _fitting(words, text.size, width, most)
        stop = max((words.rfind(sign, 0, end) for sign in "。；！？.;!?\n"), default=-1)
        end = stop + 1 if end < len(words) and stop > end // 2 else end
        yield Run(words[:end].strip(), rest.bold, rest.language, rest.link, rest.status)
        words = words[end:].strip()


def _fitting(words: str, size: float, width: float, most: int) -> int:
    """How many letters of `words` fit into `most` lines."""
    low, high = 1, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if lines_of(words[:middle], size, width) <= most else (low, middle - 1)
    return low


def cut_to(words: str, size: float, width: float, most: int) -> str:
    """`words`, or as many of them as fit into `most` lines and a sign that there is more."""
    if lines_of(words, size, width) <= most:
        return words
    return words[: max(_fitting(words, size, width, most) - 2, 1)].rstrip() + "…"


def write(frame: Any, texts: Sequence[Text], language: Language) -> None:
    """Texts as the paragraphs of a frame that neither grows nor shrinks."""
    from pptx.enum.text import MSO_AUTO_SIZE
    from pptx.util import Pt

    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    for place, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
        paragraph.line_spacing, paragraph.space_after = 1.1, Pt(text.size * 0.4)
        if text.bullet:
            put(paragraph, Run(text.bullet), text, language)
        for run in text.line:
            put(paragraph, run, text, language)


def put(paragraph: Any, run: Run, text: Text, language: Language) -> None:
    """One run, its breaks as breaks."""
    words = f"{MARKS[run.status]} {run.text}" if run.status else run.text
    for number, line in enumerate(clean(words).split("\n")):
        if number:
            paragraph.add_line_break()
        made = paragraph.add_run()
        made.text = line
        made.font.size, made.font.bold = round(text.size * POINT), text.bold or run.bold or bool(run.status)
        letter(made, colour_of(run.status) if run.status else text.colour, run.language or language)
        if run.link.startswith(("https://", "http://", "mailto:")):
            made.hyperlink.address = run.link


def letter(run: Any, colour: str, language: Language) -> None:
    """Colour, language, and our font for every script: else Chinese falls back."""
    from pptx.dml.color import RGBColor

    run.font.color.rgb = RGBColor.from_string(colour.removeprefix("#").upper())
    run.font.name = FONT
    properties = run._r.get_or_add_rPr()
    properties.set("lang", TAGS[language])
    east = properties.makeelement(f"{{{_A}}}ea", {"typeface": FONT})
    properties.find(f"{{{_A}}}latin").addnext(east)


NOTE, LEAD, HEAD = (MUTED, 12.0), 20.0, ACCENT

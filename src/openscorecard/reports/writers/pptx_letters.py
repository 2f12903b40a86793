"""Letters on slides: runs with their language and font, and how much room texts take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openscorecard.domain.text import Language
from openscorecard.formats.office.widths import text_width
from openscorecard.reports.paper import Line, Run
from openscorecard.reports.writers.letters import clean, xml
from openscorecard.reports.writers.pptx_ground import FONT, INK
from openscorecard.reports.writers.words import MARKS, colour_of

TAGS: dict[Language, str] = {"zh-Hant": "zh-TW", "en": "en-GB"}
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LEADING = 1.3
Relate = Callable[[str], str]


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
    from pptx.oxml import parse_xml

    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    body = frame._txBody
    for old in body.findall(f"{{{A}}}p"):
        body.remove(old)
    relate = relater(frame.part)
    for text in texts:
        body.append(parse_xml(paragraph_xml(text, language, relate, spaces=f' xmlns:a="{A}" xmlns:r="{R}"')))


def relater(part: Any) -> Relate:
    """What makes a link outside a relation of `part`."""
    return lambda address: str(part.relate_to(address, f"{R}/hyperlink", is_external=True))


def paragraph_xml(
    text: Text, language: Language, relate: Relate, *, align: str = "", tight: bool = False, spaces: str = ""
) -> str:
    """One paragraph, set as XML: python-pptx takes a second for a few hundred cells."""
    side = f' algn="{align}"' if align else ""
    leading, after = (100, 0) if tight else (110, round(text.size * 40))
    runs = [Run(text.bullet), *text.line] if text.bullet else text.line
    return (
        f'<a:p{spaces}><a:pPr{side}><a:lnSpc><a:spcPct val="{leading}000"/></a:lnSpc><a:spcAft>'
        f'<a:spcPts val="{after}"/>'
        f"</a:spcAft></a:pPr>{''.join(_run(run, text, language, relate) for run in runs)}</a:p>"
    )


def _run(run: Run, text: Text, language: Language, relate: Relate) -> str:
    words = f"{MARKS[run.status]} {run.text}" if run.status else run.text
    colour = (colour_of(run.status) if run.status else text.colour).removeprefix("#")
    bold = text.bold or run.bold or bool(run.status)
    link = ""
    if run.link.startswith(("https://", "http://", "mailto:")):
        link = f'<a:hlinkClick r:id="{relate(run.link)}"/>'
    look = (
        f'<a:rPr lang="{TAGS[run.language or language]}" sz="{round(text.size * 100)}" b="{int(bold)}"><a:solidFill>'
        f'<a:srgbClr val="{colour}"/></a:solidFill><a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/>{link}</a:rPr>'
    )
    lines = (f"<a:r>{look}<a:t>{xml(line)}</a:t></a:r>" for line in clean(words).split("\n"))
    return "<a:br/>".join(lines)


def rgb(colour: str) -> Any:
    """A colour such as #0b3d6b, as python-pptx takes it."""
    from pptx.dml.color import RGBColor

    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]

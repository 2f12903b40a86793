"""A plan while it is being read: flat entries, where each stood, and what could not be placed."""

from __future__ import annotations

from dataclasses import dataclass, field

from openscorecard.domain.faults import Fault
from openscorecard.domain.strategy.codes import CodeBook, CodeGrammar, ReadCode
from openscorecard.domain.strategy.faults import DuplicateCode
from openscorecard.formats.document import Place
from openscorecard.formats.strategy.flat import Flat


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A text of the document that says nothing the reader knows, with its place."""

    text: str
    place: Place


@dataclass
class Draft:
    """One plan of a document as far as it has been read."""

    name: str = ""
    flat: Flat = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    overlay: Flat = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    cascade: list[tuple[str, str, Place]] = field(default_factory=list)
    grammar: CodeGrammar = field(default_factory=CodeGrammar)
    order: tuple[int, int] = (1, 0)
    parent: Draft | None = None

    @property
    def has_content(self) -> bool:
        return bool(self.flat or self.overlay)

    def keys(self, section: str) -> list[str]:
        """The keys of a section, in the document's order."""
        return list(dict.fromkeys(key for known, key, _ in self.flat if known == section))

    def get(self, section: str, key: str, name: str) -> str:
        return self.flat.get((section, key, name), "")

    def set(self, section: str, key: str, name: str, value: str) -> None:
        self.flat[section, key, name] = value

    def name_item(self, section: str, key: str, name: str, place: Place) -> None:
        """Give an item its name; a second, different name under the same code is a fault."""
        known = self.get(section, key, "name")
        if known and name and known != name:
            self.faults.append(_placed(DuplicateCode(item=key, first=known, second=name), place))
        if name and not known:
            self.set(section, key, "name", name)
        self.places.setdefault((section, key), place)

    def book(self) -> CodeBook:
        """Reads codes with the letters known so far."""
        return self.grammar.book(self.keys("theme"), self.keys("perspective"))

    def perspective_named(self, name: str) -> str:
        """The letter of the perspective with this name, blanks aside; empty where there is none."""
        bare = "".join(name.split())
        return next(
            (
                letter
                for letter in self.keys("perspective")
                if "".join(self.get("perspective", letter, "name").split()) == bare
            ),
            "",
        )


def _placed(fault: Fault, place: Place) -> Fault:
    return fault.at(place.row, place.column, place.sheet)


def split_codes(text: str, draft: Draft) -> tuple[str, list[tuple[ReadCode, str]]]:
    """The text before the first code of a cell, and each code with the raw text behind it.

    A code with letters of the plan is a border wherever it stands; one with strange letters only at the start or
    after a blank, so that a name may say COVID19 or AI2 and a mistyped code is still seen.
    """
    found = {code.start: code for code in draft.book().find(text)}
    for code in draft.grammar.any_letters().find(text):
        if code.start == 0 or text[code.start - 1].isspace():
            found.setdefault(code.start, code)
    codes: list[ReadCode] = []
    for start in sorted(found):
        if not codes or start >= codes[-1].end:
            codes.append(found[start])
    if not codes:
        return text, []
    ends = [*(code.start for code in codes[1:]), len(text)]
    return text[: codes[0].start], [(code, text[code.end : end]) for code, end in zip(codes, ends, strict=True)]

"""Reading a strategy map drawn as a table: themes across, perspectives down, objectives in the cells."""

from __future__ import annotations

from collections import Counter

from openscorecard.domain.strategy.codes import CodeBook, ReadCode
from openscorecard.domain.strategy.faults import DuplicateCode
from openscorecard.domain.strategy.nodes import STANDARD_PERSPECTIVES
from openscorecard.formats.document import Place, Row
from openscorecard.formats.strategy.draft import Draft, Unplaced, split_codes
from openscorecard.formats.strategy.wording import unbroken
from openscorecard.formats.strategy.words import STRAY, lettered


class MapTable:
    """Takes the rows of one map after its head; puts themes, perspectives and objectives into `draft`."""

    def __init__(self, draft: Draft, head: Row, body: list[Row], unplaced: list[Unplaced]):
        self.draft, self.unplaced = draft, unplaced
        self.mapped: set[str] = set()
        self.columns: dict[int, str] = {}
        for column, cell in enumerate(head.cells[1:], 1):
            self._take_theme(column, unbroken(cell), _cell_place(head, column), body)

    def _take_theme(self, column: int, text: str, place: Place, body: list[Row]) -> None:
        if not text:
            return
        name, letter = lettered(text)
        cells = [row.cells[column] for row in body if column < len(row.cells)]
        below = self._letters(cells, "theme")
        if not self._is_letter(letter, bool(below), cells, self.draft.grammar.book([letter], None)):
            name, letter = text, next(iter(below), "")
        if not letter:
            self.unplaced.append(Unplaced(text, place))
            return
        self.columns[column] = letter
        self.draft.name_item("theme", letter, name, place)

    def _letters(self, cells: list[str], side: str) -> list[str]:
        """The letters that codes at the start of these cells' texts name, the most frequent first."""
        counted: Counter[str] = Counter()
        for cell in cells:
            for code in self.draft.grammar.any_letters().find(cell):
                counted[code.theme if side == "theme" else code.perspective] += 1
        return [letter for letter, _ in counted.most_common() if letter]

    @staticmethod
    def _is_letter(letter: str, has_codes: bool, cells: list[str], book: CodeBook) -> bool:
        """Whether the end of a label is a letter and no word: a capital, or what codes in the cells bear out."""
        if not letter or (len(letter) == 1 and letter.isupper()):
            return bool(letter)
        return not has_codes or any(next(book.find(cell), None) for cell in cells)

    def take_row(self, row: Row) -> None:
        """Take one row below the head."""
        texts = {column: cell for column, cell in enumerate(row.cells) if cell.strip()}
        label = unbroken(texts.pop(0, ""))
        if texts and (not label or label in STRAY):
            label = self._label_inside(texts)
        perspective = self._perspective(label, list(texts.values()), row)
        for column, text in texts.items():
            self._take_cell(row, column, text, perspective)

    def _label_inside(self, texts: dict[int, str]) -> str:
        # 顧客 AC1 …: the label shares the first objective's cell.
        column = min(texts)
        lead, codes = split_codes(texts[column], self.draft)
        if not codes:
            return ""
        texts[column] = texts[column][len(lead) :]
        return unbroken(lead)

    def _perspective(self, label: str, texts: list[str], row: Row) -> str:
        letters = self._letters(texts, "perspective")
        if not label:
            return letters[0] if letters else ""
        name, letter = lettered(label)
        book = self.draft.grammar.book(self.draft.keys("theme"), [letter])
        if not self._is_letter(letter, bool(letters), texts, book):
            standard = {perspective.name.zh: perspective.letter for perspective in STANDARD_PERSPECTIVES}
            known = self.draft.perspective_named(label) or standard.get("".join(label.split()), "")
            name, letter = label, letters[0] if letters else known
        if not letter:
            self.unplaced.append(Unplaced(label, row.place))
            return ""
        if not self.draft.get("perspective", letter, "name"):
            self.draft.name_item("perspective", letter, name, row.place)
        return letter

    def _take_cell(self, row: Row, column: int, text: str, perspective: str) -> None:
        place = _cell_place(row, column)
        lead, codes = split_codes(text, self.draft)
        if lead.strip():
            self.unplaced.append(Unplaced(unbroken(lead), place))
        for code, name in codes:
            self._take_objective(code, unbroken(name), self.columns.get(column, ""), perspective, place)

    def _take_objective(self, code: ReadCode, name: str, theme: str, perspective: str, place: Place) -> None:
        if code.level != "objective":
            self.unplaced.append(Unplaced(f"{code.code} {name}".strip(), place))
            return
        if code.code in self.mapped:
            first = self.draft.get("objective", code.code, "name")
            fault = DuplicateCode(item=code.code, first=first, second=name)
            self.draft.faults.append(fault.at(place.row, place.column, place.sheet))
            return
        self.mapped.add(code.code)
        self.draft.name_item("objective", code.code, name, place)
        self.draft.set("objective", code.code, "theme", code.theme or theme)
        self.draft.set("objective", code.code, "perspective", code.perspective or perspective)


def _cell_place(row: Row, column: int) -> Place:
    return Place(row.place.row, column + 1, row.place.sheet)

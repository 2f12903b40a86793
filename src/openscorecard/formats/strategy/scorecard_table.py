"""Reading scorecard tables: objectives, KPIs and action plans in rows, irregular as real ones are."""

from __future__ import annotations

from openscorecard.domain.strategy.codes import ReadCode
from openscorecard.formats.document import Place, Row
from openscorecard.formats.strategy.draft import Draft, Unplaced, split_codes
from openscorecard.formats.strategy.faults import UnknownPerspectiveName
from openscorecard.formats.strategy.wording import unbroken
from openscorecard.formats.strategy.words import column_role, lettered


def is_scorecard_head(row: Row) -> bool:
    """True where a row is the head of a scorecard: it names objectives and KPIs."""
    roles = {column_role(cell) for cell in row.cells}
    return {"objective", "kpi"} <= roles


class ScorecardTable:
    """Takes the rows of one scorecard; what a code says decides where an item belongs, not the row it stands in."""

    def __init__(self, draft: Draft, head: Row, theme: str, unplaced: list[Unplaced]):
        self.draft, self.theme, self.unplaced = draft, theme, unplaced
        self.roles = [column_role(cell) for cell in head.cells]
        self.mapped = bool(draft.keys("perspective"))
        self.perspective = ""

    def take_row(self, row: Row) -> None:
        """Take one row below the head; a head that is repeated on the next page says nothing new."""
        if is_scorecard_head(row):
            return
        cells = [(column, *split_codes(cell, self.draft)) for column, cell in enumerate(row.cells)]
        codes = [code for _, _, found in cells for code, _ in found]
        for column, lead, found in cells:
            self._take_lead(row, column, unbroken(lead), codes)
            for code, name in found:
                self._take(code, unbroken(name), Place(row.place.row, column + 1, row.place.sheet))

    def _take_lead(self, row: Row, column: int, text: str, codes: list[ReadCode]) -> None:
        place = Place(row.place.row, column + 1, row.place.sheet)
        role = self.roles[column] if column < len(self.roles) else ""
        if text and role == "perspective":
            self._take_perspective(text, codes, place)
        elif text:
            self.unplaced.append(Unplaced(text, place))

    def _take_perspective(self, text: str, codes: list[ReadCode], place: Place) -> None:
        name, letter = text, self.draft.perspective_named(text)
        if not letter:
            name, letter = lettered(text)
            letter = letter if self.draft.perspective_named(name) == letter or not self.mapped else ""
        if not letter and not self.mapped:
            letter = next((code.perspective for code in codes if code.perspective), "")
        if not letter:
            known = "、".join(self.draft.get("perspective", key, "name") for key in self.draft.keys("perspective"))
            fault = UnknownPerspectiveName(item=text, known=known)
            self.draft.faults.append(fault.at(place.row, place.column, place.sheet))
            return
        if not self.mapped:
            self.draft.name_item("perspective", letter, name, place)
        self.perspective = letter

    def _take(self, code: ReadCode, name: str, place: Place) -> None:
        if code.level == "objective":
            self.draft.name_item("objective", code.code, name, place)
            self._place_objective(code)
        elif code.level == "kpi":
            self.draft.name_item("kpi", code.code, name, place)
            self.draft.set("kpi", code.code, "objective", code.objective)
        else:
            self.draft.name_item("standing", code.code, name, place)
            self.draft.set("standing", code.code, "kpi", code.kpi)

    def _place_objective(self, code: ReadCode) -> None:
        for field, value in (
            ("theme", code.theme or self.theme),
            ("perspective", code.perspective or self.perspective),
        ):
            if value and not self.draft.get("objective", code.code, field):
                self.draft.set("objective", code.code, field, value)

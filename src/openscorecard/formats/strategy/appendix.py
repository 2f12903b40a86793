"""The appendix of a strategy document: what its form cannot hold, as a table of item, code, field and content."""

from __future__ import annotations

from collections.abc import Mapping

from openscorecard.formats.document import Place, Row, Table
from openscorecard.formats.strategy.draft import Draft, Unplaced
from openscorecard.formats.strategy.flat import Flat
from openscorecard.formats.strategy.words import APPENDIX_HEAD, FIELDS, SECTIONS

_SECTION_OF = {label: section for section, label in SECTIONS.items()}
_FIELD_OF = {label: field for field, label in FIELDS.items()}
_NUMBERED = {"value", "link", "support", "responsibility", "mission_link"}


def is_appendix_head(row: Row) -> bool:
    return tuple(cell.strip() for cell in row.cells[:4]) == APPENDIX_HEAD


def take_appendix(draft: Draft, rows: list[Row], unplaced: list[Unplaced]) -> None:
    """Put the rows of an appendix over what the document's form says; an empty content takes an entry away."""
    for row in rows:
        cells = tuple(cell.strip() for cell in (*row.cells, "", "", "", "")[:4])
        if is_appendix_head(row) or not any(cells):
            continue
        section, field = _SECTION_OF.get(cells[0], ""), _FIELD_OF.get(cells[2], "")
        if not section or not field:
            unplaced.append(Unplaced(" ".join(filter(None, cells)), row.place))
            continue
        draft.overlay[section, cells[1], field] = cells[3]
        draft.places[section, cells[1]] = draft.places.get((section, cells[1]), row.place)


def laid_over(base: Flat, overlay: Mapping[tuple[str, str, str], str]) -> Flat:
    """`base` with the overlay's entries; empty ones take an entry away."""
    merged = {**base, **overlay}
    return {key: value for key, value in _grouped(merged).items() if value}


def _grouped(flat: Flat) -> Flat:
    # Numbered items (links, values) in the order of their numbers, whatever row they came from.
    numbered = {key: value for key, value in flat.items() if key[0] in _NUMBERED}
    plain = {key: value for key, value in flat.items() if key[0] not in _NUMBERED}
    return {**plain, **dict(sorted(numbered.items(), key=lambda entry: (entry[0][0], _number(entry[0][1]))))}


def _number(key: str) -> tuple[int, str]:
    return (int(key), "") if key.isdecimal() else (0, key)


def appendix_table(base: Flat, full: Flat) -> Table | None:
    """The rows that turn `base`, what the document's form says, into `full`; None where nothing is left to say."""
    rows = [
        (section, key, field, value)
        for (section, key, field), value in full.items()
        if base.get((section, key, field)) != value
    ]
    rows += [(section, key, field, "") for (section, key, field) in base if (section, key, field) not in full]
    if not rows:
        return None
    lines = [APPENDIX_HEAD, *((SECTIONS[section], key, FIELDS[field], value) for section, key, field, value in rows)]
    return Table(tuple(Row(line, Place()) for line in lines))

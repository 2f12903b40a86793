"""Reading mission, vision and values, wherever a document says them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openscorecard.formats.document import Place
from openscorecard.formats.strategy.draft import Draft, Unplaced
from openscorecard.formats.strategy.wording import split_values, unbroken
from openscorecard.formats.strategy.words import statement_kind

_LABEL = re.compile(r"【\s*([^【】]+?)\s*】")
_BULLET = re.compile(r"^\s*[-•‧●*]\s+")


def labelled(text: str) -> Iterator[tuple[str, str]]:
    """Kind (mission, vision, values; empty if unknown) and text of each 【label】 in `text`."""
    parts = _LABEL.split(text)
    if parts[0].strip():
        yield "", parts[0]
    for label, said in zip(parts[1::2], parts[2::2], strict=True):
        kind = statement_kind(label)
        yield (kind, said) if kind else ("", f"【{label}】{said}")


def without_bullet(text: str) -> str:
    return _BULLET.sub("", text)


def has_label(text: str) -> bool:
    return _LABEL.search(text) is not None


def take_statement(draft: Draft, kind: str, text: str, place: Place, unplaced: list[Unplaced]) -> None:
    """Put a statement into `draft`; a second one that differs from the first is left unplaced."""
    said = unbroken(text)
    if not said:
        return
    if kind not in {"mission", "vision", "values"}:
        unplaced.append(Unplaced(said, place))
        return
    known = _known(draft, kind)
    if known and known != _parts(kind, said):
        unplaced.append(Unplaced(said, place))
    if known:
        return
    draft.places["plan", kind] = place
    for number, part in enumerate(_parts(kind, said), 1):
        draft.flat[("value", str(number), "name") if kind == "values" else ("plan", "", kind)] = part


def _parts(kind: str, said: str) -> tuple[str, ...]:
    return split_values(said) if kind == "values" else (said,)


def _known(draft: Draft, kind: str) -> tuple[str, ...]:
    if kind == "values":
        return tuple(draft.get("value", key, "name") for key in draft.keys("value"))
    said = draft.get("plan", "", kind)
    return (said,) if said else ()

"""One column of a plain table to typed values: vectorised where a text is written plainly, else by the reader itself.

Whatever cannot be decided here in just the way the row-by-row reader decides it raises NotPlain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.fields import Field
from openscorecard.engines.rows.schema import arrow_type

if TYPE_CHECKING:
    import pyarrow as pa

REPEATING = 1 << 16
"""Different texts up to which a column counts as one that repeats itself."""

_TAIPEI_MICROSECONDS = 8 * 3600 * 1_000_000
_CLOCK = r"^[12]\d{3}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d{3}|\.\d{6})?)?"
_LOCAL, _ZONED = _CLOCK + "$", _CLOCK + r"(?:[+-](?:0\d|1[0-4]):[0-5]\d|Z)$"
_NUMBERS = {
    "whole": r"^-?\d{1,18}$",
    "money": r"^-?\d{1,18}(?:\.\d{1,4})?$",
    "number": r"^-?\d{1,18}(?:\.\d{1,12})?$",
}
_PERSONAL = r"^[A-Z][A-D1289]\d{8}$"
# Shorter ones may say that there is no value; those with other ends are trimmed; `#` and `Err:` begin formula errors.
_SHORTEST, _LONGEST = 4, 1_000
_SUSPICIOUS = r"(?i)^(?:source|note)|[lsm:]$"  # may be a total or a note below the table, as the reader tells them


class NotPlain(Exception):
    """The row-by-row reader has to look at this file."""


class TooVarious(NotPlain):
    """A column was taken for one that repeats itself, and does not."""

    def __init__(self, column: int) -> None:
        super().__init__(column)
        self.column = column


class PlainColumn(Protocol):
    """One column of the file that is a field, and what the row-by-row reader makes of its texts.

    `place` counts from 0. `read` gives the value of a text or raises a Fault. `leads`: a row may be told to be none
    (blank, totals, notes, a head again) by this column; then `is_strange` says whether a text looks like that, and
    `heads` are the texts of heads. `is_mapped`: texts may be called otherwise than the contract calls them.
    """

    @property
    def place(self) -> int: ...
    @property
    def field(self) -> Field: ...
    @property
    def read(self) -> Callable[[object], Any]: ...
    @property
    def is_strange(self) -> Callable[[str], bool]: ...
    @property
    def heads(self) -> frozenset[str]: ...
    @property
    def leads(self) -> bool: ...
    @property
    def is_mapped(self) -> bool: ...


def always_repeats(column: PlainColumn) -> bool:
    """Whether few texts can stand in a column, or each has to be looked at."""
    kind = column.field.type
    return kind in ("day", "period", "flag", "list") or bool(column.field.choices) or column.is_mapped


class Repeating:
    """A column with few different texts: each is read once, by the reader itself."""

    def __init__(self, column: PlainColumn) -> None:
        self.column = column
        self.values: list[Any] = []  # what is stored, each once, in the order of their coming
        self._codes: dict[str, int] = {}
        self._by_value: dict[Any, int] = {}

    def typed(self, texts: pa.DictionaryArray) -> pa.Array:
        """The values of `texts`; text as a dictionary array. Raises NotPlain."""
        import pyarrow as pa

        known = [self._code(text) for text in texts.dictionary.to_pylist()]
        codes = pa.array(known, pa.int32()).take(texts.indices)
        field = self.column.field
        try:
            values = pa.array([_stored(value) for value in self.values], arrow_type(field))
        except (pa.ArrowInvalid, OverflowError):
            raise NotPlain from None
        return pa.DictionaryArray.from_arrays(codes, values) if field.type == "text" else values.take(codes)

    def _code(self, text: str) -> int | None:
        if text in self._codes:
            code = self._codes[text]
            return None if code < 0 else code
        value = _read(self.column, text)
        code = -1 if value is None else self._by_value.setdefault(value, len(self.values))
        if code == len(self.values):
            self.values.append(value)
        self._codes[text] = code
        if len(self._codes) > REPEATING and not always_repeats(self.column):
            raise TooVarious(self.column.place)
        return None if code < 0 else code


class Various:
    """A column of many different texts, read all at once."""

    def __init__(self, column: PlainColumn) -> None:
        self.column = column

    def typed(self, texts: pa.Array) -> pa.Array:
        """The values of `texts`. Raises NotPlain."""
        import pyarrow as pa
        import pyarrow.compute as pc

        kind = self.column.field.type
        plain, values = (_texts if kind == "text" else _moments if kind == "moment" else _numbers)(
            self.column.field, texts
        )
        if self.column.leads and kind == "text":
            heads = pa.array(sorted(self.column.heads), pa.string())
            suspect = pc.or_(pc.match_substring_regex(texts, _SUSPICIOUS), pc.is_in(texts, heads))
            suspicious = pc.filter(texts, pc.and_(plain, suspect))
            if any(self.column.is_strange(text) for text in suspicious.unique().to_pylist()):
                raise NotPlain
        if pc.all(plain).as_py() in (True, None):
            return values
        other = pc.filter(texts, pc.invert(plain)).dictionary_encode()
        read = [_read(self.column, text) for text in other.dictionary.to_pylist()]
        try:
            found = pa.array([_stored(value) for value in read], arrow_type(self.column.field)).take(other.indices)
        except (pa.ArrowInvalid, OverflowError):
            raise NotPlain from None
        return pc.replace_with_mask(values, pc.invert(plain), found)


def _read(column: PlainColumn, text: str) -> Any:
    # What cannot be printed may be refused for the file as a whole, or taken out of the cell: not ours to say.
    if not text.isprintable() or (column.leads and column.is_strange(text)):
        raise NotPlain
    try:
        return column.read(text)
    except Fault:
        raise NotPlain from None


def _stored(value: Any) -> Any:
    return str(value) if hasattr(value, "first_day") else value


def _texts(field: Field, texts: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Which texts are values as they stand, and the texts."""
    import pyarrow.compute as pc

    length = pc.binary_length(texts)
    checks: Sequence[pa.Array] = (
        pc.and_(pc.greater_equal(length, _SHORTEST), pc.less_equal(length, _LONGEST)),
        pc.ascii_is_printable(texts),
        pc.equal(texts, pc.ascii_trim_whitespace(texts)),
        pc.invert(pc.or_(pc.starts_with(texts, "#"), pc.starts_with(texts, "Err:"))),
        pc.string_is_ascii(texts),
    )
    plain = checks[0]
    for check in checks[1:]:
        plain = pc.and_(plain, check)
    bounds = pc.min_max(length).as_py()
    if bounds["min"] is not None and bounds["min"] <= 10 <= bounds["max"]:
        plain = pc.and_(plain, pc.invert(pc.match_substring_regex(texts, _PERSONAL)))
    return plain, texts


def _moments(field: Field, texts: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Which texts are moments in ISO 8601 to the second, and the moments; those without offset are Taipei's."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = arrow_type(field)
    zoned = pc.match_substring_regex(texts, _ZONED)
    if pc.all(zoned).as_py():
        return zoned, _cast(texts, kind)
    local = pc.match_substring_regex(texts, _LOCAL)
    nothing = pa.scalar(None, pa.string())
    clock = _cast(pc.if_else(local, texts, nothing), pa.timestamp("us"))
    moved = pc.subtract(clock.cast(pa.int64()), _TAIPEI_MICROSECONDS).cast(pa.timestamp("us")).cast(kind)
    return pc.or_(zoned, local), pc.coalesce(_cast(pc.if_else(zoned, texts, nothing), kind), moved)


def _numbers(field: Field, texts: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Which texts are plain numbers, and the numbers; raises NotPlain where one is out of bounds."""
    import pyarrow as pa
    import pyarrow.compute as pc

    plain = pc.match_substring_regex(texts, _NUMBERS[field.type])
    values = _cast(pc.if_else(plain, texts, pa.scalar(None, pa.string())), arrow_type(field))
    found = pc.min_max(values).as_py()
    too_low = field.least is not None and found["min"] is not None and found["min"] < field.least
    if too_low or (field.most is not None and found["max"] is not None and found["max"] > field.most):
        raise NotPlain
    return plain, values


def _cast(texts: pa.Array, kind: pa.DataType) -> pa.Array:
    import pyarrow as pa

    try:
        return texts.cast(kind)
    except pa.ArrowInvalid:
        raise NotPlain from None

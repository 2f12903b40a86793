"""Conditions as tests in SQL: of the columns at hand, and of a period `p` whose last month is `p.tail`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openscorecard.domain.measures.counting import Alive, Clause, Condition, Counting, Latest, Within
from openscorecard.domain.measures.dimensions import BETWEEN, Datasets, Path, Stages, Together, path_of
from openscorecard.domain.measures.fields import Field
from openscorecard.domain.measures.tagging import Place, Tag, Tagged, TaggedTogether, Tagging
from openscorecard.engines.measures.duck.columns import Columns, Kept, Raw, named, quoted
from openscorecard.engines.measures.plain import spoken_of


def holds(clauses: Iterable[Clause], columns: Columns) -> str:
    """Whether of each clause at least one condition holds; never NULL."""
    return " AND ".join(f"({' OR '.join(_test(one, columns) for one in clause)})" for clause in clauses) or "true"


def _test(condition: Condition, columns: Columns) -> str:
    path = _path(condition, columns)
    match condition.op:
        case "by_end":
            return f"coalesce({columns.month(path.field)} <= p.tail, false)"
        case "in_last_months":
            month = columns.month(path.field)
            return f"coalesce({month} <= p.tail AND {month} > p.tail - {int(condition.values[0])}, false)"
        case "since" | "until":
            sign, day = (">=" if condition.op == "since" else "<="), quoted(condition.values[0])
            return columns.test(f"coalesce({_raw(columns).day(path.field)} {sign} {day}::DATE, false)")
        case "not_after":
            raw = _raw(columns)
            return columns.test(f"coalesce({raw.day(path.field)} <= {raw.day(condition.values[0])}, false)")
    field = _field(path, columns)
    if path.dataset or field.choices or field.type == "flag":  # few values: kept as they are, they serve many tests
        return _static(condition, field, columns.value(path))
    return columns.test(_static(condition, field, _raw(columns).value(path)))


def _static(condition: Condition, field: Field, value: str) -> str:
    among = ", ".join(quoted(one) for one in condition.values)
    if condition.op in {"in", "not_in"}:
        test = f"list_has_any({value}, [{among}])" if field.type == "list" else f"{value}::VARCHAR IN ({among})"
        return f"coalesce({test}, false)" if condition.op == "in" else f"NOT coalesce({test}, false)"
    there = f"coalesce(len({value}) > 0, false)" if field.type == "list" else f"{value} IS NOT NULL"
    return there if condition.op == "present" else f"NOT ({there})"


def _path(condition: Condition, columns: Columns) -> Path:
    raw = _raw(columns)
    path = path_of(condition.field, raw.dataset, raw.datasets)
    assert path is not None  # noqa: S101 -- countings are checked against their dataset when they are made
    return path


def _raw(columns: Columns) -> Raw:
    return columns.raw if isinstance(columns, Kept) else columns


def _field(path: Path, columns: Columns) -> Field:
    raw = _raw(columns)
    return raw.datasets[path.dataset].field(path.target) if path.dataset else raw.dataset.field(path.field)


def lacking(counting: Counting, columns: Columns) -> str:
    """Whether a row lacks what it must tell and passes every clause that does not speak of what it lacks."""
    absent = {name: _is_absent(name, columns) for name in counting.must_know}
    if not absent:
        return "false"
    clauses = []
    for clause in counting.where:
        excused = [absent[name] for name in sorted(spoken_of(clause) & set(absent))]
        clauses.append(f"({' OR '.join([holds([clause], columns), *excused])})")
    return " AND ".join([f"({' OR '.join(absent.values())})", *clauses])


def _is_absent(name: str, columns: Columns) -> str:
    field = _raw(columns).dataset.field(name)
    if field.choices or field.type == "flag":  # kept as it is, for other tests too
        return f"{columns.value(Path(name))} IS NULL"
    return columns.test(f"r.{named(name)} IS NULL")


def in_time(counting: Counting, columns: Columns, replaced: str = "") -> str:
    """Whether a row counts in the months `p.head` to `p.tail`, or of `p.state`; may be NULL, which is no."""
    when = counting.when
    if isinstance(when, Within):
        month = columns.month(when.field)
        first = f"p.tail - {when.window - 1}" if when.window else "p.head"
        return f"{month} BETWEEN {first} AND p.tail"
    if isinstance(when, Latest):
        return f"{columns.day(when.field)} = p.state"
    return _alive(when, columns, replaced)


def _alive(when: Alive, columns: Columns, replaced: str) -> str:
    ends = [columns.month(name) for name in when.gone] + [columns.month_after(name) for name in when.until]
    ends += [columns.keep(replaced)] if replaced and isinstance(columns, Kept) else []
    return " AND ".join(
        [f"{columns.month(when.start)} <= p.tail", *(f"coalesce({end} > p.tail, true)" for end in ends)]
    )


def cell(spot: Place | None, columns: Columns) -> str:
    """The name of the cell as text, one of several for lists; never NULL."""
    if spot is None:
        return "''"
    if isinstance(spot, Together | TaggedTogether):
        names, several = _together([_names(one, columns) for one in spot.spots])
    else:
        names, several = _names(spot, columns)
    return f"unnest({names})" if several else names


def _together(parts: Sequence[tuple[str, bool]]) -> tuple[str, bool]:
    """Every name of one part with every name of the others; and whether they are a list."""
    between = f" || {quoted(BETWEEN)} || "
    if not any(several for _sql, several in parts):
        return between.join(f"({sql})" for sql, _several in parts), False
    found = ""
    for place, (sql, several) in enumerate(parts):
        names = sql if several else f"[{sql}]"
        pairs = f"list_transform({names}, lambda b{place}: a{place}{between}b{place})"
        found = f"flatten(list_transform({found}, lambda a{place}: {pairs}))" if found else names
    return found, True


def _names(spot: Path | Stages | Tagged, columns: Columns) -> tuple[str, bool]:
    """The name of the cell, or the list of names; and whether it is a list."""
    if isinstance(spot, Path) and spot.part != "hour" and _field(spot, columns).type == "list":
        value = columns.value(spot)
        return f"(CASE WHEN len({value}) > 0 THEN list_distinct({value}) ELSE [''] END)", True
    return _name(spot, columns), False


def _name(spot: Path | Stages | Tagged, columns: Columns) -> str:
    if isinstance(spot, Tagged):
        return _plan(_name(spot.path, columns), spot.tags, columns)
    if isinstance(spot, Stages):
        cases = (f"WHEN {columns.month(name)} <= p.tail THEN {quoted(name)}" for name in reversed(spot.fields))
        return f"CASE {' '.join(cases)} ELSE '' END"
    if spot.part == "hour":
        return f"coalesce({columns.hour(spot.field)}, '')"
    return f"coalesce({_words(_field(spot, columns), spot, columns)}, '')"


def _plan(said: str, tags: Iterable[Tag], columns: Columns) -> str:
    """The plan of a row that says `said`: by hand, as it says, by rule, or none; never NULL."""
    hand = [f"WHEN {holds(tag.where, columns)} THEN {quoted(tag.plan)}" for tag in tags if tag.by_hand]
    rule = [f"WHEN {holds(tag.where, columns)} THEN {quoted(tag.plan)}" for tag in tags if not tag.by_hand]
    ruled = f"coalesce(nullif({said}, ''), CASE {' '.join(rule)} ELSE '' END)" if rule else said
    return f"CASE {' '.join(hand)} ELSE {ruled} END" if hand else ruled


def plan_there(path: Path, datasets: Datasets, tagging: Tagging) -> str:
    """The plan of the row that `path` refers to, of its columns under the name `r`, tags included."""
    there = Raw(datasets[path.dataset], datasets)
    return _plan(cell(Path(path.target), there), tagging.get(path.dataset, ()), there)


def _words(field: Field, spot: Path, columns: Columns) -> str:
    if field.type == "moment":
        value = columns.value(spot) if spot.dataset else columns.day(spot.field)
        return f"{value}::DATE::VARCHAR"
    if field.type in {"number", "money"}:
        return f"rtrim(rtrim({columns.value(spot)}::VARCHAR, '0'), '.')"
    return f"{columns.value(spot)}::VARCHAR"

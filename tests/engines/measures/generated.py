"""Rows and countings that Hypothesis makes: small, with nulls, month ends, midnights and repeated values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from openscorecard.domain.measures.counting import (
    Alive,
    Condition,
    Counting,
    Followed,
    Latest,
    UnfitCounting,
    When,
    Within,
)
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.dimensions import spot_of
from openscorecard.domain.measures.fields import NUMERIC, TIMELY, Field
from openscorecard.domain.measures.fitting import check_counting
from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.domain.measures.tagging import Tag, Tagging, UnfitTag, check_tag
from openscorecard.engines.measures.engine import RowSource
from openscorecard.engines.rows.manifest import Manifest, Mode, StoredBatch, resolve
from openscorecard.engines.rows.schema import by_month, table_of
from openscorecard.engines.rows.store import RowStore, prepared
from openscorecard.formats.datasets.contracts import standard_datasets

DATASETS = standard_datasets()
Rows = Sequence[Mapping[str, Any]]

DAYS = st.sampled_from(
    [date.fromisoformat(day) for day in (
        "2019-12-31", "2023-12-31", "2024-01-01", "2024-01-31", "2024-02-01", "2024-02-28", "2024-02-29", "2024-03-01",
        "2024-03-30", "2024-03-31", "2024-04-30", "2024-05-01", "2024-07-31", "2024-08-01", "2024-12-31", "2025-01-01",
    )]
)  # fmt: skip
# Midnight of Taipei is four in the afternoon of UTC.
MOMENTS = st.builds(
    lambda day, second: datetime(day.year, day.month, day.day, 16, tzinfo=UTC) + timedelta(seconds=second),
    DAYS,
    st.sampled_from([-1, 0, 1, -3600, 3600, 40000]),
)
MONTHS = st.sampled_from([Period("month", 2024, month) for month in (1, 2, 3, 4, 12)])
ANY_PERIODS = st.sampled_from(
    [parse_period(text) for text in ("2024", "2024-Q1", "2024-H2", "SY2023", "YTD2024-02", "2024-02")]
)
PERIODS = [parse_period(text) for text in (
    "2023-12", "2024-01", "2024-02", "2024-03", "2024-04", "2024-Q1", "2024-H1", "2024", "SY2023", "YTD2024-02",
    "2024-12",
)]  # fmt: skip


def values_of(field: Field) -> st.SearchStrategy[Any]:
    """Values that one field of a contract may have, a few of them again and again."""
    some = st.sampled_from(field.values()[:4] or ("a", "b", "乙's x"))
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "text": some,
        "list": st.lists(some, max_size=3).map(tuple),
        "whole": st.integers(0 if field.least is not None else -3, 3).map(lambda n: max(n, int(field.least or n))),
        "number": st.sampled_from([Decimal(0), Decimal("0.5"), Decimal("0.333333333333"), Decimal(1)]),
        "money": st.sampled_from([Decimal(0), Decimal("0.0001"), Decimal("12345678901234.5678")]),
        "day": DAYS,
        "moment": MOMENTS,
        "period": MONTHS if field.grain == "month" else ANY_PERIODS,
        "flag": st.booleans(),
    }
    made = kinds[field.type]
    return made if field.required else st.none() | made


@st.composite
def rows_of(draw: st.DrawFn, dataset: Dataset, most: int = 8) -> list[dict[str, Any]]:
    """Rows of one dataset, as far as their keys differ."""
    made = st.fixed_dictionaries({field.name: _field(dataset, field) for field in dataset.fields})
    rows = draw(st.lists(made, max_size=most))
    if not dataset.key:
        return rows
    keyed = {tuple(str(row[name]) for name in dataset.key): row for row in rows}
    return list(keyed.values())


def _field(dataset: Dataset, field: Field) -> st.SearchStrategy[Any]:
    if (field.name in dataset.key or field.references) and field.type == "text" and not field.choices:
        some = st.sampled_from(["a", "b", "c", "d"])
        return some if field.required else st.none() | some
    if field.name == dataset.time_field and by_month(dataset):
        return values_of(field).filter(lambda value: value is not None)
    return values_of(field)


@st.composite
def countings(draw: st.DrawFn, dataset: Dataset) -> Counting:
    """A counting of any form that fits `dataset`."""
    fields = dataset.fields
    for _ in range(20):
        try:
            made = Counting(
                dataset=dataset.name,
                when=draw(_whens(dataset)),
                where=tuple(
                    draw(st.lists(st.lists(_conditions(dataset), min_size=1, max_size=3).map(tuple), max_size=3))
                ),
                **draw(_added(dataset)),
                **({"first_of": draw(st.sampled_from(fields)).name} if draw(st.integers(0, 3)) == 0 else {}),
                **_replaced(dataset, draw(st.booleans())),
                **({"followed": draw(_followed(dataset))} if draw(st.booleans()) else {}),
                must_know=tuple(sorted(field.name for field in draw(st.sets(st.sampled_from(fields), max_size=2)))),
            )
            check_counting(made, DATASETS)
        except (UnfitCounting, ExceptionGroup):
            continue
        return made
    return Counting(dataset.name, draw(_whens(dataset)))


def _followed(dataset: Dataset) -> st.SearchStrategy[Followed | None]:
    """Something that must follow within some days: in the circulation, of the same reader, item or place."""
    shared = [name for name in ("patron_key", "item_id", "branch") if name in dataset.names]
    if not shared:
        return st.none()
    loans = st.lists(_conditions(DATASETS["circulation"]), min_size=1, max_size=2).map(tuple)
    return st.builds(
        lambda by, first, more, where: Followed("circulation", by, first, first + more, tuple(where)),
        st.sampled_from(shared),
        st.sampled_from([0, 1, 29]),
        st.sampled_from([0, 1, 30, 366]),
        st.lists(loans, max_size=2),
    )


def tags_of(dataset: Dataset) -> st.SearchStrategy[tuple[Tag, ...]]:
    """Tags that rows of `dataset` can answer, by hand and by rule."""
    made = st.builds(
        Tag,
        st.sampled_from(["", "a", "b", "P-1"]),
        st.lists(st.lists(_conditions(dataset), min_size=1, max_size=2).map(tuple), min_size=1, max_size=2).map(tuple),
        st.booleans(),
    )
    return st.lists(made.filter(lambda tag: _fits(dataset, tag)), max_size=3).map(tuple)


def _fits(dataset: Dataset, tag: Tag) -> bool:
    try:
        check_tag(dataset.name, tag, DATASETS)
    except (UnfitTag, ExceptionGroup):
        return False
    return True


def _replaced(dataset: Dataset, wanted: bool) -> dict[str, Any]:
    own = [
        field.name
        for field in dataset.fields
        if len(dataset.key) == 1 and field.references == f"{dataset.name}.{dataset.key[0]}"
    ]
    return {"unless_replaced": own[0]} if own and wanted else {}


@st.composite
def _whens(draw: st.DrawFn, dataset: Dataset) -> When:
    days = [field.name for field in dataset.fields if field.type in TIMELY]
    if dataset.kind == "snapshot":
        return Latest(
            draw(st.sampled_from(days)), draw(st.sampled_from(["month", "year"])), draw(st.sampled_from([0, 1, 13]))
        )
    if dataset.kind == "events":
        return Within(dataset.time_field, draw(st.sampled_from([0, 0, 1, 2, 12])))
    some = st.lists(st.sampled_from(days), max_size=2).map(tuple)
    return draw(
        st.builds(Within, st.sampled_from(days), st.sampled_from([0, 3]))
        | st.builds(Alive, st.sampled_from(days), some, some)
    )


@st.composite
def _conditions(draw: st.DrawFn, dataset: Dataset) -> Condition:
    """Any condition; those that do not fit are drawn again by whoever asks."""
    paths = [(field.name, field) for field in dataset.fields]
    for field in dataset.fields:
        other, _, key = field.references.partition(".")
        if other and DATASETS[other].key == (key,):
            paths += [(f"{field.name}.{one.name}", one) for one in DATASETS[other].fields if one.name != key]
    days = [name for name, field in paths if field.type in TIMELY and "." not in name]
    worded = [(name, field) for name, field in paths if field.type in {"text", "list", "flag"}]
    kind = draw(
        st.sampled_from(
            ["in", "not_in", "present", "absent", "by_end", "in_last_months", "not_after", "since", "until"]
        )
    )
    if kind in {"in", "not_in"}:
        name, field = draw(st.sampled_from(worded))
        known = ("true", "false") if field.type == "flag" else field.values() or ("a", "b", "乙's x")
        return Condition(name, kind, tuple(draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True))))
    if kind in {"present", "absent"}:
        return Condition(draw(st.sampled_from(paths))[0], kind)
    values = {
        "by_end": (),
        "in_last_months": (draw(st.sampled_from(["1", "2", "60"])),),
        "not_after": (draw(st.sampled_from(days)),),
        "since": (draw(DAYS).isoformat(),),
        "until": (draw(DAYS).isoformat(),),
    }
    return Condition(draw(st.sampled_from(days)), kind, values[kind])


@st.composite
def _added(draw: st.DrawFn, dataset: Dataset) -> dict[str, Any]:
    numbers = [field.name for field in dataset.fields if field.type in NUMERIC]
    days = [field.name for field in dataset.fields if field.type in TIMELY]
    match draw(st.sampled_from(["rows", "sum", "times", "distinct", "days"])):
        case "days":
            return {"days": (draw(st.sampled_from(days)), draw(st.sampled_from(days)))}
        case "distinct":
            return {"distinct": draw(st.sampled_from([field.name for field in dataset.fields if field.type != "list"]))}
        case "sum" if numbers:
            return {"sums": tuple(draw(st.lists(st.sampled_from(numbers), min_size=1, max_size=3, unique=True)))}
        case "times" if numbers:
            return {"sums": (draw(st.sampled_from(numbers)),), "times": draw(st.sampled_from(numbers))}
    return {}


def dimensions_of(dataset: Dataset) -> list[str]:
    """Everything that rows of `dataset` can be split by, and the whole."""
    names = {"", "hour", "district", "branch", "audience", "unit", "plan", "status", *dataset.names}
    together = {f"plan+{name}" for name in ("district", "audience", "age_band", "unit", "status", "plan")} | {
        "audience+age_group"
    }
    return sorted(name for name in names | together if not name or spot_of(name, dataset, DATASETS))


def looked_up(*datasets: str) -> list[str]:
    """These datasets and those they refer to, each once."""
    others = [
        field.references.partition(".")[0] for name in datasets for field in DATASETS[name].fields if field.references
    ]
    return list(dict.fromkeys([*datasets, *others, "circulation"]))


def keep(root: Path, dataset: Dataset, rows: Rows, mode: Mode, number: int, covers: Coverage) -> StoredBatch:
    """Store `rows` as the `number`th batch."""
    store = RowStore(root)
    table = table_of(dataset, [tuple(row.get(name) for name in dataset.names) for row in rows])
    content = prepared(dataset, table, mode, str(number))
    with store.staged(content) as staged, store.moving():
        store.move_in(staged)
        return StoredBatch(content.batch, number, mode, covers, content.columns, staged.parts)


EVER = Coverage(date(1900, 1, 1), date(2100, 1, 1))


def stored(root: Path, tables: Mapping[str, Rows], tagging: Tagging | None = None) -> RowSource:
    """Each table as one batch below `root`."""
    manifests: dict[str, Manifest] = {}
    for name, rows in tables.items():
        batch = keep(root, DATASETS[name], rows, "append", 1, EVER)
        manifests[name] = resolve(name, 1, [batch])
    return RowSource(root, DATASETS, manifests, tagging or {})

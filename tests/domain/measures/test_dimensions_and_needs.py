"""Where rows say a dimension, what must be counted for a period, and whether the rows speak for it."""

from __future__ import annotations

from datetime import date

import pytest

from openscorecard.domain.measures.counting import Alive, Condition, Counting, Followed, Latest, Within
from openscorecard.domain.measures.coverage import Coverage, Extent, parse_coverage
from openscorecard.domain.measures.datasets import Dataset, DatasetKind
from openscorecard.domain.measures.dimensions import (
    Path,
    Spot,
    Stages,
    Together,
    overlaps,
    path_of,
    spot_for,
    spot_of,
)
from openscorecard.domain.measures.fields import Field
from openscorecard.domain.measures.needs import counted_in, periods_needed, spoken_for
from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.domain.measures.tagging import Tag, Tagged, TaggedTogether, place_of, split_by_owner
from openscorecard.domain.text import Text
from openscorecard.formats.datasets.contracts import standard_datasets

T = Text("某", "some")
STANDARD = standard_datasets()


def table(name: str, kind: DatasetKind, key: tuple[str, ...], time: str, **fields: str) -> Dataset:
    """A dataset; a field is its type, or `type>dataset.field` where it refers to one."""
    made = tuple(
        Field(field, T, said.partition(">")[0], references=said.partition(">")[2])  # type: ignore[arg-type]
        for field, said in fields.items()
    )
    return Dataset(name, T, made, key, kind, time, T)


OWN = {
    "branches": table("branches", "life-cycle", ("branch",), "opened", branch="text", opened="day", district="text"),
    "loans": table(
        "loans", "events", (), "at", at="moment", branch="text>branches.branch", kinds="list", plan="text",
        other="text>nowhere.x", named="text>branches.district",
    ),
    "visits": table("visits", "events", ("id",), "on", id="text", on="day", loan="text>loans.at"),
    "pairs": table("pairs", "events", ("a", "b"), "on", a="text", b="text", on="day"),
    "uses": table("uses", "events", ("id",), "on", id="text", on="day", pair="text>pairs.a"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("dataset", "written", "found"),
    [
        ("loans", "branch", Path("branch")),
        ("loans", "nothing", None),
        ("loans", "branch.district", Path("branch", "branches", "district")),
        ("loans", "branch.branch", None),  # the key again says nothing new
        ("loans", "branch.nothing", None),
        ("loans", "nothing.district", None),
        ("loans", "kinds.district", None),  # no reference
        ("loans", "other.x", None),  # to a table that is not there
        ("loans", "named.opened", None),  # not by the key
        ("uses", "pair.b", None),  # a key of two fields
    ],
)
def test_a_path_leads_to_the_row_itself_or_to_the_row_it_names_by_key(
    dataset: str, written: str, found: Path | None
) -> None:
    assert path_of(written, OWN[dataset], OWN) == found


@pytest.mark.parametrize(
    ("dataset", "dimension", "found"),
    [
        ("loans", "branch", Path("branch")),
        ("loans", "district", Path("branch", "branches", "district")),
        ("loans", "hour", Path("at", part="hour")),
        ("visits", "hour", None),
        ("loans", "colour", None),
        ("loans", "plan+district", Together((Path("plan"), Path("branch", "branches", "district")))),
        ("loans", "plan+colour", None),
        ("loans", "colour+plan", None),
    ],
)
def test_rows_say_a_dimension_under_its_name_or_another(dataset: str, dimension: str, found: Spot | None) -> None:
    assert spot_of(dimension, OWN[dataset], OWN) == found


@pytest.mark.parametrize(
    ("dataset", "dimension", "found"),
    [
        ("events", "audience", Path("audiences")),
        ("events", "age_group", Path("audiences")),
        ("proposals", "status", Stages(("submitted_on", "reviewed_on", "rejected_on", "adopted_on", "implemented_on"))),
        ("circulation", "district", Path("branch", "branches", "district")),
    ],
)
def test_the_standard_tables_say_dimensions_under_other_names(dataset: str, dimension: str, found: Spot) -> None:
    assert spot_of(dimension, STANDARD[dataset], STANDARD) == found


@pytest.mark.parametrize(
    ("counting", "dimension", "splits"),
    [
        (Counting("loans", Within("at"), distinct="branch"), "plan", False),
        (Counting("loans", Within("at"), distinct="branch"), "plan+branch", False),
        (Counting("loans", Within("at"), distinct="branch"), "branch", True),
        (Counting("loans", Alive("at"), distinct="branch"), "plan", True),
        (Counting("loans", Within("at")), "plan", True),
    ],
)
def test_different_values_of_a_span_are_not_split_by_plan(counting: Counting, dimension: str, splits: bool) -> None:
    assert (spot_for(counting, dimension, OWN) is not None) == splits


@pytest.mark.parametrize(
    ("counting", "dimension", "own"),
    [
        (Counting("loans", Alive("at"), distinct="branch"), "plan", True),
        (Counting("loans", Alive("at"), distinct="branch"), "branch+plan", True),
        (Counting("loans", Alive("at"), distinct="branch"), "branch", False),
        (Counting("loans", Alive("at")), "plan", False),
        (Counting("loans", Within("at"), distinct="branch"), "plan", False),
    ],
)
def test_a_different_value_of_a_state_goes_to_the_plan_of_its_first_row(
    counting: Counting, dimension: str, own: bool
) -> None:
    assert split_by_owner(counting, dimension) == own


def test_only_lists_of_the_row_itself_overlap() -> None:
    loans = OWN["loans"]
    assert overlaps(Path("kinds"), loans)
    assert not overlaps(Path("branch"), loans)
    assert not overlaps(Path("branch", "branches", "district"), loans)
    assert not overlaps(Stages(("at",)), loans)
    assert overlaps(Together((Path("branch"), Path("kinds"))), loans)
    assert not overlaps(Together((Path("branch"), Path("plan"))), loans)


# Tags in the way of a plan

TAGS = (Tag("P", ((Condition("branch", "in", ("B1",)),),)),)
LOANS = Counting("loans", Within("at"))


def test_tags_stand_beside_the_rows_own_plan_and_nowhere_else() -> None:
    assert place_of(LOANS, "plan", OWN, {"loans": TAGS}) == Tagged(Path("plan"), TAGS)
    assert place_of(LOANS, "plan", OWN, {}) == Path("plan")
    assert place_of(LOANS, "branch", OWN, {"loans": TAGS}) == Path("branch")
    assert place_of(LOANS, "", OWN, {"loans": TAGS}) is None
    assert place_of(LOANS, "colour", OWN, {"loans": TAGS}) is None
    both = place_of(LOANS, "branch+plan", OWN, {"loans": TAGS})
    assert both == TaggedTogether((Path("branch"), Tagged(Path("plan"), TAGS)))
    assert place_of(LOANS, "branch+kinds", OWN, {"loans": TAGS}) == TaggedTogether((Path("branch"), Path("kinds")))


def test_a_plan_through_another_row_takes_that_rows_tags_along() -> None:
    counting = Counting("budget_entries", Within("on"))
    lines = table("lines", "life-cycle", ("line",), "on", line="text", on="day", plan="text")
    entries = table("budget_entries", "events", ("id",), "on", id="text", on="day", purchase_line="text>lines.line")
    both = {"lines": lines, "budget_entries": entries}
    plain = Path("purchase_line", "lines", "plan")
    through = Path("purchase_line", "lines", "plan", "plan")
    assert place_of(counting, "plan", both, {}) == plain
    assert place_of(counting, "plan", both, {"lines": TAGS}) == through
    assert place_of(counting, "plan", both, {"lines": ()}) == plain
    assert place_of(counting, "plan", both, {"budget_entries": TAGS}) == Tagged(plain, TAGS)


# What must be counted for a period

YEAR = Period("year", 2025)
FLOW = Counting("events", Within("held_on"))
STATE = Counting("cards", Alive("issued_on"))
READERS = Counting("circulation", Within("occurred_at"), distinct="patron_key")
WINDOW = Counting("circulation", Within("occurred_at", window=12), distinct="patron_key")
RESIDENTS = Counting("population", Latest("as_of"), sums=("residents",))


def test_a_flow_needs_its_months_a_state_the_last_and_different_values_the_period_itself() -> None:
    quarter = parse_period("2025-Q2")
    assert counted_in(FLOW, quarter) == quarter.months()
    assert counted_in(STATE, quarter) == counted_in(WINDOW, quarter) == (parse_period("2025-06"),)
    assert counted_in(READERS, quarter) == (quarter,)


def test_every_period_an_engine_must_count_is_named() -> None:
    months = YEAR.months()[:3]
    assert periods_needed(FLOW, months) == periods_needed(STATE, months) == months
    assert [str(one) for one in periods_needed(READERS, months)] == [
        "2025-01", "2025-02", "2025-03", "2025-Q1", "YTD2025-01", "YTD2025-02", "YTD2025-03",
    ]  # fmt: skip
    assert [str(one) for one in periods_needed(READERS, months, ("quarter",))] == ["2025-Q1"]
    assert {str(one) for one in periods_needed(READERS, YEAR.months())} >= {"2025", "2025-H1", "2025-Q4"}
    school = periods_needed(READERS, parse_period("SY2025").months())
    assert "SY2025" in {str(one) for one in school}
    assert periods_needed(READERS, ()) == ()


@pytest.mark.parametrize(
    ("counting", "period", "covers", "extent"),
    [
        (FLOW, "2025-01", "2025-01", "whole"),
        (FLOW, "2025-01", "2025-01-02..2025-01-31", "part"),
        (FLOW, "2025-01", "2025-02", "none"),
        (FLOW, "2025-01", None, "none"),
        # what lives for years speaks for all days up to the extract's, from its first month on
        (STATE, "2025-03", "2025-01-15..2025-03-31", "whole"),
        (STATE, "2025-Q1", "2025-03-20..2025-03-31", "whole"),
        (STATE, "2025-Q1", "2025-01-01..2025-03-30", "none"),
        (STATE, "2025-03", "2025-04", "none"),
        (Counting("cards", Within("issued_on")), "2025-01", "2025-01-20..2025-01-31", "whole"),
        (Counting("cards", Within("issued_on")), "2025-Q1", "2025-02-20..2025-03-31", "part"),
        # the days of a window
        (WINDOW, "2025-12", "2025", "whole"),
        (WINDOW, "2025-11", "2025", "part"),
        (WINDOW, "2025-11", "2024-12..2025-11", "whole"),
        (Counting("cards", Within("issued_on", window=2)), "2025-02", "2025-01-20..2025-02-28", "whole"),
        (Counting("cards", Within("issued_on", window=2)), "2025-02", "2025-02", "part"),
        # a snapshot speaks by being there
        (RESIDENTS, "2025-01", "2020-01", "whole"),
        (RESIDENTS, "2025-01", None, "none"),
    ],
)
def test_whether_the_rows_speak_for_a_period(
    counting: Counting, period: str, covers: str | None, extent: Extent
) -> None:
    spans = {counting.dataset: (parse_coverage(covers),)} if covers else {}
    assert spoken_for(counting, STANDARD, parse_period(period), spans) == extent


def test_where_something_must_follow_its_days_must_be_covered_too() -> None:
    followed = Counting("cards", Within("issued_on"), followed=Followed("circulation", "patron_key", 1, 30))
    january, cards = parse_period("2025-01"), {"cards": (parse_coverage("2025"),)}

    def extent(first: date, last: date) -> Extent:
        return spoken_for(followed, STANDARD, january, {**cards, "circulation": (Coverage(first, last),)})

    assert extent(date(2025, 1, 2), date(2025, 3, 2)) == "whole"
    assert extent(date(2025, 1, 3), date(2025, 3, 2)) == "part"
    assert extent(date(2025, 1, 2), date(2025, 3, 1)) == "part"
    assert extent(date(2025, 3, 3), date(2025, 3, 4)) == "none"
    assert spoken_for(followed, STANDARD, january, cards) == "none"
    assert spoken_for(followed, STANDARD, parse_period("2024-01"), {**cards, "circulation": cards["cards"]}) == "none"

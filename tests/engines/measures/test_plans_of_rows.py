"""Rows belong to one plan or none: by hand, as they say, by rule; plans and no plan make up the whole everywhere."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from openscorecard.domain.measures.counting import Alive, Condition, Counting, Followed, Within
from openscorecard.domain.measures.dimensions import PLAN, spot_for, spot_of
from openscorecard.domain.measures.figures import Cell
from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.domain.measures.tagging import Tag, Tagging, by_keys
from openscorecard.engines.measures.duck.engine import DuckEngine
from openscorecard.engines.measures.engine import Engine, RowSource, Task
from openscorecard.engines.measures.fingerprint import Fingerprints, batches_after, fingerprint
from openscorecard.engines.measures.plain import PlainEngine
from tests.engines.measures.generated import DATASETS, PERIODS, countings, looked_up, rows_of, stored, tags_of
from tests.engines.measures.test_equality import counted

ENGINES: tuple[Engine, ...] = (PlainEngine(), DuckEngine())
YEAR = Period("year", 2025)
CARRYING = sorted(name for name, dataset in DATASETS.items() if spot_of(PLAN, dataset, DATASETS))
SLOW = settings(
    phases=[Phase.explicit, Phase.generate], max_examples=12, deadline=None, suppress_health_check=list(HealthCheck)
)


def made(dataset: str, **values: Any) -> dict[str, Any]:
    return {name: values.get(name) for name in DATASETS[dataset].names}


def count(
    tmp_path: Path,
    counting: Counting,
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
    tagging: Tagging | None = None,
    dimension: str = PLAN,
    period: Period = YEAR,
) -> dict[str, int]:
    """The cells that count something, told by both engines alike; undetermined ones as -1."""
    source = stored(tmp_path, tables, tagging)
    answers = [
        counted(engine, [Task(counting, dimension, (period,))], source)[counting.digest, dimension, str(period)][1]
        for engine in ENGINES
    ]
    assert answers[0] == answers[1]
    return {name: -1 if cell.undetermined else int(cell.value) for name, cell in answers[0].items()}


@pytest.mark.parametrize("name", CARRYING)
@SLOW
@given(data=st.data())
def test_plans_and_no_plan_make_up_the_whole_to_the_last_digit(name: str, data: Any) -> None:
    tables = {one: data.draw(rows_of(DATASETS[one])) for one in looked_up(name)}
    counting = data.draw(countings(DATASETS[name]))
    tagging = {one: data.draw(tags_of(DATASETS[one])) for one in tables if one in CARRYING}
    if spot_for(counting, PLAN, DATASETS) is None:
        return
    tasks = [Task(counting, dimension, tuple(PERIODS)) for dimension in ("", PLAN)]
    with tempfile.TemporaryDirectory() as folder:
        source = stored(Path(folder), tables, tagging)
        for engine in ENGINES:
            found = counted(engine, tasks, source)
            for period in PERIODS:
                whole, parts = (found[counting.digest, dimension, str(period)][1] for dimension in ("", PLAN))
                there = whole.get("", Cell(Fraction(0), 0))
                assert sum((cell.value for cell in parts.values()), Fraction(0)) == there.value
                assert sum(cell.rows for cell in parts.values()) == there.rows


def event(name: str, **values: Any) -> dict[str, Any]:
    return made("events", **{"event_id": name, "held_on": date(2025, 3, 5), "status": "held"} | values)


EVENTS = Counting("events", Within("held_on"))
MONTH = parse_period("2025-03")


def test_a_tag_by_hand_weighs_more_than_the_row_and_a_rule_less(tmp_path: Path) -> None:
    rows = [event("1", plan="A"), event("2", plan="A", title="x"), event("3", title="x"), event("4")]
    rule = Tag("R", ((Condition("title", "in", ("x",)),),))
    hand = by_keys(DATASETS["events"], "H", ["2", "4"])
    found = count(tmp_path, EVENTS, {"events": rows}, {"events": (rule, hand)}, period=MONTH)
    assert found == {"A": 1, "H": 2, "R": 1}


def test_by_hand_a_row_is_given_to_no_plan(tmp_path: Path) -> None:
    rows = [event("1", plan="A"), event("2", plan="A")]
    found = count(
        tmp_path, EVENTS, {"events": rows}, {"events": (by_keys(DATASETS["events"], "", ["1"]),)}, period=MONTH
    )
    assert found == {"": 1, "A": 1}


def test_of_several_rules_the_first_holds_and_days_bound_it(tmp_path: Path) -> None:
    rows = [event(str(day), held_on=date(2025, 3, day)) for day in (1, 10, 20)]
    rules = (
        Tag("EARLY", ((Condition("held_on", "until", ("2025-03-10",)),),)),
        Tag("LATE", ((Condition("held_on", "since", ("2025-03-10",)),),)),
    )
    assert count(tmp_path, EVENTS, {"events": rows}, {"events": rules}, period=MONTH) == {"EARLY": 2, "LATE": 1}


def test_items_take_the_plan_of_their_purchase_line_with_the_tags_on_it(tmp_path: Path) -> None:
    volumes = Counting("holdings", Alive("acquired_on"))
    tables = {
        "purchases": [made("purchases", line_id="L1", plan="A"), made("purchases", line_id="L2", item="貴重")],
        "holdings": [
            made("holdings", item_id=str(n), acquired_on=date(2025, 1, 2), purchase_line=line)
            for n, line in enumerate(("L1", "L1", "L2", "L9", None))
        ],
    }
    tagging = {
        "purchases": (Tag("B", ((Condition("item", "in", ("貴重",)),),)),),
        "holdings": (by_keys(DATASETS["holdings"], "C", ["0"]),),
    }
    assert count(tmp_path, volumes, tables) == {"A": 2, "": 3}
    assert count(tmp_path / "tagged", volumes, tables, tagging) == {"C": 1, "A": 1, "B": 1, "": 2}


def test_a_plan_and_another_dimension_at_once(tmp_path: Path) -> None:
    rows = [event("1", plan="A", audiences=("child", "adult")), event("2", audiences=("child",)), event("3", plan="A")]
    found = count(tmp_path, EVENTS, {"events": rows}, dimension="plan+audience", period=MONTH)
    assert found == {"A\x1fchild": 1, "A\x1fadult": 1, "\x1fchild": 1, "A\x1f": 1}


def test_a_kind_of_item_belongs_to_the_plan_of_its_first_row(tmp_path: Path) -> None:
    kinds = Counting("equipment", Alive("in_service_from", until=("in_service_to",)), distinct="type")

    def item(name: str, kind: str, since: str, plan: str | None, until: str | None = None) -> dict[str, Any]:
        days = {"in_service_from": date.fromisoformat(since), "in_service_to": until and date.fromisoformat(until)}
        return made("equipment", service_item_id=name, type=kind, plan=plan, quantity=1, **days)

    rows = [
        item("2", "耳機", "2020-01-01", "B"),
        item("1", "耳機", "2020-01-01", "A"),
        item("3", "平板", "2021-01-01", None),
        item("4", "平板", "2022-01-01", "B"),
        item("0", "耳機", "2019-01-01", "C", "2024-12-31"),
    ]
    assert count(tmp_path, kinds, {"equipment": rows}, dimension="") == {"": 2}
    assert count(tmp_path, kinds, {"equipment": rows}) == {"A": 1, "B": 0, "": 1}


CARDS = Counting(
    "cards",
    Within("issued_on"),
    followed=Followed("circulation", "patron_key", 0, 90, ((Condition("kind", "in", ("issue",)),),)),
)


def card(name: str, patron: str | None, issued: str) -> dict[str, Any]:
    return made("cards", card_id=name, patron_key=patron, issued_on=date.fromisoformat(issued), plan="S")


def loan(patron: str | None, day: str, kind: str = "issue") -> dict[str, Any]:
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC) - timedelta(hours=8)  # midnight where the library is
    return made("circulation", occurred_at=moment, kind=kind, patron_key=patron, quantity=1)


@pytest.mark.parametrize(
    ("loans", "found"),
    [
        ([loan("p", "2025-01-31")], 1),  # the very day
        ([loan("p", "2025-05-01")], 1),  # the ninetieth day
        ([loan("p", "2025-05-02")], 0),
        ([loan("p", "2025-01-30")], 0),
        ([loan("p", "2025-02-03", "return")], 0),
        ([loan("q", "2025-02-03")], 0),
        ([loan(None, "2025-02-03")], -1),  # whose was it?
        ([loan(None, "2025-02-03"), loan("p", "2025-02-04")], 1),
        ([loan(None, "2025-05-02")], 0),
        ([loan(None, "2025-02-03", "return")], 0),
        ([], 0),
    ],
)
def test_a_card_counts_where_a_loan_follows_within_its_days(
    tmp_path: Path, loans: list[dict[str, Any]], found: int
) -> None:
    cells = count(tmp_path, CARDS, {"cards": [card("1", "p", "2025-01-31")], "circulation": loans})
    assert cells.get("S", 0) == found


def test_a_card_of_nobody_known_cannot_be_followed(tmp_path: Path) -> None:
    assert count(tmp_path, CARDS, {"cards": [card("1", None, "2025-01-31")], "circulation": []}) == {"S": -1}


def test_days_between_two_days_of_a_row_add_up_and_a_missing_one_is_not_zero(tmp_path: Path) -> None:
    lead = Counting("purchases", Within("on_shelf_on"), days=("requested_on", "on_shelf_on"))

    def line(name: str, asked: date | None) -> dict[str, Any]:
        return made("purchases", line_id=name, requested_on=asked, on_shelf_on=date(2025, 3, 1), plan="A")

    source = stored(
        tmp_path, {"purchases": [line("1", date(2025, 2, 1)), line("2", date(2025, 3, 3)), line("3", None)]}
    )
    for engine in ENGINES:
        cells = counted(engine, [Task(lead, PLAN, (MONTH,))], source)[lead.digest, PLAN, "2025-03"][1]
        assert cells == {"A": Cell(Fraction(28 - 2), 3, 1, 0)}


def test_what_had_been_reached_by_the_end_of_a_period_is_asked_of_each_period(tmp_path: Path) -> None:
    approved = Counting("grants", Within("applied_on"), ((Condition("approved_on", "by_end"),),))
    rows = [
        made("grants", grant_id=str(n), agency="x", applied_on=date(2025, 1, 5), approved_on=day, plan="A")
        for n, day in enumerate((date(2025, 1, 9), date(2025, 4, 1), None))
    ]
    assert not approved.additive
    found = {
        text: count(tmp_path / text, approved, {"grants": rows}, period=parse_period(text)).get("A", 0)
        for text in ("2025-01", "YTD2025-03", "YTD2025-04", "2025")
    }
    assert found == {"2025-01": 1, "YTD2025-03": 1, "YTD2025-04": 2, "2025": 2}


def test_tags_make_figures_by_plan_anew_and_leave_all_others(tmp_path: Path) -> None:
    tables = {
        "purchases": [made("purchases", line_id="L1")],
        "holdings": [made("holdings", item_id="1", acquired_on=date(2025, 1, 2))],
    }
    volumes = Counting("holdings", Alive("acquired_on"))
    bare = stored(tmp_path, tables)
    tag = (Tag("A", ((Condition("item", "absent"),),)),)
    tagged = RowSource(bare.root, bare.datasets, bare.manifests, {"purchases": tag})
    assert fingerprint(volumes, PLAN, YEAR, bare) != fingerprint(volumes, PLAN, YEAR, tagged)
    assert fingerprint(volumes, "item_class", YEAR, bare) == fingerprint(volumes, "item_class", YEAR, tagged)


def test_what_follows_makes_figures_anew_in_the_days_it_may_follow_and_no_others(tmp_path: Path) -> None:
    cards = [card("1", "p", "2025-01-31")]
    january = parse_period("2025-01")
    prints = [
        fingerprint(CARDS, PLAN, january, stored(tmp_path / str(n), {"cards": cards, "circulation": loans}))
        for n, loans in enumerate(([], [loan("p", "2025-04-02")], [loan("p", "2025-06-02")]))
    ]
    assert prints[0] != prints[1]
    assert prints[0] == prints[2]


def test_two_lists_at_once_give_every_pair(tmp_path: Path) -> None:
    rows = [event("1", audiences=("child", "adult")), event("2", audiences=())]
    found = count(tmp_path, EVENTS, {"events": rows}, dimension="audience+age_group", period=MONTH)
    pairs = {f"{one}\x1f{other}": 1 for one in ("child", "adult") for other in ("child", "adult")}
    assert found == pairs | {"\x1f": 1}


def test_only_the_first_of_several_rows_can_leave_open_whether_something_came(tmp_path: Path) -> None:
    first = Counting(
        "cards", Within("issued_on"), first_of="patron_key", followed=Followed("circulation", "patron_key", 0, 3)
    )
    cards = [card("1", "p", "2025-03-01"), card("2", "p", "2025-03-20")]
    loans = [loan("p", "2025-03-02"), loan(None, "2025-03-21")]  # whose the later one was does not matter
    assert count(tmp_path, first, {"cards": cards, "circulation": loans}, period=MONTH) == {"S": 1}


def test_what_tags_say_of_a_figure_is_the_same_in_whatever_order_it_is_asked(tmp_path: Path) -> None:
    bare = stored(tmp_path, {"circulation": [loan("p", "2025-03-02")]})
    tag = (Tag("A", ((Condition("item_class", "present"),),)),)
    source = RowSource(bare.root, bare.datasets, bare.manifests, {"holdings": tag})
    plain = Counting("circulation", Within("occurred_at"))
    through = Counting("circulation", Within("occurred_at"), ((Condition("item_id.item_class", "present"),),))
    marks = Fingerprints(source)
    marks.of(through, PLAN, MONTH)
    assert (
        marks.of(plain, PLAN, MONTH) == fingerprint(plain, PLAN, MONTH, source) == fingerprint(plain, PLAN, MONTH, bare)
    )


def test_a_tag_that_moves_to_the_dataset_referred_to_makes_figures_anew(tmp_path: Path) -> None:
    bare = stored(tmp_path, {"equipment_use": []})
    use = Counting("equipment_use", Within("period"))
    tag = (Tag("A", ((Condition("service_item_id", "present"),),)),)
    here, there = (
        fingerprint(use, PLAN, MONTH, RowSource(bare.root, bare.datasets, bare.manifests, {name: tag}))
        for name in ("equipment_use", "equipment")
    )
    assert here != there


def test_a_followed_figure_stands_on_the_batches_it_may_be_followed_in(tmp_path: Path) -> None:
    loans = stored(tmp_path, {"circulation": [loan("p", "2025-04-02")]}).manifests["circulation"]
    assert len(batches_after(CARDS, parse_period("2025-01"), loans)) == 1
    assert batches_after(CARDS, parse_period("2024-12"), loans) == ()
    assert batches_after(EVENTS, parse_period("2025-04"), loans) == ()

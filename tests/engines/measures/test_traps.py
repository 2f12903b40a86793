"""The traps of the catalogue, each by its name: from rows to an observation, with either engine."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from openscorecard.engines.measures.aside import NAMES, engine_named
from openscorecard.formats.measures.catalogue import standard_catalogue
from tests.engines.measures.library import Library


@pytest.fixture(params=NAMES)
def library(request: Any, tmp_path: Path) -> Any:
    """Makes a library of rows, counted by each engine in turn."""
    return lambda **tables: Library(engine_named(request.param), tmp_path / "rows", **tables)


def several(count: int, key: str, **said: Any) -> list[dict[str, Any]]:
    return [{key: f"{key}{number}", **said} for number in range(count)]


def loan(at: str, channel: str | None = "desk", kind: str = "issue", **said: Any) -> dict[str, Any]:
    return {"occurred_at": at, "kind": kind, "channel": channel, "quantity": 1, **said}


def test_monthly_populations_summed_into_a_year(library: Any) -> None:
    months = [f"2024-{month:02}-28" for month in range(1, 13)]
    city = library(
        holdings=several(500, "item_id", acquired_on="2020-01-01"),
        population=[
            {"as_of": day, "district": name, "age_band": "65+", "residents": 500} for day in months for name in "甲乙"
        ],
    )
    assert city.value("volumes_per_resident", "2024") == Fraction(500, 1000)
    assert city.value("volumes_per_resident", "2024-Q2") == Fraction(500, 1000)


def test_past_dates_of_stock_need_withdrawn_items(library: Any) -> None:
    kept = several(3, "item_id", acquired_on="2023-05-01")
    withdrawn = {"item_id": "w", "acquired_on": "2023-05-01", "withdrawn_on": "2024-06-30"}
    lost = {"item_id": "l", "acquired_on": "2023-05-31", "lost_on": "2024-07-01"}
    city = library(holdings=[*kept, withdrawn, lost])
    found = {month: city.value("volumes_held", month) for month in ("2023-04", "2024-05", "2024-06", "2024-07")}
    assert found == {"2023-04": 0, "2024-05": 5, "2024-06": 4, "2024-07": 3}
    assert city.value("volumes_held", "2024-07", "cumulative") == 5


def test_shared_platforms_counted_twice(library: Any) -> None:
    shared = {"title_key": "t1", "class": "ebook", "copies": 1, "active_from": "2023-01-01"}
    city = library(eholdings=[
        {"licence_id": "1", "platform": "A", **shared},
        {"licence_id": "2", "platform": "B", **shared},
        {"licence_id": "3", "platform": "B", **shared, "title_key": "t2", "copies": 4},
    ])  # fmt: skip
    assert city.value("eitems_held", "2024-Q1") == 6
    assert city.value("eitems_held", "2024-Q1", "distinct_titles") == 2
    assert city.values("eitems_held", "2024-Q1", "distinct_titles", "platform") == {"A": 1, "B": 2}


def session(course: str, number: int, day: str, **said: Any) -> dict[str, Any]:
    return {"course_id": course, "session": number, "held_on": day, "category": "other", "status": "held", **said}


def test_sessions_of_one_course(library: Any) -> None:
    city = library(training=[
        session("c1", 1, "2024-03-31", org_units=["採編"]),
        session("c1", 2, "2024-04-01", org_units=["推廣"]),
        session("c1", 3, "2024-04-01", org_units=["推廣"]),
        session("c2", 1, "2024-04-02", status="cancelled"),
        session("c2", 2, "2024-05-02", org_units=["推廣"]),
    ])  # fmt: skip
    found = [city.value("training_courses", period) for period in ("2024-Q1", "2024-Q2", "2024")]
    assert found == [1, 1, 2]
    assert city.values("training_courses", "2024", by="unit") == {"採編": 1, "推廣": 1}


def test_a_subset_added_to_its_whole(library: Any) -> None:
    city = library(training=[session("c1", 1, "2024-03-01"), session("c2", 1, "2024-03-02", category="courtesy")])
    assert city.value("training_courses", "2024-Q1") == 2  # the courtesy course is in it already
    assert city.value("courtesy_courses", "2024-Q1") == 1
    measure = standard_catalogue().get("courtesy_courses")
    assert measure is not None
    assert measure.subset_of == "training_courses"


def account(day: str, name: str, **said: Any) -> dict[str, Any]:
    return {"as_of": day, "account": name, "kind": "capital", "in_scope": True, **said}


def test_execution_over_a_hundred_percent_and_carry_over(library: Any) -> None:
    city = library(budget=[
        account("2024-05-31", "a", due="100", paid="40"),
        account("2024-06-30", "a", due="100", paid="90", payable="20", saved="10", prior_carryover="500"),
        account("2024-06-30", "b", due="900", paid="900", in_scope=False),
        account("2024-06-30", "c", due="900", paid="900", pass_through=True),
    ])  # fmt: skip
    assert city.value("budget_execution_rate", "2024-06") == 120
    assert city.value("budget_execution_rate", "2024-07") == 120  # the last state of the year
    assert city.observed("budget_execution_rate", "2025-01")[""].status == "no_data"  # the old year is closed
    assert city.value("budget_execution_rate", "2024-06", "current_and_capital") == Fraction(1020, 1000) * 100


def event(name: str, day: str = "2024-05-05", **said: Any) -> dict[str, Any]:
    return {"event_id": name, "held_on": day, "status": "held", **said}


def test_a_grant_or_event_with_two_tags_counts_once_in_a_total(library: Any) -> None:
    city = library(
        events=[
            event("e1", audiences=["child", "teen"], attendees=10),
            event("e2", audiences=["teen"], attendees=5),
            event("e3", audiences=[], attendees=1),
        ],
        grants=[{"grant_id": "g1", "agency": "文化部", "central": True, "plan": "p1", "approved": "300",
                 "approved_on": "2024-02-29"}],
    )  # fmt: skip
    assert city.value("youth_events", "2024-05") == 2
    assert city.values("youth_events", "2024-05", by="age_group") == {"child": 1, "teen": 2}
    assert city.value("event_attendance", "2024-05") == 16
    assert city.values("event_attendance", "2024-05", by="audience") == {"": 1, "child": 10, "teen": 15}
    assert city.value("grants_obtained", "2024") == 300


def test_cancelled_events_and_online_views(library: Any) -> None:
    city = library(events=[
        event("e1", attendees=10, online_views=1000),
        event("e2", attendees=50, status="cancelled"),
        event("e3", attendees=50, status="planned"),
    ])  # fmt: skip
    assert city.value("event_attendance", "2024-05") == 10
    assert city.value("event_attendance", "2024-05", "with_online") == 1010
    assert city.value("event_attendance", "2024-05", "per_event") == 10


def card(name: str, **said: Any) -> dict[str, Any]:
    return {"card_id": name, "issued_on": "2023-03-01", "source": "counter", "category": "市民", **said}


def test_replaced_cards_of_one_person(library: Any) -> None:
    city = library(cards=[card("1"), card("2", issued_on="2024-02-10", replaces="1")])
    assert [city.value("cards_valid", month) for month in ("2024-01", "2024-02")] == [1, 1]
    assert city.value("cards_valid", "2024-02", "cumulative") == 1
    assert city.value("cards_valid", "2024-02", "new") == 0


def test_staff_and_test_categories(library: Any) -> None:
    city = library(cards=[card("1"), card("2", category="staff"), card("3", category="test"), card("4", category=None)])
    assert city.value("cards_valid", "2024-01") == 2


def test_cards_that_expire_or_close(library: Any) -> None:
    city = library(cards=[card("1", expires_on="2024-02-29"), card("2", closed_on="2024-02-29")])
    assert city.value("cards_valid", "2024-01") == 2
    assert city.value("cards_valid", "2024-02") == 1  # valid on its last day; closed from its day on
    assert city.value("cards_valid", "2024-03") == 0


def test_mass_enrolment_of_student_cards_can_be_told_apart(library: Any) -> None:
    pupils = several(1000, "card_id", issued_on="2024-09-01", source="student_card", category="學生")
    city = library(cards=[card("1"), *pupils])
    assert city.values("cards_valid", "2024-09", by="source") == {"counter": 1, "student_card": 1000}
    assert city.values("cards_valid", "2024-08", by="source") == {"counter": 1}


def test_the_sorters_second_scan_of_one_return(library: Any) -> None:
    city = library(circulation=[
        loan("2024-01-31T23:59:59", "drop_box", "return"),
        loan("2024-01-31T23:59:59", "sorter", "return"),
    ])  # fmt: skip
    assert city.value("remote_circulation", "2024-01") == 1
    assert city.value("remote_circulation", "2024-02") == 0


def test_sip_traffic_of_sorters(library: Any) -> None:
    some = [loan("2024-01-10T10:00:00", "self_check")] * 3 + [loan("2024-01-10T10:00:00", "desk")]
    noise = [loan("2024-01-10T10:00:00", "sorter", kind) for kind in ("issue", "return", "renew")]
    city = library(circulation=[*some, *noise, loan("2024-01-10T11:00:00", "self_check", "renew")])
    assert city.value("self_service_rate", "2024-01") == 75
    assert city.value("self_service_rate", "2024-01", "with_returns") == 75


def test_rows_that_lack_the_channel_leave_the_rate_unknown(library: Any) -> None:
    city = library(circulation=[loan("2024-01-10T10:00:00", "self_check"), loan("2024-01-10T10:00:00", None)])
    assert city.observed("self_service_rate", "2024-01")[""].status == "no_data"


def test_a_denominator_that_changes_inside_the_period(library: Any) -> None:
    ebook = {"name": "平臺", "kind": "ebook", "active_from": "2023-01-01"}
    city = library(platforms=[
        {"platform_id": "A", **ebook, "ios_from": "2024-03-31"},
        {"platform_id": "B", **ebook, "active_to": "2024-03-30"},
        {"platform_id": "C", **ebook, "active_from": "2024-03-15"},
        {"platform_id": "D", **ebook, "kind": "av"},
    ])  # fmt: skip
    assert city.value("mobile_ready_rate", "2024-Q1") == 50  # of A and C, which are there at its end
    assert city.value("mobile_ready_rate", "2024-02") == 0
    assert city.value("mobile_ready_rate", "2024") == 50


def test_relocation(library: Any) -> None:
    point = {"type": "智慧圖書館", "district": "信義區"}
    city = library(service_points=[
        {"point_id": "1", **point, "opened_on": "2023-01-01", "closed_on": "2024-02-01"},
        {"point_id": "2", **point, "opened_on": "2024-02-01", "replaces": "1"},
        {"point_id": "3", **point, "opened_on": "2024-03-31"},
    ])  # fmt: skip
    assert city.value("service_points_added", "2024-Q1") == 1
    assert [city.value("service_points_added", month, "active") for month in ("2024-01", "2024-02")] == [1, 1]


def test_retired_functions(library: Any) -> None:
    live = {"type": "application", "live_from": "2023-01-01"}
    city = library(online_functions=[
        {"function_id": "1", **live},
        {"function_id": "2", **live, "retired_on": "2024-03-31"},
        {"function_id": "3", **live, "type": "payment"},
    ])  # fmt: skip
    assert city.value("online_functions", "2024-02") == 2
    assert city.value("online_functions", "2024-Q1") == 1


def test_relabelled_packages(library: Any) -> None:
    title = {"platform": "A", "title_key": "t", "class": "ebook", "copies": 1}
    av = {"platform": "V", "type": "影片"}
    city = library(
        eholdings=[
            {"licence_id": "old", **title, "active_from": "2023-01-01", "active_to": "2024-02-29"},
            {"licence_id": "new", **title, "active_from": "2024-03-01"},
        ],
        av_titles=[
            {"title_id": "old", **av, "added_on": "2023-01-01", "removed_on": "2024-02-29"},
            {"title_id": "new", **av, "added_on": "2024-02-29"},
        ],
    )
    assert [city.value("eitems_held", month) for month in ("2024-02", "2024-03")] == [1, 1]
    assert city.value("cloud_av_added", "2024-Q1") == 1
    assert city.value("cloud_av_added", "2024-Q1", "net") == 0


BRANCHES = [{"branch": name, "name": name, "type": "branch", "district": f"{name}區"} for name in "甲乙"]


def test_branches_add_up_to_the_whole_for_additive_flows(library: Any) -> None:
    city = library(branches=BRANCHES, circulation=[
        loan("2024-01-01T00:00:00", "drop_box", branch="甲", quantity=3),
        loan("2024-01-31T23:59:59", "fastbook", branch="乙", quantity=4),
        loan("2024-01-15T12:00:00", "courier"),
    ])  # fmt: skip
    for by in ("branch", "channel"):
        found = city.values("remote_circulation", "2024-01", by=by)
        assert sum(found.values()) == city.value("remote_circulation", "2024-01") == 8
    assert city.values("remote_circulation", "2024-01", by="branch") == {"甲": 3, "乙": 4, "": 1}


def test_branches_do_not_add_up_to_the_whole_for_distinct_counts(library: Any) -> None:
    city = library(branches=BRANCHES, circulation=[
        loan("2024-01-01T00:00:00", branch="甲", patron_key="r1"),
        loan("2023-02-01T00:00:00", branch="乙", patron_key="r1"),
        loan("2024-01-15T12:00:00", branch="乙", patron_key="r2"),
        loan("2023-01-31T23:59:59", branch="乙", patron_key="r3"),  # thirteen months ago
    ])  # fmt: skip
    assert city.values("cards_valid", "2024-01", "active", "branch") == {"甲": 1, "乙": 2}
    assert city.value("cards_valid", "2024-01", "active") == 2


def test_the_hour_is_local(library: Any) -> None:
    city = library(circulation=[loan("2024-01-01T00:30:00", "self_check"), loan("2024-01-01T13:30:00", "desk")])
    assert city.values("self_service_rate", "2024-01", by="hour") == {"00": 100, "13": 0}

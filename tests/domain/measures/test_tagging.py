"""Tags: what they may ask of rows, and how rows are named by hand."""

from __future__ import annotations

import pytest

from openscorecard.domain.measures.counting import Condition
from openscorecard.domain.measures.tagging import MOST_KEYS, Tag, UnfitTag, by_keys, check_tag, digest_of
from openscorecard.formats.datasets.contracts import standard_datasets

STUDENTS = Tag("CC1.1.1", ((Condition("source", "in", ("student_card",)),),))


def test_a_rule_speaks_of_the_rows_own_fields() -> None:
    check_tag("cards", STUDENTS, standard_datasets())
    check_tag("events", Tag("P", ((Condition("held_on", "since", ("2025-01-01",)),),)), standard_datasets())
    check_tag("holdings", Tag("P", ((Condition("item_class", "in", ("av",)),),)), standard_datasets())


@pytest.mark.parametrize(
    ("dataset", "where", "reason"),
    [
        ("cards", (), "where = ∅"),
        ("cards", ((Condition("branch.district", "in", ("x",)),),), "branch.district: ."),
        ("cards", ((Condition("closed_on", "by_end"),),), "closed_on: by_end ∉"),
        ("cards", ((Condition("colour", "in", ("x",)),),), "colour = ?"),
        ("cards", ((Condition("source", "in", ("letter",)),),), "source = letter?"),
        ("population", ((Condition("district", "in", ("x",)),),), "plan = ?"),
        ("nothing", ((Condition("x", "present"),),), "plan = ?"),
    ],
)
def test_a_rule_that_rows_cannot_answer_is_refused(
    dataset: str, where: tuple[tuple[Condition, ...], ...], reason: str
) -> None:
    with pytest.raises(UnfitTag) as caught:
        check_tag(dataset, Tag("P", where), standard_datasets())
    assert any(one.facts["reason"].startswith(reason) for one in caught.value.all())


def test_rows_are_tagged_by_hand_by_their_key() -> None:
    tag = by_keys(standard_datasets()["events"], "P", ["E1", "E2", "E1"])
    assert tag == Tag("P", ((Condition("event_id", "in", ("E1", "E2")),),), by_hand=True)


def test_rows_without_key_or_too_many_cannot_be_named_one_by_one() -> None:
    for dataset, keys in (("circulation", ["1"]), ("events", []), ("events", [str(n) for n in range(MOST_KEYS + 1)])):
        with pytest.raises(UnfitTag):
            by_keys(standard_datasets()[dataset], "P", keys)


def test_a_digest_follows_what_tags_say_and_their_order() -> None:
    other = Tag("CC1.1.2", STUDENTS.where)
    assert digest_of(()) == ""
    assert len({digest_of(some) for some in ([STUDENTS], [other], [STUDENTS, other], [other, STUDENTS])}) == 4

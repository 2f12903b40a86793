"""What everything else stands on: one-line texts, faults that travel, ids, spans of days."""

from __future__ import annotations

from datetime import date

import pytest

from openscorecard.domain.dates import ends_before_it_starts
from openscorecard.domain.faults import Fault, fault_from_data, refuse
from openscorecard.domain.identity import UnfitId, check_id, free_id, slug
from openscorecard.domain.measures.readings import UnknownReading
from openscorecard.domain.strategy.soundness.finding import finding
from openscorecard.domain.text import EmptyText, OverlongText, Text, UnfitText, fits_one_line


@pytest.mark.parametrize(
    "text",
    [
        "a\nb", "a\rb", "a\tb", "a\vb", "a\fb", "a\x1cb", "a\x1db", "a\x1eb", "a\x85b", "a\u2028b", "a\u2029b",
        "a\x00b", "a\x7fb", "a\ud800b", "a\ufffeb", "a\uffffb", "a\U0001fffeb", "a\ufeffb", " a", "a ", "\u3000a",
    ],
)  # fmt: skip
def test_what_no_line_of_a_document_could_hold(text: str) -> None:
    assert not fits_one_line(text)
    with pytest.raises(UnfitText) as caught:
        Text("甲", text)
    assert caught.value.facts["where"] == "en"


@pytest.mark.parametrize("text", ["", "閱讀 人次", "a\u3000b", "𠮷野家", "e\u0301", "a\u200db", "\U0001f4da"])
def test_what_a_line_holds(text: str) -> None:
    assert fits_one_line(text)


def test_a_text_is_at_most_two_thousand_characters_in_either_language() -> None:
    assert len(Text("長" * 2000, "x" * 2000).zh) == 2000
    for zh, en, where in (("長" * 2001, "", "zh"), ("長", "x" * 2001, "en")):
        with pytest.raises(OverlongText) as caught:
            Text(zh, en)
        assert caught.value.facts == {"where": where, "length": "2001", "limit": "2000"}
    with pytest.raises(EmptyText) as empty:
        Text("", "something")
    assert empty.value.facts == {"where": "zh"}


def test_a_text_speaks_the_readers_language_where_it_has_it_and_says_which_it_is() -> None:
    both, one = Text("館藏", "Holdings"), Text("館藏")
    assert both.says("en") == both.says("en-GB") == ("Holdings", "en")
    assert both.says("zh-Hant") == one.says("en") == one.says("zh-Hant") == ("館藏", "zh-Hant")
    assert (str(both), one.en) == ("館藏", "")


class Sample(Fault):
    """A fault for tests."""

    code = "sample-of-tests"
    zh = "{what}不行，共 {count} 處。"
    en = "{what} will not do, {count} times."


def test_a_fault_speaks_both_languages_and_leaves_out_what_it_does_not_know() -> None:
    fault = Sample(what="甲", count=3)
    assert fault.sentence() == fault.sentence("zh-Hant") == "甲不行，共 3 處。"
    assert fault.sentence("en") == fault.sentence("en-US") == str(fault) == "甲 will not do, 3 times."
    assert Sample(count=3).sentence() == "不行，共 3 處。"


def test_a_fault_is_placed_once() -> None:
    bare = Sample()
    assert (bare.row, bare.column, bare.sheet) == (0, 0, "")
    placed = bare.at(3, 2, "表")
    assert placed is bare
    assert (placed.row, placed.column, placed.sheet) == (3, 2, "表")
    assert (placed.at(9, 9, "x").row, placed.column, placed.sheet) == (3, 2, "表")
    row = Sample().at(1)
    assert (row.row, row.column, row.sheet) == (1, 0, "")
    assert row.at(5).row == 1


def test_a_fault_travels_as_plain_data() -> None:
    fault = Sample(row=3, column=2, sheet="表", what="甲", count=1)
    data = fault.to_data()
    assert data == {
        "code": "sample-of-tests", "row": 3, "column": 2, "sheet": "表", "facts": {"what": "甲", "count": "1"},
    }  # fmt: skip
    back = fault_from_data(data)
    assert (type(back), back, hash(back)) == (Sample, fault, hash(fault))
    bare = fault_from_data({"code": "sample-of-tests"})
    assert (bare.row, bare.column, bare.sheet, bare.facts) == (0, 0, "", {})
    assert type(fault_from_data({"code": "nobody-knows"})) is Fault
    assert type(fault_from_data({})) is Fault


def test_faults_are_equal_where_all_they_say_is() -> None:
    fault = Sample(row=3, what="甲")
    assert fault == Sample(row=3, what="甲")
    for other in (Sample(row=4, what="甲"), Sample(row=3, what="乙"), Fault(row=3, what="甲"), "甲"):
        assert fault != other
    assert len({fault, Sample(row=3, what="甲"), Sample(row=3, column=1, what="甲")}) == 2


def test_two_faults_never_share_a_code() -> None:
    with pytest.raises(TypeError, match="sample-of-tests"):
        type("Other", (Fault,), {"code": "sample-of-tests"})
    assert Fault.registry["sample-of-tests"] is Sample
    again = type("Sample", (Fault,), {"code": "sample-of-tests", "__qualname__": "Sample"})
    assert again.code == "sample-of-tests"


def test_faults_are_raised_together_the_first_in_front() -> None:
    refuse([])
    first, second, third = Sample(what="甲"), Sample(what="乙"), Sample(what="丙")
    second.also = (third,)
    with pytest.raises(Sample) as caught:
        refuse(one for one in (first, second))
    assert caught.value is first
    assert first.all() == (first, second, third)
    with pytest.raises(Sample):
        refuse([second])
    assert second.all() == (second,)


@pytest.mark.parametrize("item", ["a", "臺北市立圖書館", "AC1.1", "a~2", "a-b", "_", "x" * 100])
def test_an_id_is_a_word_of_any_script(item: str) -> None:
    assert check_id(item) == item


@pytest.mark.parametrize("item", ["", " a", "a ", "a b", ".a", "-a", "~a", "a/b", "x" * 101, "a\n"])
def test_what_could_not_stand_in_an_address_is_no_id(item: str) -> None:
    with pytest.raises(UnfitId):
        check_id(item)


def test_a_taken_id_gets_the_next_number() -> None:
    assert free_id("a", set()) == "a"
    assert free_id("a", {"a"}) == "a~2"
    assert free_id("a", {"a", "a~2", "a~4"}) == "a~3"


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Taipei Public Library", "Taipei-Public-Library"),
        ("臺北市立圖書館（總館）", "臺北市立圖書館-總館"),
        ("  -a.b~c-  ", "a.b~c"),
        ("!!!", "plan"),
        ("a  /  b", "a-b"),
        ("x" * 120, "x" * 100),
    ],
)
def test_an_id_is_made_from_a_name(name: str, made: str) -> None:
    assert slug(name) == check_id(made)


def test_a_span_ends_on_its_first_day_at_the_earliest() -> None:
    one, two = date(2025, 1, 1), date(2025, 1, 2)
    assert [ends_before_it_starts(*ends) for ends in ((one, two), (one, one), (two, one))] == [False, False, True]
    assert not any(ends_before_it_starts(*ends) for ends in ((None, one), (two, None), (None, None)))


def test_lists_in_a_sentence_are_set_as_its_language_sets_them() -> None:
    fault = UnknownReading(measure="m", reading="x", known="a1、b2")
    assert "a1、b2" in fault.sentence("zh-Hant")
    assert "a1, b2" in fault.sentence("en")
    assert fault.facts["known"] == "a1、b2"
    found = finding("green-over-red", "A1", item="A1", behind="B1、B2")
    assert "B1, B2" in found.sentence("en")
    assert "B1、B2" in found.sentence("zh-Hant")
    named = OverlongText(where="甲、乙", length=3, limit=2)
    assert "甲、乙" in named.sentence("en")  # a text of a person stays as it is

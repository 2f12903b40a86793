"""Nothing unpublished is to be read: marks are hidden in all that is not public, and every byte is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import count, product
from pathlib import Path

import pytest
from django.test import Client

from openscorecard.actions.editing import change_plan
from openscorecard.actions.editions import delete_plan, publish_edition
from openscorecard.actions.importing import create_plan
from openscorecard.actions.initiatives.charters import declare_charter
from openscorecard.actions.publishing import publish_period, withdraw_period
from openscorecard.actions.scores.marks import add_mark
from openscorecard.actions.scores.rules import set_rules
from openscorecard.actions.scores.targets import set_target
from openscorecard.domain.initiatives.charter import BudgetLine, Charter, Milestone, Risk
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.people.readers import SYSTEM, Reader
from openscorecard.domain.scores.marks import Mark
from openscorecard.domain.scores.rules import ScoringRules
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.strategy.changes import AddTheme
from openscorecard.domain.text import Text
from openscorecard.queries.plans import open_plan
from openscorecard.queries.publication import changed_since, publications
from openscorecard.queries.scores.scored import scored_plan
from openscorecard.web.public.folder import build_site
from openscorecard.web.public.spots import LANGUAGES, Spot, every_spot
from tests.store_samples import bureau

from .conftest import PLAN, Open
from .crawling import crawled

DAY = timedelta(days=1)
UNPUBLISHED = ("2022", "2024", "2026", "2025-Q1", "2025-03")
PRIVATE_KINDS = ("AF2.1", "AC1.1", "BC1.1")


class Marks:
    """Words and numbers that stand nowhere else; `told` are all ways in which each would be read."""

    def __init__(self) -> None:
        self._next = count(1)
        self.told: dict[str, str] = {}

    def word(self, where: str) -> str:
        letters = f"{next(self._next):04}".translate(str.maketrans("0123456789", "abcdefghij"))
        made = f"zqx{letters}xqz"  # no code, which a name may not hold
        self.told[made] = where
        return made

    def number(self, where: str) -> int:
        made = 70_010_003 + 1_000_037 * next(self._next)
        self.told |= {str(made): where, f"{made:,}": where}
        return made


@pytest.fixture
def marks() -> Marks:
    return Marks()


@pytest.fixture
def planted(
    open_to_all: Open, bring: Callable[..., None], marks: Marks, editor: Reader, now: datetime
) -> Marks:  # fmt: skip
    """2025 is published; before and after it, marks are hidden wherever people can write or rows can tell."""
    from tests.web.initiatives.conftest import grant

    said = {"by": SYSTEM, "now": now}
    _before(marks, bring, said)
    open_to_all("2025", "2023", at=now + DAY)
    withdraw_period(PLAN, parse_period("2023"), reason=marks.word("reason of a withdrawal"), by=editor, now=now + DAY)
    later = {"by": editor, "now": now + 2 * DAY}
    marks.told["mei"] = "name of the person who withdrew"
    bring("grants", grant("late", None, marks.number("a correction of 2025")))
    for kpi, period in product(PRIVATE_KINDS, ("2025", *UNPUBLISHED)):
        asked = Target(kpi, "元", Fraction(marks.number(f"target of {kpi} in {period}")))
        words = {name: marks.word(f"{name} of a target") for name in ("origin", "reason", "countermeasure")}
        set_target(PLAN, parse_period(period), asked, **words, **later)
    set_rules(PLAN, ScoringRules(threshold=Fraction(51)), reason=marks.word("reason of rules"), **later)
    add_mark(Mark("closure", date(2025, 5, 5), Text(marks.word("a known event"))), "institution", **later)
    change = AddTheme("Z", Text(marks.word("a theme of the draft")))
    change_plan(PLAN, change, expected_revision=open_plan(PLAN, SYSTEM).revision, **later)
    _other_plans(marks, now)
    return marks


def _before(marks: Marks, bring: Callable[..., None], said: dict[str, object]) -> None:
    """What is there when 2025 is published, and does not belong to it or is not for the public."""
    from tests.web.initiatives.conftest import grant

    for year in (2022, 2024):
        days = {"applied_on": date(year, 1, 5), "approved_on": date(year, 2, 1)}
        row = {**grant(f"of {year}", None, 0), **days, "approved": Decimal(marks.number(f"grants of {year}"))}
        bring("grants", row, covers=str(year))
    charter = Charter(
        "AF2.1.1",
        kind="grant",
        note=marks.word("note of a charter"),
        milestones=(Milestone("m1", Text(marks.word("a milestone")), date(2025, 6, 1)),),
        budget=(BudgetLine(2025, Fraction(marks.number("money of a charter"))),),
        risks=(Risk(Text(marks.word("a risk")), response=marks.word("what is done about a risk")),),
    )
    declare_charter(PLAN, charter, note=marks.word("note of a version of a charter"), **said)  # type: ignore[arg-type]


def _other_plans(marks: Marks, now: datetime) -> None:
    """A plan nobody published anything of, one that is a draft, and one that was published and then deleted."""
    for name in ("quiet", "drafted", "deleted"):
        plan = replace(bureau(), id=name, name=Text(marks.word(f"name of the plan {name}")))
        made = create_plan(plan, by=SYSTEM, now=now)
        if name != "drafted":
            publish_edition(name, expected_revision=made.revision, by=SYSTEM, now=now)
    publish_period("deleted", parse_period("2025"), by=SYSTEM, now=now)
    delete_plan("deleted", by=SYSTEM, now=now + 2 * DAY)


def _leaks(content: bytes, marks: Marks) -> list[str]:
    text = content.decode()
    return [f"{where}: {mark}" for mark, where in marks.told.items() if mark in text]


def test_no_public_page_or_file_tells_what_is_not_published(planted: Marks, client: Client) -> None:
    found = crawled(client)
    for spot in every_spot(publications()):
        found[f"/public/{spot.path}"] = client.get(f"/public/{spot.path}").content
    assert len(found) > 200
    assert {address: told for address, content in found.items() if (told := _leaks(content, planted))} == {}


def test_no_file_of_the_folder_tells_what_is_not_published(planted: Marks, tmp_path: Path) -> None:
    build_site(tmp_path / "site")
    files = [file for file in (tmp_path / "site").rglob("*") if file.is_file()]
    assert len(files) > 200
    assert {file.name: told for file in files if (told := _leaks(file.read_bytes(), planted))} == {}


def _unpublished() -> Iterator[Spot]:
    for period in (*UNPUBLISHED, "2023"):
        yield Spot("plan-json", plan=PLAN, period=period)
        yield Spot("plan-csv", plan=PLAN, period=period)
        for language in LANGUAGES:
            yield Spot("plan", language, PLAN, period)
            yield Spot("map-svg", language, PLAN, period)
    for plan in ("quiet", "drafted", "deleted", "taipei-education-bureau"):
        yield from (Spot(kind, "en", plan) for kind in ("plan", "map-svg", "action-plans", "embed-map"))  # type: ignore[arg-type]
        yield Spot("plan-json", plan=plan, period="2025")
        yield Spot("kpi-json", plan=plan, kpi="AF2.1")


def test_what_is_not_published_has_no_address(planted: Marks, client: Client) -> None:
    for spot in _unpublished():
        answer = client.get(f"/public/{spot.path}")
        assert answer.status_code == 404, spot.path
        assert _leaks(answer.content, planted) == []


def test_the_marks_would_be_found_if_they_were_told(planted: Marks, client: Client, now: datetime) -> None:
    """The test can fail: published anew, the correction and the target of 2025 are there to be read."""
    publish_period(PLAN, parse_period("2025"), by=SYSTEM, now=now + 3 * DAY)
    told = _leaks(client.get(f"/public/data/{PLAN}/2025.json").content, planted)
    assert any("target of AF2.1 in 2025:" in one for one in told)
    publish_period(PLAN, parse_period("2024"), by=SYSTEM, now=now + 3 * DAY)
    assert any("grants of 2024" in one for one in _leaks(client.get(f"/public/data/{PLAN}/2024.csv").content, planted))


def test_a_score_does_not_tell_what_stands_for_too_few_readers(
    open_to_all: Open, bring: Callable[..., None], client: Client, now: datetime
) -> None:
    cards = [{"card_id": str(n), "patron_key": f"p{n}", "issued_on": date(2025, 1, 5)} for n in range(3)]
    bring("cards", *cards, covers="2025")
    asked = Target("CC1.1", "張", Fraction(17))
    set_target(PLAN, parse_period("2025"), asked, by=SYSTEM, now=now)
    inside = scored_plan(PLAN, parse_period("2025"), SYSTEM, now)
    assert inside.measured["CC1.1"].observation.value == 3
    open_to_all("2025")
    (one,) = publications(PLAN)
    kpi, objective = one.kpi("CC1.1"), next(part for part in one.objectives if part.stand.code == "CC1")
    assert kpi is not None
    assert kpi.value.status == "suppressed"
    for stand in (kpi.stand, objective.stand):
        assert (stand.status, stand.score, stand.partial, stand.coverage) == ("withheld", None, None, 0)
    told = {node.code: (node.partial, node.coverage) for node in inside.card.every()}
    above = (one.whole, next(part.stand for part in one.themes if part.id == "C"))
    assert all((stand.partial, stand.coverage) != told[stand.code] for stand in above)
    content = client.get(f"/public/data/{PLAN}/2025.json").content.decode()
    assert str(Fraction(300, 17)) not in content
    assert changed_since(one, inside) == ()

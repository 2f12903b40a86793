"""Every act is asked for permission and leaves exactly one entry, a denied one too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from openscorecard.actions.acting import Source
from openscorecard.actions.data.importing import import_batch
from openscorecard.actions.data.withdrawing import restore_batch, withdraw_batch
from openscorecard.actions.editing import change_plan, restore, undo_change
from openscorecard.actions.editions import delete_plan, discard_draft, publish_edition, undelete_plan
from openscorecard.actions.example import load_example
from openscorecard.actions.example_layer import remove_example_rows, restore_example_rows
from openscorecard.actions.example_rows import load_example_rows
from openscorecard.actions.importing import create_plan, import_plan
from openscorecard.actions.initiatives.charters import declare_charter, declare_charters, restore_charter
from openscorecard.actions.initiatives.example import (
    load_example_charters,
    remove_example_charters,
    restore_example_charters,
)
from openscorecard.actions.initiatives.kinds import define_kinds, kind_data, retire_kind
from openscorecard.actions.initiatives.listing import list_ledgers
from openscorecard.actions.initiatives.tagging import retag_rows, tag_by_hand, untag_rows
from openscorecard.actions.institutions import add_institution, add_unit, move_institution, rename_institution
from openscorecard.actions.measures.choosing import choose_reading
from openscorecard.actions.measures.computing import compute_figures
from openscorecard.actions.measures.defining import define_measures, retire_measure
from openscorecard.actions.measures.exporting import export_rows
from openscorecard.actions.papers.making import Wanted, make_paper
from openscorecard.actions.people import (
    add_person,
    choose,
    note_sign_in,
    note_sign_out,
    set_active,
    set_password,
    set_role,
)
from openscorecard.actions.permissions import LOOKS, PERMISSIONS, may
from openscorecard.actions.publishing import publish_period, withdraw_period
from openscorecard.actions.scores.example import (
    load_example_targets,
    remove_example_targets,
    restore_example_targets,
)
from openscorecard.actions.scores.limits import recalculate_limits, withdraw_recalculation
from openscorecard.actions.scores.marks import add_mark, withdraw_mark
from openscorecard.actions.scores.rules import set_rules
from openscorecard.actions.scores.targets import drop_target, restore_target, set_target, set_targets
from openscorecard.actions.scores.wanted import Asking
from openscorecard.actions.sources.configuring import (
    Said,
    add_source,
    change_source,
    delete_source,
    rotate_source_key,
)
from openscorecard.actions.sources.looking import look_at
from openscorecard.actions.sources.sync import sync_source
from openscorecard.actions.tokens.making import create_token, revoke_token
from openscorecard.actions.work.asking import ask_for, cancel
from openscorecard.actions.work.upkeep import tidy
from openscorecard.domain.initiatives.charter import Charter
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.institutions import Institution, Unit
from openscorecard.domain.people.readers import ANONYMOUS, SYSTEM, Reader
from openscorecard.domain.scores.marks import Mark
from openscorecard.domain.scores.rules import ScoringRules
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.strategy.changes import AddTheme, DropExample
from openscorecard.domain.text import Text
from openscorecard.engines.example import pieces as pieces_module
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.scores.targets import Stored
from openscorecard.queries.audit import audit_trail
from openscorecard.queries.data import batches
from openscorecard.queries.initiatives.tags import tags
from openscorecard.queries.plans import open_plan
from openscorecard.queries.scores.variation import all_marks
from openscorecard.queries.tokens import every_token
from openscorecard.queries.work import jobs_of
from openscorecard.records.models import AuditEntry, Batch, Edition, OwnMeasure, Person
from openscorecard.records.models import Source as SourceRecord
from tests.actions.sent_files import EVENTS, event, row, sent
from tests.store_samples import bureau, library, named

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"
    settings.HOME, settings.SEAL = tmp_path, tmp_path / "seal"
    settings.SOURCE_SECRETS, settings.SOURCE_FOLDERS = tmp_path / "secrets", [str(tmp_path / "incoming")]
    (tmp_path / "incoming").mkdir()
    whole = pieces_module.pieces
    monkeypatch.setattr(pieces_module, "pieces", lambda *given: whole(*given)[:1])  # each piece is an act


PASSWORD = "correct horse battery"
MEASURE = {
    "counts": {"held": {"in": "events", "within": "held_on"}},
    "measures": {
        "events_of_ours": {
            "name": ["活動場次", "Events of ours"],
            "kind": "F",
            "unit": ["場", "events"],
            "frequency": "month",
            "nature": "output",
            "variants": {"all": {"text": ["場次", "events"], "of": ["held"]}},
        }
    },
}


def _revision() -> int:
    return open_plan("library", SYSTEM).revision


def _change(letter: str, **doing: Any) -> Any:
    return change_plan("library", AddTheme(letter, Text("主題")), expected_revision=_revision(), **doing)


def _batch() -> str:
    """The one stored batch; before there is one, a name that nothing has."""
    return next((batch.id for batch in batches()), "none-as-yet")


def _choose(**doing: Any) -> Any:
    since = doing["now"].date() + timedelta(days=AuditEntry.objects.count())
    return choose_reading("self_service_rate", "with_returns", since, **doing)


ROWS = {"measure": "event_attendance", "period": "2025-01", "reading": "", "dimension": "", "cell": "", "place": 0}


def _ledger() -> Said:
    """A source that is a folder of ledgers; there need be nothing in it."""
    return Said(Text("補助款"), {"place": django_settings.SOURCE_FOLDERS[0], "dataset": "grants"})


GRANTS = standard_datasets()["grants"]
GRANT = row(GRANTS, grant_id="g1", agency="教育部", approved_on=date(2025, 1, 5), plan="reading-groups")
EXAMPLE = Charter("reading-groups", kind="programme", example=True)
YEAR, JANUARY = Period("year", 2025), Period("month", 2025, 1)
WHOLE = parse_coverage("2025-01")
CLOSED = Mark("closure", date(2025, 1, 5), Text("閉館"))
ASKED = Stored(Target("AP1.1", "冊", Fraction(5)), example=True)
CHARTER = Charter("reading-groups", kind="grant", note="備註")


def _tag() -> int:
    """The last tag by hand; before there is one, a number that nothing has."""
    return max((one.id for one in tags("events")), default=0)


def _mark() -> int:
    """The last known event; before there is one, a number that nothing has."""
    return max((row.number for row in all_marks()), default=0)


def _token() -> int:
    """The last token; before there is one, a number that nothing has."""
    return max((one.id for one in every_token(SYSTEM)), default=0)


def _kind() -> Any:
    data = kind_data("grant")
    return {**data, "kinds": {"grant_of_ours": data["kinds"]["grant"]}}


# In an order in which each can be done; the verb is what the trail calls it.
ACTS: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("institution.add", lambda **doing: add_institution(Institution("top", Text("上級")), **doing)),
    ("institution.add", lambda **doing: add_institution(Institution("own", Text("機關")), **doing)),
    ("institution.move", lambda **doing: move_institution("own", "top", **doing)),
    ("institution.rename", lambda **doing: rename_institution("own", Text("新名"), **doing)),
    ("unit.add", lambda **doing: add_unit(Unit("desk", Text("櫃台"), "own"), **doing)),
    ("person.add", lambda **doing: add_person("lin", role="reader", password=PASSWORD, **doing)),
    ("person.set_role", lambda **doing: set_role("lin", "editor", **doing)),
    ("person.set_password", lambda **doing: set_password("lin", PASSWORD + "!", **doing)),
    ("person.set_active", lambda **doing: set_active("lin", False, **doing)),
    ("plan.create", lambda **doing: create_plan(library(), **doing)),
    ("plan.change", lambda **doing: _change("B", **doing)),
    ("plan.undo", lambda **doing: undo_change("library", expected_revision=_revision(), **doing)),
    ("plan.restore", lambda **doing: restore("library", revision=2, **doing)),
    ("plan.change", lambda **doing: change_plan("library", DropExample(), expected_revision=_revision(), **doing)),
    ("plan.publish", lambda **doing: publish_edition("library", expected_revision=_revision(), **doing)),
    ("plan.import", lambda **doing: import_plan(named(library(), "新版"), **doing)),
    ("plan.discard", lambda **doing: discard_draft("library", expected_revision=_revision(), **doing)),
    ("plan.delete", lambda **doing: delete_plan("library", **doing)),
    ("plan.undelete", lambda **doing: undelete_plan("library", **doing)),
    ("example.load", lambda **doing: load_example([bureau()], [], **doing)),
    (
        "data.import",
        lambda **doing: import_batch(EVENTS, [sent(EVENTS, event("e1", "2025-01-05"))], covers=WHOLE, **doing),
    ),
    ("figures.compute", lambda **doing: compute_figures(**doing)),
    ("measure.choose_reading", lambda **doing: _choose(**doing)),
    ("figures.export", lambda **doing: export_rows(ROWS, lambda *_: None, **doing)),
    ("paper.make", lambda **doing: make_paper(Wanted("library", Period("year", 2025), "scorecard", "ods"), **doing)),
    ("limits.recalculate", lambda **doing: recalculate_limits("event_attendance", JANUARY, "新門禁", **doing)),
    ("limits.withdraw", lambda **doing: withdraw_recalculation("event_attendance", JANUARY, **doing)),
    ("mark.add", lambda **doing: add_mark(CLOSED, "dataset", "events", **doing)),
    ("mark.withdraw", lambda **doing: withdraw_mark(_mark(), **doing)),
    ("data.withdraw", lambda **doing: withdraw_batch(_batch(), **doing)),
    ("data.restore", lambda **doing: restore_batch(_batch(), **doing)),
    ("example.load_rows", lambda **doing: load_example_rows({"scale": "1/20000"}, **doing)),
    ("example.remove_rows", lambda **doing: remove_example_rows(**doing)),
    ("example.load_rows", lambda **doing: restore_example_rows(**doing)),
    ("measure.define", lambda **doing: define_measures((MEASURE,), **doing)),
    ("measure.retire", lambda **doing: retire_measure("events_of_ours", **doing)),
    ("example.load_charters", lambda **doing: load_example_charters("library", [EXAMPLE], **doing)),
    ("example.remove_charters", lambda **doing: remove_example_charters(**doing)),
    ("example.load_charters", lambda **doing: restore_example_charters(**doing)),
    ("initiative.charter", lambda **doing: declare_charter("library", CHARTER, **doing)),
    ("initiative.charter", lambda **doing: declare_charters("library", [Charter(CHARTER.plan)], **doing)),
    ("initiative.restore_charter", lambda **doing: restore_charter("library", CHARTER.plan, 4, **doing)),
    ("initiative.tag", lambda **doing: tag_by_hand("events", ["e1"], CHARTER.plan, **doing)),
    ("initiative.untag", lambda **doing: untag_rows(_tag(), **doing)),
    ("initiative.tag", lambda **doing: retag_rows(_tag(), **doing)),
    ("initiative.define_kind", lambda **doing: define_kinds(_kind(), **doing)),
    ("initiative.retire_kind", lambda **doing: retire_kind("grant_of_ours", **doing)),
    ("data.import", lambda **doing: import_batch(GRANTS, [sent(GRANTS, GRANT, name="grants.csv")], **doing)),
    ("initiative.list_rows", lambda **doing: list_ledgers(**doing)),
    ("target.set", lambda **doing: set_target("library", YEAR, Target("AC1.1", "件", Fraction(5)), **doing)),
    ("scoring.set", lambda **doing: set_rules("library", ScoringRules(threshold=Fraction(50)), reason="r", **doing)),
    ("target.set", lambda **doing: set_targets("library", YEAR, [Asking("AC1.1", {"value": "6"})], **doing)),
    ("target.drop", lambda **doing: drop_target("library", "AC1.1", YEAR, **doing)),
    ("target.restore", lambda **doing: restore_target("library", "AC1.1", YEAR, 2, **doing)),
    ("period.publish", lambda **doing: publish_period("library", YEAR, reason="r", **doing)),
    ("period.withdraw", lambda **doing: withdraw_period("library", YEAR, **doing)),
    ("example.load_targets", lambda **doing: load_example_targets("library", {YEAR: [ASKED]}, **doing)),
    ("example.remove_targets", lambda **doing: remove_example_targets(**doing)),
    ("example.load_targets", lambda **doing: restore_example_targets(**doing)),
    ("source.add", lambda **doing: add_source("ledger", "address", _ledger(), **doing)),
    ("source.change", lambda **doing: change_source("ledger", _ledger(), **doing)),
    ("source.look", lambda **doing: look_at("ledger", **doing)),
    ("source.sync", lambda **doing: sync_source("ledger", **doing)),
    ("source.rotate", lambda **doing: rotate_source_key(**doing)),
    ("source.delete", lambda **doing: delete_source("ledger", **doing)),
    ("work.ask", lambda **doing: ask_for("data.verify", "", {}, **doing)),
    ("work.cancel", lambda **doing: cancel(jobs_of("", "data.verify", limit=1)[0].id, **doing)),
    ("work.tidy", lambda **doing: tidy({}, lambda *_: None, **{"source": Source(), **doing})),
    ("token.create", lambda **doing: create_token("a", ("plans:read",), **doing)),
    ("token.create_service", lambda **doing: create_token("b", ("plans:read",), kind="service", **doing)),
    ("token.revoke", lambda **doing: revoke_token(_token(), **doing)),
    ("person.choose", lambda **doing: choose(language="en", scheme="dark", **doing)),
)


def test_each_act_leaves_exactly_one_entry(administrator: Reader, now: datetime) -> None:
    for number, (verb, act) in enumerate(ACTS, 1):
        act(by=administrator, now=now, source=Source("web", "192.0.2.7"))
        entries = list(AuditEntry.objects.order_by("id"))
        assert len(entries) == number, verb
        last = entries[-1]
        assert (last.verb, last.actor, last.actor_kind, last.at) == (verb, "admin", "person", now)
        assert (last.door, last.address, last.outcome) == ("web", "192.0.2.7", "done")


def test_every_verb_that_needs_a_permission_is_among_the_acts() -> None:
    assert set(PERMISSIONS) - LOOKS == {verb for verb, _ in ACTS}


def _stored() -> tuple[Any, ...]:
    plans = Edition.objects.values_list("plan__slug", "state", "revision", "plan__deleted_at").order_by("pk")
    people = Person.objects.values_list("username", "role", "is_active", "password", "language").order_by("pk")
    batches_now = Batch.objects.values_list("digest", "state").order_by("pk")
    own = OwnMeasure.objects.values_list("slug", "version", "retired").order_by("pk")
    kept = SourceRecord.objects.values_list("slug", "deleted_at", "found").order_by("pk")
    return tuple(plans), tuple(people), tuple(batches_now), tuple(own), tuple(kept)


def test_the_public_may_do_nothing_and_each_try_is_kept(administrator: Reader, now: datetime) -> None:
    for verb, act in ACTS:
        before, count = _stored(), AuditEntry.objects.count()
        with pytest.raises(Denied):
            act(by=ANONYMOUS, now=now)
        entry = AuditEntry.objects.first()
        assert entry is not None
        assert (entry.verb, entry.outcome, entry.actor, _stored()) == (verb, "denied", "", before)
        assert AuditEntry.objects.count() == count + 1
        act(by=administrator, now=now)  # so that the next act finds what it needs


@pytest.mark.parametrize(
    ("role", "verb", "allowed"),
    [
        ("reader", "plan.change", False),
        ("reader", "person.choose", True),
        ("editor", "plan.change", True),
        ("editor", "plan.publish", True),
        ("editor", "institution.add", False),
        ("editor", "person.add", False),
        ("administrator", "person.add", True),
        ("administrator", "plan.delete", True),
        ("administrator", "plan.launch", False),
    ],
)
def test_roles_may_what_their_work_needs(role: Any, verb: str, allowed: bool) -> None:
    assert may(Reader("mei", role, signed_in=True), verb) is allowed
    assert may(Reader("mei", role, signed_in=False), verb) is False


def test_a_role_the_door_believes_in_does_not_count(onlooker: Reader, now: datetime) -> None:
    forged = replace(onlooker, role="administrator")
    with pytest.raises(Denied):
        create_plan(library(), by=forged, now=now)
    assert AuditEntry.objects.get().actor == "rong"


def test_a_locked_account_may_nothing_any_more(editor: Reader, administrator: Reader, now: datetime) -> None:
    set_active("mei", False, by=administrator, now=now)
    with pytest.raises(Denied):
        create_plan(library(), by=editor, now=now)


def test_an_entry_tells_what_was_before_and_after(editor: Reader, administrator: Reader, now: datetime) -> None:
    create_plan(library(), by=editor, now=now)
    _change("B", by=editor, now=now)
    entry = audit_trail(administrator, subject="library")[0]
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["revision"], entry.after["revision"]) == (1, 2)
    assert entry.after["differences"] == [["added", "theme B", "", "B · 主題"]]


def test_what_fails_inside_is_neither_stored_nor_entered(
    editor: Reader, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AuditEntry.objects, "create", lambda **_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        create_plan(library(), by=editor, now=now)
    assert Edition.objects.count() == 0  # no entry, no act


def test_only_administrators_read_the_trail(editor: Reader, onlooker: Reader) -> None:
    for reader in (ANONYMOUS, editor, onlooker):
        with pytest.raises(Denied):
            audit_trail(reader)


def test_the_trail_is_read_by_subject_actor_verb_and_page(editor: Reader, administrator: Reader, now: datetime) -> None:
    create_plan(library(), by=editor, now=now)
    create_plan(bureau(), by=administrator, now=now)
    assert [row.subject for row in audit_trail(administrator, verb="plan.create")] == ["bureau", "library"]
    assert [row.subject for row in audit_trail(administrator, actor="mei")] == ["library"]
    newest = audit_trail(administrator, limit=1)[0]
    assert [row.subject for row in audit_trail(administrator, before=newest.number)] == ["library"]


def test_sign_ins_are_entered_and_what_was_typed_as_a_name_is_not(editor: Reader, now: datetime) -> None:
    web = Source("web", "192.0.2.7")
    note_sign_in("mei", succeeded=True, now=now, source=web)
    note_sign_in("mei", succeeded=False, now=now, source=web)
    note_sign_in("my secret password", succeeded=False, now=now, source=web)
    note_sign_out("mei", now=now, source=web)
    rows = AuditEntry.objects.order_by("id").values_list("verb", "subject", "outcome")
    assert list(rows) == [
        ("person.sign_in", "mei", "done"),
        ("person.sign_in", "mei", "failed"),
        ("person.sign_in", "", "failed"),
        ("person.sign_out", "mei", "done"),
    ]

"""Importing: new plans and new editions, inner ids kept, all of a document or none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest

from openscorecard.actions import importing
from openscorecard.actions.editions import delete_plan, publish_edition
from openscorecard.actions.example import load_example
from openscorecard.actions.faults import DraftOpen, PlanDeleted
from openscorecard.actions.importing import create_plan, import_document, import_plan
from openscorecard.domain.people.institutions import Institution
from openscorecard.domain.people.readers import ANONYMOUS, SYSTEM, Reader
from openscorecard.domain.strategy.changes import AddTheme
from openscorecard.domain.strategy.faults import StaleEdition
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from openscorecard.queries.faults import RepeatedPlan
from openscorecard.queries.incoming import incoming
from openscorecard.queries.institutions import institution_tree
from openscorecard.queries.plans import list_plans, open_plan, plan_history
from openscorecard.records.models import AuditEntry, Edition
from openscorecard.records.models import Institution as InstitutionRow
from tests.store_samples import bureau, library, named

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Document:
    plans: tuple[Plan, ...]


@pytest.fixture
def doing(editor: Reader, now: datetime) -> dict[str, Any]:
    return {"by": editor, "now": now}


def _recoded() -> Plan:
    """The library's plan as a later document has it: the lending objective and its KPI carry another number."""
    plan = library()
    first = plan.objectives[0]
    kpis = tuple(
        replace(kpi, code="AC2.1", id="", standings=tuple(replace(one, code="AC2.1.1") for one in kpi.standings))
        for kpi in first.kpis
    )
    moved = replace(first, code="AC2", id="", kpis=kpis)
    cascade = plan.cascade and replace(plan.cascade, supports=())
    return replace(plan, objectives=(moved, *plan.objectives[1:]), links=(), cascade=cascade)


def test_an_import_under_a_new_id_is_a_draft(doing: dict[str, Any]) -> None:
    info = import_plan(library(), **doing)
    assert (info.edition, info.state, open_plan("library", SYSTEM).plan) == (1, "draft", library())


def test_an_import_of_a_published_plan_is_a_new_draft_edition(doing: dict[str, Any]) -> None:
    first = import_plan(library(), **doing)
    publish_edition("library", expected_revision=first.revision, **doing)
    second = import_plan(named(library(), "新版"), **doing)
    assert (second.edition, second.state) == (2, "draft")
    assert open_plan("library", ANONYMOUS).plan == library()


def test_a_kpi_keeps_its_inner_id_when_its_code_changes(doing: dict[str, Any]) -> None:
    first = import_plan(library(), **doing)
    publish_edition("library", expected_revision=first.revision, **doing)
    import_plan(_recoded(), **doing)
    objective = open_plan("library", SYSTEM).plan.objective("AC1")
    assert objective is not None
    assert (objective.code, objective.kpis[0].id, objective.kpis[0].code) == ("AC2", "AC1.1", "AC2.1")


def test_an_import_that_changes_nothing_stores_nothing(doing: dict[str, Any]) -> None:
    first = import_plan(library(), **doing)
    again = import_plan(library(), **doing)
    assert (again.changed, again.revision) == (False, first.revision)
    assert Edition.objects.count() == 1


def test_an_open_draft_refuses_an_import_unless_it_is_replaced(doing: dict[str, Any]) -> None:
    import_plan(library(), **doing)
    with pytest.raises(DraftOpen):
        import_plan(named(library(), "新版"), **doing)
    assert open_plan("library", SYSTEM).plan == library()
    info = import_plan(named(library(), "新版"), replace_draft=True, **doing)
    assert (info.edition, info.revision) == (1, 2)
    assert open_plan("library", SYSTEM, revision=1).plan == library()
    assert [row.verb for row in plan_history("library", SYSTEM)] == ["import", "import"]


def test_a_preview_grown_stale_is_not_imported(doing: dict[str, Any]) -> None:
    first = import_plan(library(), **doing)
    import_plan(named(library(), "新版"), replace_draft=True, **doing)
    with pytest.raises(StaleEdition):
        import_plan(named(library(), "第三版"), replace_draft=True, expected_revision=first.revision, **doing)


def test_an_import_that_another_write_overtakes_is_refused(
    doing: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    import_plan(library(), **doing)
    real = importing.incoming

    def overtaken(plans: Any) -> Any:
        ready = real(plans)
        monkeypatch.setattr(importing, "incoming", real)
        import_plan(named(library(), "搶先"), replace_draft=True, **doing)
        return ready

    monkeypatch.setattr(importing, "incoming", overtaken)
    with pytest.raises(StaleEdition):
        import_plan(named(library(), "晚到"), replace_draft=True, **doing)
    assert str(open_plan("library", SYSTEM).plan.name) == "搶先"


def test_a_deleted_plan_takes_no_import(doing: dict[str, Any]) -> None:
    import_plan(library(), **doing)
    delete_plan("library", **doing)
    with pytest.raises(PlanDeleted):
        import_plan(library(), **doing)


def test_a_document_brings_both_plans_and_their_institutions_one_above_the_other(doing: dict[str, Any]) -> None:
    stored = import_document(Document((library(), bureau())), **doing)
    assert [info.plan for info in stored] == ["library", "bureau"]
    nodes = [
        (node.depth, str(node.institution.name), [plan.id for plan in node.plans])
        for node in institution_tree(SYSTEM).walk()
    ]
    assert nodes == [(0, "教育局", ["bureau"]), (1, "市立圖書館", ["library"])]
    assert AuditEntry.objects.count() == 1


def test_of_a_document_all_plans_are_stored_or_none(doing: dict[str, Any]) -> None:
    import_plan(library(), **doing)
    with pytest.raises(DraftOpen):
        import_document(Document((bureau(), named(library(), "新版"))), **doing)
    assert [row.id for row in list_plans(SYSTEM)] == ["library"]
    assert list(InstitutionRow.objects.values_list("name_zh", flat=True)) == ["市立圖書館"]


def test_a_failure_half_way_leaves_nothing(doing: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = importing.add_edition, []

    def breaks_second_time(*given: Any) -> Any:
        calls.append(given)
        if len(calls) == 2:
            raise RuntimeError("the power went")
        return real(*given)

    monkeypatch.setattr(importing, "add_edition", breaks_second_time)
    with pytest.raises(RuntimeError):
        import_document(Document((bureau(), library())), **doing)
    assert (Edition.objects.count(), InstitutionRow.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)


def test_two_plans_of_one_id_are_refused(doing: dict[str, Any]) -> None:
    with pytest.raises(RepeatedPlan):
        import_document(Document((library(), named(library(), "新版"))), **doing)


def test_a_child_follows_the_inner_ids_its_parent_keeps(doing: dict[str, Any]) -> None:
    early = replace(bureau(), themes=(replace(bureau().themes[0]), replace(bureau().themes[1], id="lifelong")))
    import_plan(early, **doing)
    import_document(Document((bureau(), library())), replace_draft=True, **doing)
    cascade = open_plan("library", SYSTEM).plan.cascade
    assert cascade is not None
    assert cascade.parent_theme == "lifelong"


def test_a_preview_shows_what_an_import_would_change_and_stores_nothing(doing: dict[str, Any]) -> None:
    import_plan(library(), **doing)
    more = AddTheme("B", Text("新主題")).apply(library())
    preview = {one.plan.id: one for one in incoming([more, bureau()])}
    assert [(one.kind, one.where) for one in preview["library"].differences] == [("added", "theme B")]
    assert preview["bureau"].base is None
    assert Edition.objects.count() == 1


EXAMPLE = (
    Institution("bureau", Text("教育局", "Education bureau")),
    Institution("library", Text("市立圖書館", "Public library"), parent="bureau"),
)


def test_the_example_is_published_and_loading_it_twice_changes_nothing(system: Reader, now: datetime) -> None:
    stored = load_example([library(), bureau()], EXAMPLE, by=system, now=now)
    assert {(info.plan, info.state) for info in stored} == {("library", "published"), ("bureau", "published")}
    assert [plan.institution for plan in list_plans(ANONYMOUS)] == ["bureau", "library"]
    assert load_example([library(), bureau()], EXAMPLE, by=system, now=now) == ()
    assert (Edition.objects.count(), AuditEntry.objects.count()) == (2, 1)


def test_loading_the_example_leaves_what_was_changed_or_deleted(system: Reader, now: datetime) -> None:
    load_example([library(), bureau()], EXAMPLE, by=system, now=now)
    delete_plan("library", by=system, now=now)
    import_plan(named(bureau(), "改過"), by=system, now=now)
    load_example([library(), bureau()], EXAMPLE, by=system, now=now)
    assert [(row.id, str(row.name)) for row in list_plans(system)] == [("bureau", "改過")]


def test_a_plan_made_by_hand_joins_the_institution_it_names(doing: dict[str, Any]) -> None:
    create_plan(library(), **doing)
    create_plan(replace(library(), id="other", cascade=None), **doing)
    assert len({row.institution for row in list_plans(SYSTEM)}) == 1

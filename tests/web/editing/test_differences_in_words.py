"""Differences as a reader sees them: kinds and fields by their words, inner ids by their codes."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import override

from openscorecard.domain.strategy.differences import _items, differences
from openscorecard.domain.strategy.links import Responsibility
from openscorecard.domain.strategy.plan import Plan
from openscorecard.formats.example import example_plans
from openscorecard.formats.measures.catalogue import standard_catalogue
from openscorecard.web.editing.differences import FIELDS, KINDS, told


def rows(before: Plan, after: Plan) -> list[tuple[str, str, str, str]]:
    with override("en"):
        found = told(differences(before, after), before, after, standard_catalogue())
    return [(f"{row.kind} {row.item}".strip(), row.field, row.before, row.after) for row in found]


def test_every_kind_and_field_that_can_differ_has_words() -> None:
    for plan in example_plans():
        kinds = {kind for (kind, _id), _fields in _items(plan)}
        fields = {field for _key, found in _items(plan) for field in found}
        assert kinds <= set(KINDS)
        assert fields <= set(FIELDS)


def test_measures_are_told_by_name_and_links_by_the_codes_of_their_ends() -> None:
    library = example_plans()[1]
    objective = next(item for item in library.objectives if item.kpis and item.kpis[0].measure)
    kpi = objective.kpis[0]
    bare = replace(objective, kpis=(replace(kpi, measure=None), *objective.kpis[1:]))
    others = tuple(bare if item.id == objective.id else item for item in library.objectives)
    measure = standard_catalogue().get(kpi.measure)
    assert measure is not None
    assert rows(library, replace(library, objectives=others)) == [(f"KPI {kpi.code}", "Measure", measure.name.en, "")]
    link, *rest = library.links
    ends = [library.objective(id_) for id_ in link.key]
    (told_link,) = rows(library, replace(library, links=tuple(rest)))
    assert told_link[0] == "Link " + " → ".join(item.code for item in ends if item)
    assert told_link[1] == "As a whole"


def test_what_was_added_says_what_it_is() -> None:
    library = example_plans()[1]
    objective = library.objectives[0]
    more = replace(library, responsibilities=(Responsibility(objective.id, "somebody"),))
    assert rows(library, more) == [(f"Responsibility {objective.code}", "As a whole", "", "somebody")]

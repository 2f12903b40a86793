"""A plan: one institution's strategy map and scorecard, whole and sound by construction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from openscorecard.domain.identity import check_id
from openscorecard.domain.initiatives.initiative import Initiative
from openscorecard.domain.strategy.codes import CodeBook, CodeGrammar
from openscorecard.domain.strategy.links import Cascade, Link, MissionLink, Responsibility, Support
from openscorecard.domain.strategy.nodes import STANDARD_PERSPECTIVES, Kpi, Objective, Perspective, Standing, Theme
from openscorecard.domain.strategy.validity import check_plan
from openscorecard.domain.text import Text


@dataclass(frozen=True)
class Plan:
    """A strategy map with its scorecard, in the document's order.

    Objectives stand sorted by theme, then perspective, then as given; action plans by their first code.
    Construction raises the first fault found, with the others in its `also` (see `soundness` for what is
    allowed but unwise).
    """

    id: str
    name: Text
    institution: Text
    issued_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    mission: Text | None = None
    vision: Text | None = None
    values: tuple[Text, ...] = ()
    perspectives: tuple[Perspective, ...] = STANDARD_PERSPECTIVES
    themes: tuple[Theme, ...] = ()
    objectives: tuple[Objective, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    links: tuple[Link, ...] = ()
    cascade: Cascade | None = None
    responsibilities: tuple[Responsibility, ...] = ()
    mission_links: tuple[MissionLink, ...] = ()
    grammar: CodeGrammar = field(default_factory=CodeGrammar)

    def __post_init__(self) -> None:
        check_id(self.id)
        check_plan(self)
        object.__setattr__(self, "objectives", tuple(sorted(self.objectives, key=self._place)))
        object.__setattr__(self, "initiatives", self._initiatives_by_first_code())

    def _place(self, objective: Objective) -> tuple[int, int]:
        themes = [theme.letter for theme in self.themes]
        perspectives = [perspective.letter for perspective in self.perspectives]
        return themes.index(objective.theme), perspectives.index(objective.perspective)

    def _initiatives_by_first_code(self) -> tuple[Initiative, ...]:
        known = {initiative.id: initiative for initiative in self.initiatives}
        return tuple(known[id_] for id_ in dict.fromkeys(standing.initiative for _, standing in self.standings()))

    # What stands where

    @cached_property
    def book(self) -> CodeBook:
        """Reads and writes this plan's codes."""
        return self.grammar.book(
            (theme.letter for theme in self.themes), (perspective.letter for perspective in self.perspectives)
        )

    def cell(self, theme: str, perspective: str) -> tuple[Objective, ...]:
        """The objectives of one theme (letter) in one perspective (letter)."""
        return self._cells.get((theme, perspective), ())

    @cached_property
    def _cells(self) -> dict[tuple[str, str], tuple[Objective, ...]]:
        cells: dict[tuple[str, str], tuple[Objective, ...]] = {}
        for objective in self.objectives:
            place = (objective.theme, objective.perspective)
            cells[place] = (*cells.get(place, ()), objective)
        return cells

    def kpis(self) -> Iterator[tuple[Objective, Kpi]]:
        """Every KPI with its objective."""
        for objective in self.objectives:
            for kpi in objective.kpis:
                yield objective, kpi

    def standings(self) -> Iterator[tuple[Kpi, Standing]]:
        """Every code of an action plan with its KPI."""
        for _, kpi in self.kpis():
            for standing in kpi.standings:
                yield kpi, standing

    # Look-ups by inner id; None where there is no such item

    def theme(self, letter: str) -> Theme | None:
        return next((theme for theme in self.themes if theme.letter == letter), None)

    def theme_by_id(self, id_: str) -> Theme | None:
        return next((theme for theme in self.themes if theme.id == id_), None)

    def perspective(self, letter: str) -> Perspective | None:
        return next((row for row in self.perspectives if row.letter == letter), None)

    def objective(self, id_: str) -> Objective | None:
        return self._objectives.get(id_)

    @cached_property
    def _objectives(self) -> dict[str, Objective]:
        return {objective.id: objective for objective in self.objectives}

    def kpi(self, id_: str) -> Kpi | None:
        return next((kpi for _, kpi in self.kpis() if kpi.id == id_), None)

    def objective_of(self, kpi_id: str) -> Objective | None:
        return next((objective for objective, kpi in self.kpis() if kpi.id == kpi_id), None)

    def initiative(self, id_: str) -> Initiative | None:
        return next((initiative for initiative in self.initiatives if initiative.id == id_), None)

    def codes_of(self, initiative_id: str) -> tuple[str, ...]:
        """The codes under which an action plan stands."""
        return tuple(standing.code for _, standing in self.standings() if standing.initiative == initiative_id)

    def kpis_of(self, initiative_id: str) -> tuple[Kpi, ...]:
        """The KPIs an action plan stands under, each once."""
        found = {kpi.id: kpi for kpi, standing in self.standings() if standing.initiative == initiative_id}
        return tuple(found.values())

    @property
    def supports(self) -> tuple[Support, ...]:
        return self.cascade.supports if self.cascade else ()

    # The example layer

    @property
    def has_example(self) -> bool:
        """True where a link, support, responsibility or mission link is only an example hypothesis."""
        layers = (self.links, self.supports, self.responsibilities, self.mission_links)
        return any(item.example for layer in layers for item in layer)

    def without_example(self) -> Plan:
        """The plan as its document declares it, the example layer gone."""
        cascade = self.cascade and replace(self.cascade, supports=tuple(s for s in self.supports if not s.example))
        return replace(
            self,
            cascade=cascade,
            links=tuple(link for link in self.links if not link.example),
            responsibilities=tuple(item for item in self.responsibilities if not item.example),
            mission_links=tuple(item for item in self.mission_links if not item.example),
        )

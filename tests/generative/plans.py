"""Plans as Hypothesis makes them: any sound plan, from the empty one to one with every corner filled."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import assume
from hypothesis import strategies as st

from openscorecard.domain.faults import Fault
from openscorecard.domain.initiatives.initiative import Initiative
from openscorecard.domain.strategy.codes import CodeGrammar
from openscorecard.domain.strategy.links import Cascade, Link, MissionLink, Responsibility, Support
from openscorecard.domain.strategy.nodes import (
    STANDARD_PERSPECTIVES,
    Kpi,
    Objective,
    Perspective,
    Standing,
    Theme,
)
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text, fits_one_line

GRAMMARS = (
    CodeGrammar(),
    CodeGrammar("{theme}-{perspective}{number}", "{objective}-K{number}", "{kpi}.{number}"),
    CodeGrammar("OBJ{number}", "{objective}.{number}", "{kpi}.{number}"),
)
_WORDS = st.sampled_from(
    [
        "館藏",
        "閱讀",
        "書香城市",
        "提升",
        "RFID",
        "2030",
        "Bookstart",
        "A",
        "B1",
        "、",
        "，",
        "（設施）",
        "e-book",
        "=1+1",
        "@home",
        "+3",
        "-2",
        "構面",
        "策略目標",
        "策略主題",
        "KPI",
        "使命",
        "承接",
        "附錄",
        "108年3月26日",
        "true",
        "null",
        "no",
        "_x0041_",
        "<b>&amp;",
        "〇",
        "𠮷野",
        "🙂",
        '"q"',
        "'q'",
        ":",
        "#",
        "*",
    ]
)
_WILD = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=12)
lines = (
    st.one_of(
        st.lists(_WORDS, min_size=1, max_size=4).map(" ".join),
        st.lists(_WORDS, min_size=1, max_size=4).map("".join),
        _WILD,
    )
    .map(str.strip)
    .filter(lambda text: bool(text) and fits_one_line(text))
)
texts = st.builds(Text, lines, st.one_of(st.just(""), lines))
ids = st.from_regex(r"[\w][\w.\-]{0,11}", fullmatch=True).filter(lambda text: text == text.strip())
days = st.one_of(st.none(), st.dates(date(1890, 1, 1), date(2199, 12, 31)))
flags = st.booleans()


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any sound plan; draws that would be no plan are thrown away."""
    try:
        return _draw_plan(draw)
    except Fault:
        assume(False)
        raise


def _draw_plan(draw: st.DrawFn) -> Plan:
    grammar = draw(st.sampled_from(GRAMMARS))
    themes = tuple(
        Theme(letter, draw(texts), draw(st.sampled_from(["", f"t{letter}"])))
        for letter in "ABQ"[: draw(st.integers(0, 3))]
    )
    own = tuple(Perspective(letter, draw(texts)) for letter in ("C", "P2", "Z"))
    perspectives = draw(st.sampled_from([STANDARD_PERSPECTIVES, own]))
    objectives, initiatives = _draw_scorecard(draw, grammar, themes, perspectives)
    mission = draw(st.one_of(st.none(), texts))
    named = [objective.id for objective in objectives]
    return Plan(
        id=draw(ids),
        name=draw(texts),
        institution=draw(texts),
        issued_on=draw(days),
        mission=mission,
        vision=draw(st.one_of(st.none(), texts)),
        values=tuple(draw(st.lists(texts, max_size=3))),
        perspectives=perspectives,
        themes=themes,
        objectives=objectives,
        initiatives=initiatives,
        links=_draw_links(draw, named),
        cascade=_draw_cascade(draw, named),
        responsibilities=tuple(Responsibility(id_, draw(ids), draw(flags)) for id_ in named[: draw(st.integers(0, 2))]),
        mission_links=(MissionLink(mission.zh, named[0], draw(flags)),) if mission and named and draw(flags) else (),
        grammar=grammar,
    )


def _draw_scorecard(
    draw: st.DrawFn, grammar: CodeGrammar, themes: tuple[Theme, ...], perspectives: tuple[Perspective, ...]
) -> tuple[tuple[Objective, ...], tuple[Initiative, ...]]:
    book = grammar.book([theme.letter for theme in themes], [row.letter for row in perspectives])
    shared = [Initiative(f"plan-{number}", draw(texts), draw(days)) for number in range(draw(st.integers(0, 2)))]
    used: dict[str, Initiative] = {}
    objectives: list[Objective] = []
    for number in range(draw(st.integers(0, 5)) if themes else 0):
        theme, row = draw(st.sampled_from(themes)).letter, draw(st.sampled_from(perspectives)).letter
        code = book.write("objective", number + 1, theme=theme, perspective=row)
        kpis = []
        for place in range(draw(st.integers(0, 2))):
            kpi = book.write("kpi", place + 1, above=code)
            standings = []
            for rank in range(draw(st.integers(0, 2))):
                mark = book.write("initiative", rank + 1, above=kpi)
                plan = draw(st.sampled_from([*shared, Initiative(mark, draw(texts))]))
                used[plan.id] = plan
                standings.append(Standing(mark, plan.id))
            measure = draw(st.sampled_from([None, "volumes_held", "self_service_rate"]))
            kpis.append(Kpi(kpi, draw(texts), measure, tuple(standings), draw(st.sampled_from(["", f"k{kpi}"]))))
        objectives.append(
            Objective(code, draw(texts), theme, row, tuple(kpis), draw(st.sampled_from(["", f"o{code}"])))
        )
    return tuple(objectives), tuple(used.values())


def _draw_links(draw: st.DrawFn, named: list[str]) -> tuple[Link, ...]:
    if len(named) < 2:
        return ()
    pairs = draw(st.sets(st.tuples(st.sampled_from(named), st.sampled_from(named)), max_size=4))
    return tuple(
        Link(
            source,
            target,
            draw(st.sampled_from("+-")),
            draw(st.one_of(st.none(), st.integers(0, 120))),
            draw(st.one_of(st.none(), texts)),
            draw(st.one_of(st.just(""), lines)),
            draw(days),
            draw(flags),
        )
        for source, target in sorted(pairs)
        if source != target
    )


def _draw_cascade(draw: st.DrawFn, named: list[str]) -> Cascade | None:
    if not draw(flags):
        return None
    weights = st.fractions(Fraction(1, 1000), Fraction(1000), max_denominator=1000)
    supports = tuple(Support(id_, draw(ids), draw(weights), draw(flags)) for id_ in named[: draw(st.integers(0, 3))])
    return Cascade(f"parent-{draw(ids)}", draw(ids), supports)

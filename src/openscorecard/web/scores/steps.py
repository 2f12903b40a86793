"""The steps of a score in words and numbers, in the order in which a person recomputes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openscorecard.domain.measures.decimals import decimal_text
from openscorecard.domain.scores.bands import Band
from openscorecard.domain.scores.rollup import Rule, Scored
from openscorecard.domain.scores.targets import GIVEN, asked
from openscorecard.formats.scores.words import worded
from openscorecard.queries.scores.scored import ScoredPlan
from openscorecard.web.context import language_tag
from openscorecard.web.templatetags.components import STATUSES
from openscorecard.web.templatetags.plan_words import comma

_DIGITS = 8  # decimals on the page; the JSON has them all

RULES: Mapping[Rule, str | Promise] = {
    "weighted": gettext_lazy("The mean of the parts by their weight"),
    "geometric": gettext_lazy("The product of the parts, each to the power of its share (not exact)"),
    "weakest": gettext_lazy("The lowest of the parts"),
    "unscored": gettext_lazy("Not scored of its own"),
}
_FORMULAS: Mapping[str, str | Promise] = {
    "v ≤ 0: ceiling": gettext_lazy("v ≤ 0: ceiling"),
    "t ÷ v × 100, at most the ceiling": gettext_lazy("t ÷ v × 100, at most the ceiling"),
    "v reaches t: 100, else 0": gettext_lazy("v reaches t: 100, else 0"),
    "percent of the steps done": gettext_lazy("percent of the steps done"),
    "as given": gettext_lazy("as given"),
    "v ÷ low × 100": gettext_lazy("v ÷ low × 100"),
    "(2 − v ÷ high) × 100": gettext_lazy("(2 − v ÷ high) × 100"),
    "low ≤ v ≤ high: 100": gettext_lazy("low ≤ v ≤ high: 100"),
    "percent of the step reached": gettext_lazy("percent of the step reached"),
}
_INPUTS: Mapping[str, str | Promise] = {
    "v": gettext_lazy("value v"),
    "t": gettext_lazy("target t"),
    "b": gettext_lazy("baseline b"),
    "f": gettext_lazy("floor f"),
    "low": gettext_lazy("lower limit"),
    "high": gettext_lazy("upper limit"),
    "ceiling": gettext_lazy("ceiling"),
    "step": gettext_lazy("step reached"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line: what it is, its number or words, and a remark."""

    label: str
    value: str
    note: str = ""


def plain(number: Fraction | None) -> str:
    """A number in its own digits, cut after eight decimals and then marked with an ellipsis."""
    if number is None:
        return ""
    text = decimal_text(number)
    whole, dot, decimals = text.partition(".")
    return text if len(decimals) <= _DIGITS else f"{whole}{dot}{decimals[:_DIGITS]}…"


def leaf_steps(node: Scored, scored: ScoredPlan) -> tuple[Step, ...]:
    """The steps of a KPI, or why it has no score."""
    return tuple(_leaf(node, scored))


def _leaf(node: Scored, scored: ScoredPlan) -> Iterator[Step]:
    row, measured = scored.targets.get(node.code), scored.measured.get(node.code)
    achieved = scored.card.achieved.get(node.code)
    unit = row.target.unit if row else ""
    if measured and not (row and row.target.method in GIVEN):
        value = plain(measured.observation.value) or "—"
        yield Step(_("Value"), f"{value} {unit}".strip(), _("from rows, by the reading in force"))
    if row:
        target = row.target
        words = comma().join(worded(name, getattr(target, name), language_tag()) for name in ("method", "direction"))
        label = _("Given by a person") if target.method in GIVEN else _("Target")
        yield Step(label, f"{asked(target)} {unit}".strip(), f"{words} {target.reason}".strip())
        if row.first.target and row.first.target != target:
            first = f"{asked(row.first.target)} {row.first.target.unit}"
            yield Step(_("Target as it was set first"), first, row.row.reason)
    if achieved is None:
        yield Step(_("Score"), "—", str(STATUSES[node.status].word))
        return
    for name, number in achieved.inputs:
        yield Step(str(_INPUTS.get(name, name)), plain(number))
    yield Step(_("Formula"), str(_FORMULAS.get(achieved.rule, achieved.rule)))
    yield Step(_("Before cap and floor"), plain(achieved.raw))
    if row and row.target.cap is not None:
        yield Step(_("Cap"), plain(row.target.cap), _("the most it can earn"))
    if row and row.target.least is not None:
        yield Step(_("Least"), plain(row.target.least), _("the fewest it can earn"))
    yield Step(_("Score"), plain(achieved.score), str(STATUSES[node.status].word))


def node_steps(node: Scored, scored: ScoredPlan) -> tuple[Step, ...]:
    """The steps of a node above KPIs."""
    brought = scored.card.contributed.get(node.code)
    undeclared = brought is not None and not brought.declared
    words = _("weight that has data, of the weight due; under {threshold} % the score is withheld")
    if undeclared:
        words = _("nobody has said who all the contributors are, so nobody knows what is due")
    covered = Step(_("Coverage"), f"{plain(node.coverage)} %", words.format(threshold=plain(scored.rules.threshold)))
    steps = [Step(_("Rule"), str(RULES[node.rule])), covered]
    if undeclared and node.partial is not None:
        steps.append(Step(_("Over what is known"), plain(node.partial)))
    elif node.partial is not None and node.coverage < 100:
        steps.append(Step(_("Over what is known"), plain(node.partial)))
        bounds = _("with everything missing at the least and at the most it can earn")
        steps.append(Step(_("Between"), f"{plain(node.lowest)} – {plain(node.highest)}", bounds))
    steps.append(Step(_("Score"), plain(node.score) or "—", str(STATUSES[node.status].word)))
    return tuple(steps)


def bands_in_words(bands: Sequence[Band]) -> tuple[str, ...]:
    """Each band as a sentence, the highest first."""
    return tuple(_band(one) for one in reversed(bands))


def _band(band: Band) -> str:
    word = STATUSES[band.status].word
    if band.least is None and band.below is None:
        return _("{status}: any score").format(status=word)
    if band.least is None:
        return _("{status}: under {below}").format(status=word, below=plain(band.below))
    if band.below is None:
        return _("{status}: {least} or more").format(status=word, least=plain(band.least))
    return _("{status}: {least} to under {below}").format(status=word, least=plain(band.least), below=plain(band.below))

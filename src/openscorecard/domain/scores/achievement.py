"""How far a value reaches its target, in percent points, with the steps a person can recompute by hand. Exact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from openscorecard.domain.scores.targets import Method, Target

HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Achievement:
    """`score` after cap and floor, `raw` before; `rule` is the formula, `inputs` are what was put into it."""

    score: Fraction
    raw: Fraction
    rule: str
    inputs: tuple[tuple[str, Fraction], ...]


def achievement(target: Target, value: Fraction) -> Achievement:
    """What `value` earns against `target`. For milestones `value` counts the steps done, for manual it is the score."""
    rule, inputs, raw = _scored(target, value)
    score = raw if target.cap is None else min(raw, target.cap)
    score = score if target.least is None else max(score, target.least)
    return Achievement(score, raw, rule, (("v", value), *inputs))


_Scored = tuple[str, tuple[tuple[str, Fraction], ...], Fraction]


def _scored(target: Target, value: Fraction) -> _Scored:
    return _METHODS[target.method](target, value)


def _ratio(target: Target, v: Fraction) -> _Scored:
    if target.direction == "band":
        return _in_band(target, v)
    return "v ÷ t × 100", (("t", target.value),), _percent(v, target.value)


def _percent(part: Fraction, whole: Fraction) -> Fraction:
    """`part / whole * 100`, reduced once."""
    return Fraction(part.numerator * whole.denominator * 100, part.denominator * whole.numerator)


def _inverse(target: Target, v: Fraction) -> _Scored:
    t, ceiling = target.value, target.ceiling or Fraction(0)
    inputs = (("t", t), ("ceiling", ceiling))
    if v <= 0:
        return "v ≤ 0: ceiling", inputs, ceiling
    return "t ÷ v × 100, at most the ceiling", inputs, min(t / v * HUNDRED, ceiling)


def _mirror(target: Target, v: Fraction) -> _Scored:
    return "(2 − v ÷ t) × 100", (("t", target.value),), (2 - v / target.value) * HUNDRED


def _progress(target: Target, v: Fraction) -> _Scored:
    b, t = target.baseline or Fraction(0), target.value
    return "(v − b) ÷ (t − b) × 100", (("b", b), ("t", t)), (v - b) / (t - b) * HUNDRED


def _goalposts(target: Target, v: Fraction) -> _Scored:
    f, t = target.floor or Fraction(0), target.value
    return "(v − f) ÷ (t − f) × 100", (("f", f), ("t", t)), (v - f) / (t - f) * HUNDRED


def _yes_no(target: Target, v: Fraction) -> _Scored:
    return "v reaches t: 100, else 0", (("t", target.value),), HUNDRED if _reaches(target, v) else Fraction(0)


def _milestones(target: Target, v: Fraction) -> _Scored:
    done = [one.percent for one in target.steps if one.least <= v]
    return "percent of the steps done", (), max(done, default=Fraction(0))


def _manual(_target: Target, v: Fraction) -> _Scored:
    return "as given", (), v


def _in_band(target: Target, v: Fraction) -> _Scored:
    low, high = target.low or Fraction(0), target.high or Fraction(0)
    inputs = (("low", low), ("high", high))
    if v < low:
        return "v ÷ low × 100", inputs, v / low * HUNDRED
    if v > high:
        return "(2 − v ÷ high) × 100", inputs, (2 - v / high) * HUNDRED
    return "low ≤ v ≤ high: 100", inputs, HUNDRED


def _stepped(target: Target, v: Fraction) -> _Scored:
    if target.direction == "down":
        reached = [one for one in target.steps if v <= one.least]
        best = min(reached, key=lambda one: one.least, default=None)
    else:
        reached = [one for one in target.steps if v >= one.least]
        best = max(reached, key=lambda one: one.least, default=None)
    step = (("step", best.least),) if best else ()
    return "percent of the step reached", step, best.percent if best else Fraction(0)


def _reaches(target: Target, v: Fraction) -> bool:
    if target.direction == "band":
        return (target.low or Fraction(0)) <= v <= (target.high or Fraction(0))
    return v >= target.value if target.direction == "up" else v <= target.value


_METHODS: Mapping[Method, Callable[[Target, Fraction], _Scored]] = {
    "ratio": _ratio,
    "inverse": _inverse,
    "mirror": _mirror,
    "progress": _progress,
    "goalposts": _goalposts,
    "steps": _stepped,
    "yes_no": _yes_no,
    "milestones": _milestones,
    "manual": _manual,
}

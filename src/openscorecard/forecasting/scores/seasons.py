"""The season of a series: what each place in the year adds or multiplies by, as far as that is no chance."""

from __future__ import annotations

from collections.abc import Sequence


def filled(values: Sequence[float]) -> list[float]:
    """`values` with gaps (NaN) bridged by straight lines, and the ends kept level."""
    known = [(place, value) for place, value in enumerate(values) if value == value]
    found = list(values)
    for place in range(len(values)):
        if values[place] == values[place]:
            continue
        before = next(((at, one) for at, one in reversed(known) if at < place), None)
        after = next(((at, one) for at, one in known if at > place), None)
        left, right = before or after, after or before
        if left is None or right is None:
            return found
        part = (place - left[0]) / (right[0] - left[0]) if right[0] != left[0] else 0.0
        found[place] = left[1] * (1 - part) + right[1] * part
    return found


def season_of(values: Sequence[float], cycle: int, *, times: bool) -> list[float]:
    """What each place of a year adds (`times`: multiplies by), from the place of the first value on.

    The means of the values beside a centred moving year, made to come to 0 (`times`: 1) together, and drawn towards it
    as far as they may be chance. Sources: classical decomposition, as in M. Kendall and A. Stuart, The Advanced Theory
    of Statistics, 1983; D. M. Miller and D. Williams, Shrinkage estimators of time series seasonal factors, 2003.
    """
    beside = _beside(values, cycle, times)
    neutral = 1.0 if times else 0.0
    means = [sum(one) / len(one) for one in beside]
    middle = sum(means) / cycle
    if times and middle <= 0:
        return [neutral] * cycle
    plain = [one / middle if times else one - middle for one in means]
    part = _believed(beside, [one - neutral for one in plain])
    return [max(neutral + part * (one - neutral), 0.01) if times else part * one for one in plain]


def _beside(values: Sequence[float], cycle: int, times: bool) -> list[list[float]]:
    """For each place of a year its values beside (`times`: as shares of) the moving year around them."""
    half, odd = cycle // 2, cycle % 2
    beside: list[list[float]] = [[] for _ in range(cycle)]
    for place in range(half, len(values) - half):
        window = values[place - half : place + half + 1]
        whole = sum(window) if odd else sum(window) - (window[0] + window[-1]) / 2
        trend = whole / cycle
        beside[place % cycle].append(values[place] / max(trend, 1e-12) if times else values[place] - trend)
    return beside


def _believed(beside: list[list[float]], effects: list[float]) -> float:
    """The part of the effects that is kept, 0 to 1: small where places differ little beside the years of one place."""
    cycle = len(beside)
    means = [sum(one) / len(one) for one in beside]
    within = sum((value - mean) ** 2 for one, mean in zip(beside, means, strict=True) for value in one)
    free = sum(len(one) - 1 for one in beside)
    chance = within / free / (sum(len(one) for one in beside) / cycle) if free else 0.0
    real = max(sum(one * one for one in effects) / (cycle - 1) - chance, 0.0)
    if cycle <= 3 or not chance:
        return 1.0
    return 1 - (cycle - 3) / (cycle - 1) * chance / (chance + real)

"""The search for the parameters of a model: Nelder and Mead's simplex inside a box, with bounded work."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Point = list[float]
Cost = Callable[[Sequence[float]], float]

_ENOUGH = 1e-7
"""A simplex whose costs differ by less than this part of themselves is done."""


def least(cost: Cost, start: Sequence[float], low: Sequence[float], high: Sequence[float], most: int) -> Point:
    """A point of the box from `low` to `high` where `cost` is small, looked for from `start`.

    Asks for `cost` about `most` times at most (a shrinking simplex ends its round). The same answer each time.
    Source: J. A. Nelder and R. Mead, A Simplex Method for Function Minimization, 1965.
    """
    box = list(zip(low, high, strict=True))
    simplex = [(cost(point), point) for point in _corners(start, box)]
    asked = len(simplex)
    while asked < most:
        simplex.sort(key=lambda one: one[0])
        (best, _), (worst, far) = simplex[0], simplex[-1]
        if worst - best <= _ENOUGH * (abs(best) + _ENOUGH):
            break
        middle = [sum(axis) / len(box) for axis in zip(*(point for _, point in simplex[:-1]), strict=True)]
        found, tries = _better(cost, middle, far, simplex, box)
        asked += tries
        if found:
            simplex[-1] = found
            continue
        centre = simplex[0][1]
        shrunk = [_between(centre, point, 0.5, box) for _, point in simplex[1:]]
        simplex[1:] = [(cost(point), point) for point in shrunk]
        asked += len(shrunk)
    return min(simplex, key=lambda one: one[0])[1]


def _better(
    cost: Cost, middle: Point, far: Point, simplex: list[tuple[float, Point]], box: list[tuple[float, float]]
) -> tuple[tuple[float, Point] | None, int]:
    """What takes the place of the worst point, None where the simplex must shrink; and how often cost was asked."""
    best, second, worst = simplex[0][0], simplex[-2][0], simplex[-1][0]
    point = _between(middle, far, -1.0, box)
    value = cost(point)
    if value < best:
        wide = _between(middle, far, -2.0, box)
        wider = cost(wide)
        return ((wider, wide) if wider < value else (value, point)), 2
    if value < second:
        return (value, point), 1
    near = _between(middle, far, -0.5 if value < worst else 0.5, box)
    nearer = cost(near)
    return ((nearer, near) if nearer < min(value, worst) else None), 2


def _corners(start: Sequence[float], box: list[tuple[float, float]]) -> list[Point]:
    """The start, and from it a fifth of the box along each axis, the way there is room."""
    corners = [[min(max(one, low), high) for one, (low, high) in zip(start, box, strict=True)]]
    for axis, (low, high) in enumerate(box):
        corner = list(corners[0])
        step = (high - low) / 5
        corner[axis] += step if corner[axis] + step <= high else -step
        corners.append(corner)
    return corners


def _between(one: Point, other: Point, part: float, box: list[tuple[float, float]]) -> Point:
    """The point `part` of the way from `one` to `other`, kept in the box."""
    way = zip(one, other, box, strict=True)
    return [min(max(a + part * (b - a), low), high) for a, b, (low, high) in way]

"""The small changes mutation testing makes to a module, always in the same order, each found again by its number."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CodeType

BOUNDARIES: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.BitXor: ast.BitOr,
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
WORDING = {"zh", "en", "code"}  # of faults: docs/faults.md holds them, and tests/test_documents.py compares
# Declarations, not behaviour: types, decorators, bases, assertions, how a number is printed.
UNTOUCHED = {
    (ast.FunctionDef, "decorator_list"),
    (ast.FunctionDef, "returns"),
    (ast.ClassDef, "decorator_list"),
    (ast.ClassDef, "bases"),
    (ast.ClassDef, "keywords"),
    (ast.arg, "annotation"),
    (ast.AnnAssign, "annotation"),
    (ast.FormattedValue, "format_spec"),
    (ast.Assert, "test"),
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change to `module` (dotted), the `number`-th of it. `holder` is the function that must be swapped, or ""."""

    module: str
    number: int
    line: int
    scope: str
    holder: str
    first: int
    operator: str
    before: str
    after: str
    nth: int

    @property
    def key(self) -> str:
        """What it is, wherever its line has moved to."""
        return "|".join((self.module, self.scope, self.operator, self.before, self.after, str(self.nth)))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where we are in the tree: names of the scopes around, and the outermost function with its first line."""

    scope: tuple[str, ...] = ()
    holder: str = ""
    first: int = 0


@dataclass(frozen=True, slots=True)
class _Change:
    """One change: what stands there, what will, and the hand that puts it there."""

    place: _Place
    operator: str
    old: ast.AST
    new: ast.AST
    put: Callable[[ast.AST], None]


def mutants_of(module: str, source: str) -> list[Mutant]:
    """All mutants of a module, by line."""
    found: list[Mutant] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, one in enumerate(_changes(ast.parse(source), _Place())):
        scope, before, after = ".".join(one.place.scope), ast.unparse(one.old), ast.unparse(one.new)
        same = (scope, one.operator, before, after)
        seen[same] = seen.get(same, 0) + 1
        line = getattr(one.old, "lineno", 0)
        found.append(
            Mutant(
                module, number, line, scope, one.place.holder, one.place.first, one.operator, before, after, seen[same]
            )
        )
    return found


def mutated(source: str, number: int, path: str) -> CodeType:
    """The module with its `number`-th change, compiled."""
    tree = ast.parse(source)
    for place, one in enumerate(_changes(tree, _Place())):
        if place == number:
            one.put(one.new)
            break
    return compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)


def _changes(node: ast.AST, place: _Place) -> Iterator[_Change]:
    for field, value in ast.iter_fields(node):
        if (type(node), field) in UNTOUCHED:
            continue
        inside = _inside(node, field, place)
        if isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, ast.AST) and not _declared(node, field, item):
                    yield from _visited(item, node, inside, _setter(value, index))
        elif isinstance(value, ast.AST) and not _declared(node, field, value):
            yield from _visited(value, node, inside, _field_setter(node, field))


def _visited(item: ast.AST, parent: ast.AST, place: _Place, put: Callable[[ast.AST], None]) -> Iterator[_Change]:
    for operator, new in _variants(item, parent, place):
        yield _Change(place, operator, item, ast.copy_location(new, item), put)
    yield from _changes(item, place)


def _setter(items: list[ast.AST], index: int) -> Callable[[ast.AST], None]:
    return lambda new: items.__setitem__(index, new)


def _field_setter(node: ast.AST, field: str) -> Callable[[ast.AST], None]:
    return lambda new: setattr(node, field, new)


def _inside(node: ast.AST, field: str, place: _Place) -> _Place:
    if not isinstance(node, ast.FunctionDef | ast.ClassDef):
        return place
    scope = (*place.scope, node.name)
    if isinstance(node, ast.ClassDef) or field != "body" or place.holder:
        return _Place(scope, place.holder, place.first)
    first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
    return _Place(scope, ".".join(scope), first)


def _declared(node: ast.AST, field: str, item: ast.AST) -> bool:
    """Docstrings, wording of faults, types given names, imports for types: what no test of behaviour could tell."""
    if isinstance(item, ast.Expr) and isinstance(item.value, ast.Constant) and field == "body":
        return True
    if isinstance(item, ast.If) and ast.unparse(item.test) == "TYPE_CHECKING":
        return True
    if isinstance(item, ast.Assign) and isinstance(node, ast.ClassDef):
        return isinstance(item.targets[0], ast.Name) and item.targets[0].id in WORDING
    if isinstance(item, ast.AnnAssign) and isinstance(node, ast.ClassDef):
        return isinstance(item.target, ast.Name) and item.target.id in WORDING and "ClassVar" in ast.unparse(item)
    if isinstance(item, ast.Subscript) and isinstance(node, ast.Assign):
        return isinstance(item.value, ast.Name) and item.value.id[0].isupper()  # a type, as Literal["a", "b"]
    if isinstance(item, ast.Assign) and ast.unparse(item.targets[0]) == "__all__":
        return True
    if isinstance(item, ast.keyword):
        return item.arg == "strict"  # of zip: an assertion
    if isinstance(node, ast.Call) and isinstance(item, ast.Constant) and ast.unparse(node.func) in {"Text", "Rule"}:
        return item.value not in {"warning", "note"}
    return isinstance(node, ast.JoinedStr) and isinstance(item, ast.Constant)


def _variants(node: ast.AST, parent: ast.AST, place: _Place) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node, ast.expr):
        yield from _of_expression(node)
    yield from _of_condition(node, parent)
    if isinstance(node, ast.Return) and node.value and not _is_none(node.value):
        yield "return None", ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Break):
        yield "break or continue", ast.Continue()
    elif isinstance(node, ast.Continue):
        yield "break or continue", ast.Break()
    elif isinstance(node, ast.Raise | ast.AugAssign | ast.Expr) and place.holder:
        yield "statement removed", ast.Pass()
        if isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC:
            yield "arithmetic", ast.AugAssign(node.target, ARITHMETIC[type(node.op)](), node.value)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _of_expression(node: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            for other in BOUNDARIES[type(operator)]:
                changed = copy.copy(node)
                changed.ops = [*node.ops[:place], other(), *node.ops[place + 1 :]]
                yield "comparison", changed
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC and not _is_type(node):
        yield "arithmetic", ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
    elif isinstance(node, ast.BoolOp):
        yield "and or or", ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield "not or minus removed", node.operand
    elif isinstance(node, ast.Constant):
        yield from (("constant", ast.Constant(value)) for value in _other_values(node.value))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
        yield "min or max, any or all", ast.Call(ast.Name(CALLS[node.func.id], ast.Load()), node.args, node.keywords)


def _is_type(node: ast.BinOp) -> bool:
    """`Text | None` or `Within | Alive` given a name is no arithmetic."""
    named = isinstance(node.right, ast.Name) and node.right.id[0].isupper() and not node.right.id.isupper()
    return isinstance(node.op, ast.BitOr) and (_is_none(node.right) or named)


def _other_values(value: object) -> Iterator[bool | int | float | str]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, float):
        yield value + 1.0
    elif isinstance(value, str):
        yield "≠"


def _of_condition(node: ast.AST, parent: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """A condition turned round where no other operator does that; a filter of a comprehension taken out."""
    if not isinstance(node, ast.expr):
        return
    of_comprehension = isinstance(parent, ast.comprehension) and node in parent.ifs
    if of_comprehension:
        yield "filter removed", ast.Constant(True)
    tested = isinstance(parent, ast.If | ast.IfExp | ast.While) and parent.test is node
    if (tested or of_comprehension) and not isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp):
        yield "condition turned round", ast.UnaryOp(ast.Not(), node)

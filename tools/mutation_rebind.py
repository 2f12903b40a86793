"""Puts what a mutant makes while its module is imported (tables, bounds, defaults) in place of what lives already.

The changed module is run aside. What it made is told in the living classes and functions, and where it then differs
from what lives, takes its place under every name other modules know it by.
"""

from __future__ import annotations

import dataclasses
import sys
from types import CodeType, FunctionType, ModuleType
from typing import Any


class Untold(Exception):
    """A value that cannot be told in living classes."""


def rebind(module: ModuleType, code: CodeType) -> bool:
    """Change the living module; False where nothing differs, or what differs cannot be put in place."""
    made: dict[str, Any] = {
        name: getattr(module, name)
        for name in ("__name__", "__file__", "__package__", "__spec__")
        if name in vars(module)
    }
    exec(code, made)
    changed = False
    for name, new in made.items():
        old = vars(module).get(name)
        if name.startswith("__") or old is None:
            continue
        if isinstance(new, FunctionType):
            changed |= _defaults(new, old, module)
        elif isinstance(new, type):
            changed |= _class(new, old, module)
        else:
            changed |= _value(name, new, old, module)
    return changed


def _value(name: str, new: object, old: object, module: ModuleType) -> bool:
    try:
        told = _told(new, module)
    except Untold:
        return False
    if type(told) is type(old) and (told == old or repr(told) == repr(old)):
        return False
    for other in list(sys.modules.values()):
        names = vars(other) if isinstance(other, ModuleType) else {}
        if names.get(name) is old and other.__name__.startswith(("openscorecard", "tests", "test_")):
            names[name] = told
    return True


def _defaults(new: FunctionType, old: object, module: ModuleType) -> bool:
    if not isinstance(old, FunctionType) or (new.__module__ != module.__name__ and new.__module__ != "builtins"):
        return False
    try:
        told = (_told(new.__defaults__, module), _told(new.__kwdefaults__, module))
    except Untold:
        return False
    if told == (old.__defaults__, old.__kwdefaults__):
        return False
    old.__defaults__, old.__kwdefaults__ = told
    return True


def _class(new: type, old: object, module: ModuleType) -> bool:
    if not isinstance(old, type) or new.__module__ != module.__name__:
        return False
    changed = False
    for name, value in list(vars(new).items()):
        living = vars(old).get(name)
        if isinstance(value, FunctionType):
            changed |= _defaults(value, living, module)
        elif isinstance(value, str | int | float | tuple | dict) and not name.startswith("__") and value != living:
            setattr(old, name, value)
            changed = True
    return changed


def _told(value: Any, module: ModuleType) -> Any:
    """The same value made of living classes and functions."""
    if isinstance(value, tuple | list | set | frozenset) and type(value) in {tuple, list, set, frozenset}:
        return type(value)(_told(one, module) for one in value)
    if isinstance(value, dict):
        return {_told(key, module): _told(one, module) for key, one in value.items()}
    if isinstance(value, type | FunctionType):
        return _living(value, module) if value.__module__ == module.__name__ else value
    kind = type(value)
    if kind.__module__ != module.__name__:
        return value
    if not dataclasses.is_dataclass(value):
        raise Untold
    made = object.__new__(_living(kind, module))
    for field in dataclasses.fields(value):
        object.__setattr__(made, field.name, _told(getattr(value, field.name), module))
    return made


def _living(made: type | FunctionType, module: ModuleType) -> Any:
    found: Any = module
    for name in made.__qualname__.split("."):
        found = getattr(found, name, None)
    if found is None:
        raise Untold
    return found

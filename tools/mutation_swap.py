"""Puts a mutant where its module is: into a function that lives already, or in place of a module yet to be imported."""

from __future__ import annotations

import importlib.abc
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from mutation_operators import Mutant

ROOT = Path(__file__).resolve().parents[1]


def path_of(module: str) -> str:
    """The file of a module by its dotted name."""
    path = ROOT / "src" / Path(*module.split("."))
    return str(path / "__init__.py") if path.is_dir() else f"{path}.py"


def swap(module: ModuleType, one: Mutant, code: CodeType) -> bool:
    """Give the living function the changed code; False where it cannot be found."""
    target = _living(module, one)
    new = _code_at(code, one.holder.split("."), one.first)
    if target is None or new is None or new.co_freevars != target.__code__.co_freevars:
        return False
    target.__code__ = new
    return True


def _living(module: ModuleType, one: Mutant) -> FunctionType | None:
    found: Any = module
    for name in one.holder.split("."):
        found = vars(found).get(name)
        if found is None:
            return None
    for inner in ("fget", "func", "__func__", "__wrapped__"):
        found = getattr(found, inner, found) if not isinstance(found, FunctionType) else found
    if not isinstance(found, FunctionType) or found.__code__.co_firstlineno != one.first:
        return None
    return found


def _code_at(code: CodeType, names: Sequence[str], first: int) -> CodeType | None:
    for place, name in enumerate(names):
        inner = [one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == name]
        if place == len(names) - 1:
            inner = [one for one in inner if one.co_firstlineno == first]
        if not inner:
            return None
        code = inner[0]
    return code


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module and loads its mutant."""

    def __init__(self, one: Mutant, code: CodeType) -> None:
        self._one, self._code = one, code

    def find_spec(self, fullname: str, path: object, target: object = None) -> Any:
        if fullname != self._one.module:
            return None
        file = path_of(fullname)
        return importlib.util.spec_from_file_location(
            fullname, file, loader=self,
            submodule_search_locations=[str(Path(file).parent)] if file.endswith("__init__.py") else None,
        )  # fmt: skip

    def exec_module(self, module: ModuleType) -> None:
        exec(self._code, vars(module))

"""The kinds of background work and the schedules, by dotted path: nothing of them is imported before it runs."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from openscorecard.domain.text import Text
from openscorecard.domain.work.faults import UnknownWork

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work: who may ask for it (`verb`), what does it (`module:function`), and its bounds.

    `seconds` bounds the clock and the processor, `memory` (bytes) the address space of the process that does it.
    """

    name: str
    verb: str
    function: str
    title: Text
    seconds: int
    memory: int


_KINDS: dict[str, Kind] = {}
_SCHEDULES: list[str] = []


def register(
    kind: str, verb: str, function: str, *, title: Text, seconds: int = 600, memory: int = 2048 * MEBIBYTE
) -> None:
    """Make `function` (`module:function`) the work of `kind`; only who may do `verb` may ask for it.

    The function is called in a process of its own as `function(arguments, progress, *, by, now, source)` and answers
    with something JSON can hold. The same registration twice is one; another one under the same name is a ValueError.
    """
    new = Kind(kind, verb, function, title, seconds, memory)
    if _KINDS.setdefault(kind, new) != new:
        raise ValueError(f"two works share the name {kind}")


def register_schedule(function: str) -> None:
    """Let every tick ask `function` (`module:function`): `due(now) -> iterable of actions.work.ticking.Due`."""
    if function not in _SCHEDULES:
        _SCHEDULES.append(function)


def kind_named(name: str) -> Kind:
    """The kind of that name; raises UnknownWork."""
    _load()
    if name not in _KINDS:
        raise UnknownWork(item=name, known="、".join(sorted(_KINDS)))
    return _KINDS[name]


def title_of(name: str) -> Text:
    """What a kind is called for people; its name where it is no longer known."""
    _load()
    return _KINDS[name].title if name in _KINDS else Text(name)


def schedules() -> tuple[str, ...]:
    """Every registered schedule."""
    _load()
    return tuple(_SCHEDULES)


def function_named(path: str) -> Callable[..., Any]:
    """The function of a dotted path `module:function`; imports its module."""
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)  # type: ignore[no-any-return]  # told by its path


def _load() -> None:
    importlib.import_module("openscorecard.actions.work.kinds")

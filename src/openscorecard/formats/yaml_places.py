"""YAML that people write by hand: safe to read, and every value knows its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from openscorecard.domain.faults import Fault
from openscorecard.formats.document import Place
from openscorecard.formats.faults import DuplicateKey, UnfitYaml, YamlAlias

Places = Mapping[str, Place]
"""Where each value stands, by its path: names and numbers joined by `/`, empty for the whole."""


class _Loader(yaml.SafeLoader):
    """Texts stay texts (no dates, no yes/no, no octals); aliases are refused, so no file can blow up."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own form

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]  # PyYAML's stubs leave it out
            raise YamlAlias(row=mark.line + 1, column=mark.column + 1)
        return super().compose_node(parent, index)


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), ["t", "f"])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[0-9]{1,9}$"), list("0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(null|~|)$"), ["n", "~", ""])


def documents(text: str, *, keep_empty: bool = False) -> Iterator[tuple[Any, dict[str, Place]]]:
    """Each document of `text` that says something, as plain data, with its places.

    A field without a value is left out, unless `keep_empty`: then it is None. Raises UnfitYaml, YamlAlias,
    DuplicateKey, with line and column.
    """
    for node in _compose(text):
        if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
            continue
        places: dict[str, Place] = {}
        data = _construct(node, "", places)
        yield data if keep_empty else _without_empty(data), places


def nearest(path: str, places: Places) -> Place | None:
    """The place of the value at `path`, else of the nearest one around it."""
    while path and path not in places:
        path = path.rpartition("/")[0]
    return places.get(path)


def placed(fault: Fault, place: Place | None) -> Fault:
    """`fault`, and those found with it, at `place` where they have none of their own."""
    if place:
        for one in fault.all():
            one.at(place.row, place.column, place.sheet)
    return fault


def _compose(text: str) -> list[Any]:
    nodes: list[Any] = []
    try:
        loader = _Loader(text)
        while loader.check_node():
            nodes.append(loader.get_node())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else Place()
        raise placed(UnfitYaml(reason=error.problem or error.context or ""), place) from error
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise placed(UnfitYaml(reason=f"U+{ord(str(text[error.position])):04X}"), place) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        if isinstance(error, Fault):
            raise
        raise UnfitYaml(row=1, column=1, reason=type(error).__name__) from error
    return nodes


def _construct(node: Any, path: str, places: dict[str, Place]) -> Any:
    places[path] = Place(node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, places)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, f"{path}/{number}".strip("/"), places) for number, item in enumerate(node.value)]
    kind = node.tag.rsplit(":", 1)[-1]
    if kind == "bool":
        return node.value == "true"
    if kind == "int" and node.value.isdecimal():
        return int(node.value)
    return None if kind == "null" else node.value


def _mapping(node: Any, path: str, places: dict[str, Place]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
        if name in data:
            raise DuplicateKey(row=key.start_mark.line + 1, column=key.start_mark.column + 1, item=name)
        data[name] = _construct(value, f"{path}/{name}".strip("/"), places)
    return data


def _without_empty(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: _without_empty(value) for name, value in data.items() if value is not None}
    return [_without_empty(one) for one in data] if isinstance(data, list) else data

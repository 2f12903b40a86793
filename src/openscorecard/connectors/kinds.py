"""Kinds of sources: what each is called, which settings its form asks for, how one is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from openscorecard.connectors.connector import Connector
from openscorecard.connectors.faults import UnfitSource
from openscorecard.connectors.reaching import Reach
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.text import Text

SettingForm = Literal["text", "whole", "choice", "flag", "words", "pairs", "columns", "values", "dataset", "secret"]
"""What a setting is in Python: str, int, str, bool, list of str, dict of str, dict of str (field to column or
`=value`), dict of dicts (field to texts and choices), str; a secret is a str that is kept apart."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of a kind. `default` stands in where nothing is said; `choices` are values and their names."""

    name: str
    title: Text
    form: SettingForm = "text"
    required: bool = False
    default: Any = None
    choices: tuple[tuple[str, Text], ...] = ()
    about: Text | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """All that a connector is made of. `name` is what its sentences call the source; `patron_key` keys its hashes."""

    name: str
    settings: Mapping[str, Any]
    secrets: Mapping[str, str] = field(default_factory=dict)
    contracts: Mapping[str, Dataset] = field(default_factory=dict)
    reach: Reach = field(default_factory=Reach)
    patron_key: bytes = b""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source. `datasets` are those it can fill, empty where its settings name one."""

    name: str
    title: Text
    about: Text
    settings: tuple[Setting, ...]
    open: Callable[[Given], Connector]
    datasets: tuple[str, ...] = ()

    @property
    def secrets(self) -> tuple[str, ...]:
        """The names of its settings that are secret."""
        return tuple(one.name for one in self.settings if one.form == "secret")

    def settled(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """Settings with their defaults and right types, secrets left out. Raises UnfitSource."""
        if strange := sorted(set(said) - {one.name for one in self.settings}):
            raise UnfitSource(item=strange[0], reason="?")
        return {one.name: _settled(one, said.get(one.name)) for one in self.settings if one.form != "secret"}

    def fills(self, settings: Mapping[str, Any]) -> tuple[str, ...]:
        """The datasets a source with these settings fills."""
        chosen = settings.get("fills") or [settings.get("dataset")]
        return tuple(one for one in chosen if one) or self.datasets


def _settled(setting: Setting, value: Any) -> Any:
    if value in (None, "", [], {}):
        if setting.required:
            raise UnfitSource(item=setting.title.zh, reason="空白 (empty)")
        return setting.default if setting.default is not None else _EMPTY[setting.form]()
    if setting.form == "whole":
        return _whole(setting, value)
    wanted = type(_EMPTY[setting.form]())
    if not isinstance(value, wanted) or not _of_texts(setting, value):
        raise UnfitSource(item=setting.title.zh, reason=str(value)[:80])
    if setting.choices and not set(value if isinstance(value, list) else [value]) <= {
        one for one, _ in setting.choices
    }:
        raise UnfitSource(item=setting.title.zh, reason=str(value)[:80])
    return value


def _whole(setting: Setting, value: Any) -> int:
    try:
        found = int(str(value))
    except ValueError:
        found = -1
    if found < 0:
        raise UnfitSource(item=setting.title.zh, reason=str(value)[:80])
    return found


def _of_texts(setting: Setting, value: Any) -> bool:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    inner: type = dict if setting.form == "values" else str
    return all(isinstance(part, inner) for part in parts)


_EMPTY: Mapping[str, Callable[[], Any]] = {
    "text": str,
    "whole": int,
    "choice": str,
    "flag": bool,
    "words": list,
    "pairs": dict,
    "columns": dict,
    "values": dict,
    "dataset": str,
}

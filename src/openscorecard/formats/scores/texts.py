"""Targets as texts by field, as forms show them and files hold them, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from openscorecard.domain.faults import Fault, refuse
from openscorecard.domain.measures.decimals import decimal_text
from openscorecard.domain.scores.numbers import UnfitNumber, exact
from openscorecard.domain.scores.targets import Target, UnfitTarget
from openscorecard.domain.scores.yearly import Profile
from openscorecard.formats.scores.targets import Stored, target_from_data
from openscorecard.formats.scores.words import CHOICES, FIELDS, code_of

_NUMBERS = ("value", "low", "high", "baseline", "floor", "ceiling", "cap", "weight")
_ASKING = ("value", "low", "high", "steps")
"""Where all of these are empty there is no target."""

Texts = Mapping[str, str]


class UnfitChoice(Fault):
    """A word that none of a closed list is."""

    code = "unfit-choice"
    zh = "{kpi}：「{text}」不是可選的項目；請用 {known}。"
    en = "{kpi}: “{text}” is none of the choices; use one of {known}."


class UnfitSteps(Fault):
    """Steps or months that are not written as such."""

    code = "unfit-steps"
    zh = "{kpi}：級距「{text}」看不懂；請寫成 80=50; 100=100（從多少起得幾分）。"
    en = "{kpi}: the steps “{text}” cannot be read; write 80=50; 100=100 (from what value on how many percent)."


def target_texts(stored: Stored | None, origin: str = "") -> dict[str, str]:
    """What is in force as texts by field; empty where nothing is. Reason and countermeasure are of a change only."""
    said = dict.fromkeys(FIELDS, "")
    if stored is None:
        return said
    target, spread = stored.target, stored.spread
    said |= {name: number_text(number) for name in _NUMBERS if (number := getattr(target, name)) is not None}
    if target.direction == "band":
        said["value"] = ""
    said |= {"unit": target.unit, "direction": target.direction, "method": target.method, "origin": origin}
    said["steps"] = "; ".join(f"{number_text(one.least)}={number_text(one.percent)}" for one in target.steps)
    if spread:
        said["profile"] = spread.profile.name
        said["shares"] = " ".join(number_text(share) for share in spread.profile.shares)
    return said | {"missing": stored.missing}


def number_text(number: Any) -> str:
    """A number in digits where its decimals end, else as a fraction, so that it comes back as it was."""
    bottom = number.denominator
    for prime in (2, 5):
        while bottom % prime == 0:
            bottom //= prime
    return decimal_text(number) if bottom == 1 else str(number)


def asks_nothing(said: Texts) -> bool:
    """Whether the texts leave no target."""
    return not any(said.get(name, "").strip() for name in _ASKING)


def target_of_texts(kpi: str, said: Texts, before: Target | None = None) -> Target:
    """The target that texts say; what no field is for stays as it was `before`. Raises all that is wrong at once."""
    choices = {name: code_of(name, said.get(name, "")) for name in ("direction", "method")}
    faults: list[Fault] = [fault for name in choices if (fault := _foreign(kpi, name, choices[name], before))]
    row: dict[str, Any] = {name: said.get(name, "").strip() for name in _NUMBERS}
    faults += [fault for name in _NUMBERS if (fault := _unfit(kpi, name, row[name]))]
    row |= {name: code for name, code in choices.items() if code}
    row["unit"] = said.get("unit", "").strip()
    if before is not None:
        row |= {"least": None if before.least is None else str(before.least), "reason": before.reason}
    if not row["value"] and choices["direction"] != "band" and choices["method"] != "steps":
        faults.append(UnfitTarget(kpi=kpi, reason="value = ∅"))
    if choices["method"] == "manual" and said.get("reason", "").strip():
        row["reason"] = said["reason"].strip()
    try:
        row["steps"] = steps_of(kpi, said.get("steps", ""))
    except Fault as fault:
        faults += fault.all()
    if not faults:
        return target_from_data(kpi, row)
    if not row["unit"]:
        faults.append(UnfitTarget(kpi=kpi, reason="unit = ∅"))
    refuse(faults)
    raise AssertionError  # there was a fault


def profile_of_texts(kpi: str, said: Texts) -> Profile | None:
    """How the year spreads, None where it does not. Raises UnfitChoice, UnfitNumber."""
    name = code_of("profile", said.get("profile", ""))
    fault = _foreign(kpi, "profile", name, None)
    if fault:
        raise fault
    if not name:
        return None
    parts = [part for part in re.split(r"[\s;；、]+", said.get("shares", "").strip()) if part]
    shares = tuple(exact(part, kpi) for part in parts) if name in {"season", "by_hand"} else ()
    return Profile(name, shares)  # type: ignore[arg-type]  # one of the list


def missing_of_texts(kpi: str, said: Texts) -> str:
    """What a value that does not come earns. Raises UnfitChoice."""
    name = code_of("missing", said.get("missing", "")) or "missing"
    fault = _foreign(kpi, "missing", name, None)
    if fault:
        raise fault
    return name


def steps_of(kpi: str, text: str) -> list[tuple[str, str]]:
    """Pairs of a value and its percent. Raises UnfitSteps."""
    parts = [part.strip() for part in re.split(r"[;；\n]", text) if part.strip()]
    pairs = [part.replace("＝", "=").partition("=") for part in parts]
    refuse(
        UnfitSteps(kpi=kpi, text=text[:60])
        for left, sign, right in pairs
        if not (left.strip() and sign and right.strip())
    )
    return [(left.strip(), right.strip()) for left, _, right in pairs]


def _foreign(kpi: str, name: str, code: str, before: Target | None) -> Fault | None:
    if not code or code in CHOICES[name] or (before is not None and getattr(before, name) == code):
        return None
    known = "、".join(words.zh for key, words in CHOICES[name].items() if key)
    return UnfitChoice(kpi=kpi, text=code[:40], known=known, field=name)


def _unfit(kpi: str, name: str, text: str) -> Fault | None:
    try:
        if text:
            exact(text, f"{kpi} {name}")
    except UnfitNumber as fault:
        fault.facts["field"] = name
        return fault
    return None

"""A plan as a stored content and back, with the plans lately read kept ready by their digest."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from openscorecard.domain.strategy.plan import Plan
from openscorecard.formats.strategy.data import FORMAT, plan_from_data, plan_to_data

_KEPT = 1024  # of some 60 kB: a city of a thousand institutions
_plans: OrderedDict[str, Plan] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Content:
    """What a revision stores: the plan's data, the version of their form, and their digest (SHA-256)."""

    plan: Plan
    data: dict[str, Any]
    version: str
    digest: str


def written(plan: Plan) -> Content:
    """The content of a plan; equal contents have equal digests."""
    data = plan_to_data(plan)
    line = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Content(plan, data, FORMAT, hashlib.sha256(line.encode()).hexdigest())


def recalled(digest: str) -> Plan | None:
    """The plan of a digest if this process has read it lately."""
    with _lock:
        if digest in _plans:
            _plans.move_to_end(digest)
        return _plans.get(digest)


def read(digest: str, data: Mapping[str, Any]) -> Plan:
    """The plan of a stored content; plans are frozen, so one object serves every reader."""
    plan = recalled(digest) or plan_from_data(data)
    with _lock:
        _plans[digest] = plan
        while len(_plans) > _KEPT:
            _plans.popitem(last=False)
    return plan


def forget() -> None:
    """Empty what is kept ready."""
    with _lock:
        _plans.clear()

"""What was made lately, kept ready by what it was made from; the least used is given up first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakSet

V = TypeVar("V")
_EVERY: WeakSet[Recent[Any]] = WeakSet()


def forget() -> None:
    """Empty whatever is kept ready anywhere in this process."""
    for one in _EVERY:
        one.clear()


class Recent(Generic[V]):
    """At most `kept` values by their key; threads share it."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._made: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = Lock()
        _EVERY.add(self)

    def clear(self) -> None:
        """Empty it."""
        with self._lock:
            self._made.clear()

    def get(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value of `key`, made by `make` where it is not at hand."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = make()
        self._keep({key: made})
        return made

    def get_all(self, keys: Iterable[Hashable], make: Callable[[list[Hashable]], Mapping[Hashable, V]]) -> list[V]:
        """The values of `keys` in their order; those not at hand are made by one call of `make`, which names each."""
        wanted = list(keys)
        with self._lock:
            found = {key: self._made[key] for key in wanted if key in self._made}
            for key in found:
                self._made.move_to_end(key)
        missing = [key for key in dict.fromkeys(wanted) if key not in found]
        if missing:
            made = make(missing)
            found |= made
            self._keep(made)
        return [found[key] for key in wanted]

    def _keep(self, made: Mapping[Hashable, V]) -> None:
        with self._lock:
            self._made |= made
            while len(self._made) > self._kept:
                self._made.popitem(last=False)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._made

    def __len__(self) -> int:
        return len(self._made)

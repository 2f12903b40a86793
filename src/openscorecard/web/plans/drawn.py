"""Strategy maps drawn once for each content, language and theme, and kept ready."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from openscorecard.drawing.strategy import draw_map, lay_out
from openscorecard.queries.answers import OpenPlan
from openscorecard.web.plans.places import Places

KEPT = 128  # drawings of about 40 kB
WIDEST = 1750  # px; a broader map would be unreadable on a common screen when it is fitted to it
Key = tuple[str, str, str | None, bool, Places]


class Drawings:
    """Drawings by what they were made from, the least used given up first."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._drawn: OrderedDict[Key, str] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, draw: Callable[[], str]) -> str:
        """The drawing of `key`, made by `draw` where it is not at hand."""
        with self._lock:
            if key in self._drawn:
                self._drawn.move_to_end(key)
                return self._drawn[key]
        made = draw()
        with self._lock:
            self._drawn[key] = made
            while len(self._drawn) > self._kept:
                self._drawn.popitem(last=False)
        return made

    def __len__(self) -> int:
        return len(self._drawn)


_DRAWINGS = Drawings()


def drawn_map(opened: OpenPlan, language: str, places: Places, theme: str | None = None, fitted: bool = True) -> str:
    """The strategy map as SVG with links to objectives; `fitted` stacks objectives where it would grow too broad.

    Raises NoSuchTheme.
    """

    def draw() -> str:
        per_line = _per_line(opened, language, theme) if fitted else None
        return draw_map(
            opened.plan,
            language=language,
            theme=theme,
            link_for=lambda objective: places.objective(objective.id),
            per_line=per_line,
        )

    return _DRAWINGS.get((opened.digest, language, theme, fitted, places), draw)


def _per_line(opened: OpenPlan, language: str, theme: str | None) -> int | None:
    for per_line in (None, 2):
        if lay_out(opened.plan, language, theme, per_line=per_line).width <= WIDEST:
            return per_line
    return 1

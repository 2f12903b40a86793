"""Through which channel a transaction of Koha came; where that cannot be told, it says so and tells nothing."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from openscorecard.domain.text import Text

_ACTIONS = {"issue": "ISSUE", "return": "RETURN", "renew": "RENEWAL"}
_NEAR = timedelta(seconds=90)
_PLACES = {"fastbook", "intelligent_library"}


class Login(NamedTuple):
    """One line of the action log that a SIP login left."""

    at: datetime
    login: str


class SipLogins:
    """Who spoke SIP when: by what was done with which item."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._found: dict[tuple[str, int], deque[Login]] = {}
        for at, action, info, login in rows:
            number = _number(info)
            if number is not None:
                self._found.setdefault((str(action), number), deque()).append(Login(at, str(login or "")))

    def of(self, kind: str, item: int | None, at: datetime) -> str:
        """The login nearest in time, within a minute and a half; empty where there is none."""
        near = self._found.get((_ACTIONS.get(kind, ""), item or 0), ())
        best = min(near, key=lambda one: abs(one.at - at), default=None)
        return best.login if best and abs(best.at - at) <= _NEAR else ""


def _number(info: object) -> int | None:
    """The item of a log line: its number alone, or the first one of a list of facts."""
    text = str(info or "").strip()
    if text.isdigit():
        return int(text)
    _, _, rest = text.partition("itemnumber")
    digits = "".join(char if char.isdigit() else " " for char in rest).split()
    return int(digits[0]) if digits else None


class Channels:
    """The rules of one source, and a count of what they could not tell."""

    def __init__(self, settings: Mapping[str, Any], knows_interface: bool, knows_logins: bool) -> None:
        self.types: Mapping[str, str] = settings["branch_types"]
        self.sorters = set(settings["sorter_branches"])
        self.roles: Mapping[str, str] = settings["sip_logins"]
        self.knows_interface, self.knows_logins = knows_interface, knows_logins
        self.untold: Counter[str] = Counter()

    def asks_logins(self) -> bool:
        """Whether the action log is needed: only logins tell a sorter from a self-check machine."""
        return self.knows_interface and self.knows_logins and bool(self.sorters or self.roles)

    def of(self, branch: str, interface: str | None, login: str) -> tuple[str, str]:
        """The channel and the terminal of one transaction, each empty where it cannot be told."""
        place = self.types.get(branch, "")
        if place in _PLACES:
            return place, login
        if not self.knows_interface:
            self.untold["schema"] += 1
            return "", ""
        if interface == "sip":
            return self._sip(branch, login)
        return ("desk" if interface == "intranet" else ""), ""

    def _sip(self, branch: str, login: str) -> tuple[str, str]:
        if role := self.roles.get(login):
            return role, login
        if branch not in self.sorters:
            return "self_check", login
        self.untold[f"login:{login}" if login else f"branch:{branch}"] += 1
        return "", login

    def remarks(self) -> Iterator[Text]:
        """What could not be told, and why."""
        for what, count in sorted(self.untold.items()):
            kind, _, name = what.partition(":")
            zh, en = _UNTOLD[kind]
            yield Text(zh.format(count=count, name=name), en.format(count=count, name=name))


_UNTOLD = {
    "schema": (
        "{count} 筆交易無法判斷管道：這個版本的 Koha 沒有 statistics.interface 欄位，管道留空",
        "{count} transactions have no channel: this Koha has no column statistics.interface",
    ),
    "branch": (
        "館所 {name} 的分揀機也使用 SIP，{count} 筆交易找不到登入帳號，無法分辨自助借還與分揀，管道留空",
        "{count} transactions of {name} have no channel: its sorter speaks SIP and no login is on record",
    ),
    "login": (
        "SIP 登入帳號 {name} 沒有設定用途，{count} 筆交易的管道留空",
        "{count} transactions have no channel: nobody said what the SIP login {name} is",
    ),
}

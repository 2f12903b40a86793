"""One line of a SIP2 log: its text in whatever encoding, and the checkout, return or renewal it tells of.

Layouts after 3M's Standard Interchange Protocol 2.00: 11/12 checkout, 09/10 checkin, 29/30 renew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from openscorecard.domain.measures.fields import TAIPEI

_TIME = r"(?P<{}>\d{{8}}[ A-Z]{{4}}\d{{6}})"
_ANY_TIME = r"[0-9A-Z ]{18}"
_FORMS = {
    "11": r"[YN][YN]" + _TIME.format("t11") + _ANY_TIME,
    "12": r"(?P<ok12>[01])(?P<again>[YNU])[YNU][YNU]" + _TIME.format("t12"),
    "09": r"[YN]" + _TIME.format("t09") + _ANY_TIME,
    "10": r"(?P<ok10>[01])[YN][YNU][YN]" + _TIME.format("t10"),
    "29": r"[YN][YN]" + _TIME.format("t29") + _ANY_TIME,
    "30": r"(?P<ok30>[01])[YNU][YNU][YNU]" + _TIME.format("t30"),
}
_MESSAGE = re.compile(
    r"(?<![0-9A-Za-z])(?:" + "|".join(f"(?P<c{code}>{code}){form}" for code, form in _FORMS.items()) + ")", re.ASCII
)
_STAMPS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<y>\d{4})[-/](?P<mo>\d\d?)[-/](?P<d>\d\d?)[T _,]+(?P<h>\d\d?):(?P<mi>\d\d):(?P<s>\d\d)",
        r"(?P<roc>\d{3})[-/](?P<mo>\d\d?)[-/](?P<d>\d\d?)[T _,]+(?P<h>\d\d?):(?P<mi>\d\d):(?P<s>\d\d)",
        r"(?<!\d)(?P<y>20\d\d)(?P<mo>\d\d)(?P<d>\d\d)[-_ T]?(?P<h>\d\d):?(?P<mi>\d\d):?(?P<s>\d\d)(?!\d)",
        r"(?P<d>\d\d)/(?P<name>[A-Z][a-z]{2})/(?P<y>\d{4}):(?P<h>\d\d):(?P<mi>\d\d):(?P<s>\d\d)",
        r"(?P<name>[A-Z][a-z]{2}) +(?P<d>\d\d?) (?P<h>\d\d):(?P<mi>\d\d):(?P<s>\d\d)(?: (?P<y>\d{4}))?",
    )
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WORD = re.compile(r"[A-Za-z\u4e00-\u9fff][\w.-]*|\d+\.\d+\.\d+\.\d+(?::\d+)?|(?<=\[)\d+(?=\])")
# What lines say of direction and weight; the same machine says other words with its question and with its answer.
_NOISE = frozenset(
    [
        "info",
        "debug",
        "warn",
        "warning",
        "error",
        "notice",
        "trace",
        "send",
        "sent",
        "recv",
        "received",
        "receive",
        "rx",
        "tx",
        "in",
        "out",
        "input",
        "output",
        "msg",
        "message",
        "req",
        "res",
        "resp",
        "request",
        "response",
        "sip",
        "sip2",
        "from",
        "to",
        "raw",
        "read",
        "write",
        "client",
        "server",
        "acs",
        "sc",
    ]
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `ok` is None of a question; `again` says that a checkout was a renewal; `words` stood before it."""

    code: str
    at: datetime | None
    ok: bool | None
    again: bool
    fields: Mapping[str, str]
    words: tuple[str, ...]

    @property
    def sequence(self) -> str:
        """The number by which a question and its answer belong together; empty where the line has none."""
        return self.fields.get("AY", "")[:1]


def decoded(line: bytes, encoding: str) -> str:
    """The text of a line, in UTF-8 or in Big5; lines of one file need not agree.

    Decoded before anything is split: the second byte of a Big5 letter may be the bar that ends a field.
    """
    if encoding != "big5":
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            if encoding == "utf-8":
                return line.decode("utf-8", "replace")
    return line.decode("cp950", "replace")


def read_line(text: str) -> Message | None:
    """The message a line tells of; None where it tells of none of ours."""
    found = _MESSAGE.search(text)
    if not found:
        return None
    code = next(code for code in _FORMS if found[f"c{code}"])
    before, ok = text[: found.start()], found.groupdict().get(f"ok{code}")
    at = _moment(found[f"t{code}"]) or _stamped(before)
    words = tuple(word for word in _WORD.findall(_unstamped(before)) if word.lower() not in _NOISE)
    return Message(
        code, at, None if ok is None else ok == "1", found["again"] == "Y", _fields(text[found.end() :]), words
    )


def _fields(text: str) -> dict[str, str]:
    # Quotes and the like that a log puts around a message follow its last field.
    parts = (part for part in text.strip("\r\n'\"`]> ").split("|") if len(part) >= 2)
    found: dict[str, str] = {}
    for part in parts:
        found.setdefault(part[:2], part[2:].strip())
    return found


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.strptime(text[:8] + text[12:], "%Y%m%d%H%M%S")  # noqa: DTZ007 -- the zone stands between
    except ValueError:
        return None
    return found.replace(tzinfo=UTC).astimezone(TAIPEI) if text[8:12].strip() == "Z" else found.replace(tzinfo=TAIPEI)


def _stamped(before: str) -> datetime | None:
    """The moment that stands before a message, for those whose own is none."""
    for form in _STAMPS:
        if found := form.search(before):
            parts = found.groupdict()
            year = int(parts["roc"]) + 1911 if parts.get("roc") else int(parts.get("y") or 0)
            name = parts.get("name")
            month = _MONTHS.index(name) + 1 if name in _MONTHS else int(parts.get("mo") or 0)
            try:
                return datetime(
                    year, month, int(parts["d"]), int(parts["h"]), int(parts["mi"]), int(parts["s"]), tzinfo=TAIPEI
                )
            except ValueError:
                continue
    return None


def _unstamped(before: str) -> str:
    for form in _STAMPS:
        before = form.sub(" ", before)
    return before

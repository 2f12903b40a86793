"""SIP2 messages as machines and servers write them into logs, in several layouts."""

from __future__ import annotations

from datetime import datetime

LAYOUTS = (
    "{stamp:%Y-%m-%d %H:%M:%S},123 INFO [{machine}] {arrow} {message}",
    "[{stamp:%Y/%m/%d %H:%M:%S}] {machine} {verb}: {message}",
    "{stamp:%Y%m%d%H%M%S} {machine} {rx} {message}",
    "{roc}/{stamp:%m/%d %H:%M:%S} {machine} {verb} '{message}'",
    "{stamp:%b %d %H:%M:%S} {machine} {io} MSG: '{message}'",
)


def line(layout: int, at: datetime, machine: str, message: str) -> str:
    answer = message[:2] in ("12", "10", "30")
    return LAYOUTS[layout].format(
        stamp=at, machine=machine, message=message, roc=at.year - 1911,
        arrow="->" if answer else "<-", verb="SEND" if answer else "RECV",
        rx="TX" if answer else "RX", io="OUTPUT" if answer else "INPUT",
    )  # fmt: skip


def moment(at: datetime) -> str:
    return f"{at:%Y%m%d}    {at:%H%M%S}"


def checkout(at: datetime, patron: str, item: str, *, ok: int = 1, again: str = "N", sequence: int = 1,
             title: str = "書名", institution: str = "TPL") -> tuple[str, str]:  # fmt: skip
    due = " " * 18
    tail = f"AY{sequence}AZF123"
    return (
        f"11YN{moment(at)}{due}AO{institution}|AA{patron}|AB{item}|AC|{tail}",
        f"12{ok}{again}NY{moment(at)}AO{institution}|AA{patron}|AB{item}|AJ{title}|AH20250401|{tail}",
    )


def checkin(at: datetime, item: str, *, ok: int = 1, sequence: int = 1, patron: str = "") -> tuple[str, str]:
    tail = f"AY{sequence}AZF123"
    back = f"AA{patron}|" if patron else ""
    return (
        f"09N{moment(at)}{moment(at)}APx|AOTPL|AB{item}|AC|{tail}",
        f"10{ok}YNN{moment(at)}AOTPL|AB{item}|AQMAIN|AJ書名|{back}{tail}",
    )


def renewal(at: datetime, patron: str, item: str, *, ok: int = 1, sequence: int = 1) -> tuple[str, str]:
    tail = f"AY{sequence}AZF123"
    return (
        f"29NN{moment(at)}{' ' * 18}AOTPL|AA{patron}|AB{item}|{tail}",
        f"30{ok}YNN{moment(at)}AOTPL|AA{patron}|AB{item}|AJ書名|{tail}",
    )

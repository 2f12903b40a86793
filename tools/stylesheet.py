"""Makes Tabler's stylesheet fit: keeps rules that pages use, follows the system's scheme, sits in a layer."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The classes of Tabler that pages write; a rule for any other could match nothing, and a reader on a slow line would
# wait for it. `tests/tools/test_assets.py` tells when a page writes one more.
USED = frozenset(
    """
    btn btn-danger btn-icon btn-primary card card-body card-note card-title form-check-input form-control form-select
    icon mark prose skip-link status table visually-hidden
    """.split()  # noqa: SIM905 -- a list of twenty quoted words cannot be read
)
DARK = re.compile(r"\[data-bs-theme=dark\]")
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
COMMA = re.compile(r",(?![^(]*\))")  # those of :is() and :not() part no selectors
CHOICE = re.compile(r":(?:not|is|where|has)\([^()]*(?:\([^()]*\)[^()]*)*\)")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def fitted(css: str) -> str:
    """The stylesheet for our pages, in the layer `tabler`."""
    licence = re.search(r"/\*!.*?\*/", css, re.S)
    body = re.sub(r"/\*.*?\*/", "", css.removeprefix('@charset "UTF-8";'), flags=re.S)
    rules = list(_kept(blocks(body)))
    automatic = [
        DARK.sub("[data-bs-theme=auto]", rule) for rule in rules if DARK.search(_head(rule)) and rule[0] != "@"
    ]
    return "{}\n@layer tabler{{{}@media (prefers-color-scheme:dark){{{}}}}}\n".format(
        licence.group(0) if licence else "", "".join(rules), "".join(automatic)
    )


def blocks(css: str) -> Iterator[str]:
    """The rules of the outermost level, each with its braces."""
    depth = start = 0
    quote = ""
    skip = False
    for place, sign in enumerate(css):
        if skip:
            skip = False
        elif quote:
            skip, quote = sign == "\\", "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        else:
            depth += (sign == "{") - (sign == "}")
            if depth == 0 and sign in "};":
                yield css[start : place + 1]
                start = place + 1


def _kept(rules: Iterator[str]) -> Iterator[str]:
    for rule in rules:
        if rule.startswith(("@media", "@supports")):
            head, inner = rule.split("{", 1)
            within = "".join(_kept(blocks(inner[:-1])))
            if within:
                yield f"{head}{{{within}}}"
        elif rule.startswith("@") or (head := _used(_head(rule))):
            yield rule if rule.startswith("@") else head + rule[rule.index("{") :]


def _head(rule: str) -> str:
    return rule[: rule.index("{")] if "{" in rule else rule


def _used(selectors: str) -> str:
    """The selectors left when those that need a class of nobody's are dropped."""
    return ",".join(one for one in COMMA.split(selectors) if USED.issuperset(named(one)))


def named(selector: str) -> list[str]:
    """The classes that something must have for `selector` to match it."""
    return CLASS.findall(CHOICE.sub("", QUOTED.sub("", selector)))

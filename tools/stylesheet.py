"""Makes Tabler's stylesheet fit: drops families we never use, follows the system's scheme, sits in a layer."""

from __future__ import annotations

import re
from collections.abc import Iterator

# First words of class names whose rules are left out; everything else stays, so that pages may grow.
UNUSED = frozenset(
    """
    accordion apexcharts avatar calendar carousel chart chat dropdown dropzone dz fc flag flatpickr fslightbox hr
    hugerte io irs jvm legend litepicker markdown modal nav navbar noUi offcanvas otp page payment placeholder plyr
    popover ratio ribbon sc sidebar signal signature signaturepad social sortable sparkline star step steps switch tag
    tagify timeline toast tom tooltip tox tracking ts vc wysiwyg
    """.split()  # noqa: SIM905 -- a list of sixty quoted words cannot be read
)
DARK = re.compile(r"\[data-bs-theme=dark\]")
CLASS = re.compile(r"\.([a-zA-Z]+)[\w-]*")


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
    """The selectors left when those that need an unused class are dropped."""
    if "(" in selectors:  # :is() and :not() hold commas of their own; such a rule is kept or dropped whole
        return "" if any(name in UNUSED for name in CLASS.findall(selectors)) else selectors
    kept = (one for one in selectors.split(",") if not any(name in UNUSED for name in CLASS.findall(one)))
    return ",".join(kept)

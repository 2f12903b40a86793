"""Keeps the translations whole: `update` collects what pages say, `compile` makes what Django reads.

`check` lists what has no translation; English is what stands in the code, so only Chinese is written by hand.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "openscorecard"
LOCALE = PACKAGE / "web" / "locale"
PO = LOCALE / "zh_Hant" / "LC_MESSAGES" / "django.po"
# How each function takes its words: context first ("c"), singular and plural after.
FUNCTIONS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
Key = tuple[str, str | None]


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Compile each catalogue that is newer than what was compiled of it; the files written."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as text, target.open("wb") as binary:
                write_mo(binary, read_po(text, locale=source.parts[-3], domain=source.stem))
            written.append(target)
    return written


def used() -> Catalog:
    """Every text the code and the templates ask a translation for."""
    found = Catalog(locale="zh_Hant", project="OpenScorecard", charset="utf-8", fuzzy=False)
    for path, source in _sources():
        for line, function, words, _notes in extract_python(io.BytesIO(source.encode()), FUNCTIONS, (), {}):
            message, context = _message(FUNCTIONS[str(function)], words)
            if message:
                place = path.relative_to(PACKAGE).as_posix()
                found.add(message, context=context, locations=[(place, line)])
    return found


def _sources() -> Iterator[tuple[Path, str]]:
    from django.utils.translation.template import templatize

    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "django.utils.translation" in text:
            yield path, text
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        yield path, "\n".join(line.strip() for line in source.splitlines())  # its indents are no Python


def _message(shape: object, words: object) -> tuple[str | tuple[str, str] | None, str | None]:
    given = [str(word or "") for word in words] if isinstance(words, tuple | list) else [str(words or "")]
    context = given.pop(0) if isinstance(shape, tuple) and isinstance(shape[0], tuple) else None
    plural = isinstance(shape, tuple) and isinstance(shape[-1], int) and len(shape) - (context is not None) == 2
    if not given or not given[0]:
        return None, None
    return ((given[0], given[1]) if plural else given[0]), context


def present() -> Catalog:
    """The Chinese catalogue as it stands in the tree, with what is marked obsolete in it."""
    with PO.open("rb") as text:
        return read_po(text, locale="zh_Hant", domain="django")


def update() -> None:
    """Bring the catalogue up to date; texts no longer used are dropped, new ones wait for words."""
    catalog = present() if PO.exists() else Catalog(locale="zh_Hant", project="OpenScorecard", fuzzy=False)
    catalog.update(used(), no_fuzzy_matching=True, update_header_comment=False)
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as text:
        write_po(text, catalog, width=100, ignore_obsolete=True, sort_output=False, no_location=True)


def shortcomings() -> list[str]:
    """What is wrong with the catalogue, a line each; empty when it is whole."""
    catalog = present()
    words = {(_first(message.id), message.context): message for message in catalog if message.id}
    needed = {(_first(message.id), message.context) for message in used() if message.id}
    missing = [f"no translation: {key[0]}" for key in needed if not _translated(words.get(key))]
    fuzzy = [f"fuzzy: {key[0]}" for key, message in words.items() if message.fuzzy]
    idle = [
        f"no longer used: {key[0]}" for key in (*words, *map(_obsolete, catalog.obsolete.values())) if key not in needed
    ]
    return sorted(missing + fuzzy + idle)


def _first(identity: object) -> str:
    return str(identity[0] if isinstance(identity, tuple | list) else identity)


def _obsolete(message: object) -> Key:
    return (_first(getattr(message, "id", "")), getattr(message, "context", None))


def _translated(message: object) -> bool:
    text = getattr(message, "string", "")
    return all(text) if isinstance(text, tuple | list) else bool(text)


def main(arguments: list[str]) -> int:
    """`update`, `compile` or `check`."""
    verb = arguments[0] if len(arguments) == 1 else ""
    if verb == "update":
        update()
    elif verb == "compile":
        compile_all()
    elif verb == "check":
        found = shortcomings()
        print("\n".join(found), file=sys.stderr)
        return 1 if found else 0
    else:
        print("usage: python tools/translations.py update | compile | check", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

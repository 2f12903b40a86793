"""No text of the site stands outside the catalogue: templates, scripts, and rooms that carry both languages."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from openscorecard.domain.faults import Fault
from tests.tools_of_the_tree import tool

SOURCE = Path(__file__).parents[2] / "src" / "openscorecard"
TEMPLATES = SOURCE / "web" / "templates"
SCRIPTS = SOURCE / "web" / "static" / "openscorecard"
BOTH_AT_ONCE = {"broken.html"}  # shown when nothing can be asked, so it says all in both languages
SAMPLES = {"gallery.html"}  # names of samples, for administrators
HEADS_OF_FILES = {"no-plan"}  # names heads of tables as documents have them
# Signs and names that are the same in both languages.
SAME = re.compile(
    r"(OpenScorecard|KPI|English|中文|JSON|CSV|XLSX|ODS|ODT|SVG|PNG|YAML|NT\$|Table Schema|SHA-256|[A-Z]\b|px)"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_SAYING = r"(?:title|alt|aria-label|placeholder|data-label)"


def bare(template: str) -> list[str]:
    """Words of a template that no tag translates, in its text and in attributes that are read out."""
    text = re.sub(r"{%\s*comment\s*%}.*?{%\s*endcomment\s*%}|{#.*?#}", "", template, flags=re.S)
    text = re.sub(r"{% block (?:width|body|name_class) %}.*?{% endblock %}", "", text)  # classes
    text = re.sub(r"<(code|pre)\b.*?</\1>", "\u241f", text, flags=re.S)  # notation, the same in every language
    text = re.sub(r"{%\s*blocktrans.*?{%\s*endblocktrans\s*%}", "", text, flags=re.S)
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", "", text, flags=re.S)
    text = re.sub(r"{{.*?}}|{%.*?%}", "\u241f", text, flags=re.S)
    said = re.findall(rf'{_SAYING}="([^"]*)"', text)
    return [words for part in (re.sub(r"<[^>]*>", "\u241f", text), *said) for words in _words(part)]


def _words(text: str) -> Iterator[str]:
    for piece in text.split("\u241f"):
        left = SAME.sub("", re.sub(r"&\w+;", "", piece))
        if re.search(r"[A-Za-z]{2,}", left) or _HAN.search(left):
            yield " ".join(piece.split())


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_says_nothing_of_its_own(path: Path) -> None:
    if path.name not in BOTH_AT_ONCE | SAMPLES:
        assert bare(path.read_text(encoding="utf-8")) == []


def test_bare_words_would_be_found() -> None:
    assert bare('<p title="Press here">{% trans "Yes" %} or no {{ x }}</p>') == ["or no", "Press here"]
    assert bare('{% blocktrans %}All of it{% endblocktrans %} <b aria-label="{{ y }}">{# note #}KPI</b>') == []
    assert bare("<pre>Authorization: Bearer x</pre> of <code>GET {{ path }}</code> it") == ["of", "it"]


def test_the_page_that_says_all_at_once_says_it_in_both() -> None:
    text = (TEMPLATES / "frame" / "broken.html").read_text(encoding="utf-8")
    assert _HAN.search(text)
    assert 'lang="en"' in text


def test_scripts_say_nothing() -> None:
    for path in SCRIPTS.glob("*.js"):
        code = re.sub(r"^\s*//.*$|use strict", "", path.read_text(encoding="utf-8"), flags=re.M)
        code = re.sub(r"(?:querySelector(?:All)?|closest|matches)\(([\"'`]).*?\1", "(", code)  # selectors
        for said in re.findall(r"([\"'`])(.*?)\1", code):
            assert not re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", re.sub(r"[.#:\[][^ ]*", "", said[1])), said[1]
            assert not _HAN.search(said[1])


def test_no_entry_of_the_catalogue_is_empty_or_doubtful() -> None:
    catalogue = tool("translations").present()
    entries = [message for message in catalogue if message.id]
    assert len(entries) > 1000
    assert [one.id for one in entries if one.fuzzy or not all(_forms(one.string))] == []
    # A translation of words says something in Chinese; of signs it may be the same.
    same = [one.id for one in entries if _plain(one.id) and not any(_HAN.search(form) for form in _forms(one.string))]
    assert [words for words in same if not SAME.search(str(words))] == []


def test_every_fault_says_both_in_its_own_script() -> None:
    """Of faults the command line and pages say the sentence in the reader's language; each class carries both."""
    told = list(tool("docs_tables").fault_rows())
    for path in SOURCE.rglob("faults.py"):
        importlib.import_module(".".join(("openscorecard", *path.relative_to(SOURCE).with_suffix("").parts)))
    assert len(told) > 50
    for code, kind in Fault.registry.items():
        if kind.__module__.startswith("openscorecard."):
            assert _HAN.search(kind.zh), code
            assert re.search(r"[a-z]{2}", kind.en), code
            assert not _HAN.search(kind.en) or code in HEADS_OF_FILES, code


def test_texts_in_two_languages_have_both() -> None:
    """A literal `Text("…")` outside the web that gives Chinese alone would leave English pages half in Chinese."""
    alone = []
    for path in SOURCE.rglob("*.py"):
        if "web" in path.relative_to(SOURCE).parts[:1]:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
                given = [one for one in node.args if isinstance(one, ast.Constant)]
                if len(node.args) == len(given) == 1 and not node.keywords and _HAN.search(str(given[0].value)):
                    alone.append(f"{path.relative_to(SOURCE)}:{node.lineno}")
    assert alone == []


def _forms(string: object) -> tuple[str, ...]:
    return tuple(map(str, string)) if isinstance(string, list | tuple) else (str(string),)


def _plain(words: object) -> bool:
    return bool(re.search(r"[a-z]{4,}", re.sub(r"%\(\w+\)s|{\w*}", "", str(words))))

"""What the documents say is so: links lead somewhere, commands and keys exist, tables are those of the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

from tests.tools_of_the_tree import tool

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
DOMAIN = ROOT / "src" / "openscorecard" / "domain"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
PLACEHOLDER = re.compile(r"\b(TODO|FIXME|TBD|XXX|lorem|coming soon|placeholder)\b|待補|待填|敬請期待", re.I)
# What the manual quotes of documents, not of pages.
DOCUMENT_WORDS = {"", "KPI", "推廣終身教育"}
# Written so that the pattern itself names no host.
REGISTRY = re.compile(r"\bregistry\.\w|\bpypi\.\w|npmjs|pythonhosted|proxy\.golang", re.I)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def anchors(path: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", text_of(path)), re.M)
    return {re.sub(r"[^\w\- ]", "", head.strip().lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in LINK.findall(FENCE.sub("", text_of(path))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), target


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_a_document_is_finished_and_names_no_registry(path: Path) -> None:
    assert not PLACEHOLDER.search(text_of(path))
    assert not REGISTRY.search(text_of(path))


@pytest.mark.parametrize("name", ["README.md", "README.zh-TW.md"])
def test_the_first_page_names_the_two_commands_and_shows_the_map_and_a_page(name: str) -> None:
    text = text_of(ROOT / name)
    assert re.search(r"^make run\b", text, re.M)
    assert re.search(r"^make test\b", text, re.M)
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)
    assert [name.split("/")[-1].split(".")[0] for name in pictures] == ["strategy-map", "overview"]
    assert all((ROOT / one).stat().st_size < 300_000 for one in pictures)


def test_the_tables_made_from_the_code_are_current() -> None:
    tables = tool("docs_tables")
    stale = [name_of(path) for path, text in tables.documents().items() if text_of(path) != text]
    assert stale == [], "run python tools/docs_tables.py write"


def test_no_fault_is_missing_from_its_table() -> None:
    from openscorecard.domain.faults import Fault

    for room in ("actions.faults", "formats.strategy.intake", "queries.faults", "domain.strategy.plan"):
        import_module(f"openscorecard.{room}")

    told = {row.code for row in tool("docs_tables").fault_rows()}
    ours = {code for code, kind in Fault.registry.items() if kind.__module__.startswith("openscorecard.")}
    assert len(ours) > 50
    assert ours - told == set()


# The command line


def commands(group: click.Group, above: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{above} {name}")
        else:
            yield f"{above} {name}", command


def real_commands() -> dict[str, click.Command]:
    from openscorecard.cli.commands import openscorecard

    return dict(commands(openscorecard, "openscorecard"))


def described_commands() -> dict[str, str]:
    """The sections of the document, by the command each is about."""
    parts = re.split(r"^### `(openscorecard[^`]*)`$", text_of(DOCS / "command-line.md"), flags=re.M)
    return {name: re.split(r"^## ", said, flags=re.M)[0] for name, said in zip(parts[1::2], parts[2::2], strict=True)}


def test_every_command_is_described_and_no_other() -> None:
    assert set(described_commands()) == set(real_commands())


@pytest.mark.parametrize("name", sorted(real_commands()))
def test_a_commands_options_are_described_and_no_others(name: str) -> None:
    options = (one for one in real_commands()[name].params if isinstance(one, click.Option))
    real = {spelling for one in options for spelling in one.opts}
    told = set(re.findall(r"^- `(--[a-z-]+)", described_commands()[name], re.M))
    assert told == real


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_commands_named_anywhere_exist(path: Path) -> None:
    known = set(real_commands())
    for words in re.findall(r"openscorecard ((?:plan|user|data|example) [a-z]+)", text_of(path)):
        assert f"openscorecard {words}" in known


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inside in value.items():
            yield str(key)
            yield from keys(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from keys(inside)


def test_every_key_of_a_plans_json_is_described() -> None:
    from openscorecard.domain.strategy.soundness.finding import finding
    from openscorecard.formats.example import example_plans
    from openscorecard.queries.shapes import findings_shape, plan_shape

    bureau, library = example_plans()
    found = findings_shape([finding("no-links", "plan")], "en")
    told = text_of(DOCS / "command-line.md")
    bare = {key.removesuffix("_en") for key in keys([plan_shape(library, bureau), found])}
    assert len(bare) > 20
    assert [key for key in sorted(bare) if f'"{key}"' not in told] == []


def test_every_variable_of_the_environment_is_described_and_no_other() -> None:
    sources = [*(ROOT / "src").rglob("*.py"), ROOT / "Makefile"]
    pattern = re.compile(r"OPENSCORECARD_[A-Z]+(?:_[A-Z]+)*|DATABASE_URL")
    used = {name for path in sources for name in pattern.findall(text_of(path))}
    environment = text_of(DOCS / "command-line.md").partition("## Environment")[2]
    assert set(pattern.findall(environment)) == used


def test_make_targets_named_in_contributing_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", text_of(ROOT / "Makefile"), re.M))
    named = set(re.findall(r"`make ([a-z-]+)`", text_of(ROOT / "CONTRIBUTING.md")))
    assert {"run", "test", "test-fast", "check"} <= named <= targets


def test_the_sample_plan_file_is_a_plan() -> None:
    from openscorecard.formats.strategy.intake import read_directly

    sample = re.search(r"^```yaml\n(.*?)^```", text_of(DOCS / "plan-files.md"), re.M | re.S)
    assert sample
    plan = read_directly(sample[1].encode(), "sample.yaml").plans[0]
    assert [objective.code for objective in plan.objectives] == ["AC1", "AP1"]
    assert plan.links[0].lag == 6


# The glossary, the decisions, the manual


def domain_classes() -> Iterator[str]:
    files = [
        *(DOMAIN / "strategy" / f"{name}.py" for name in ("nodes", "links", "plan", "codes", "cascade", "differences")),
        *(path for room in ("measures", "initiatives", "people") for path in (DOMAIN / room).glob("*.py")),
    ]
    for path in files:
        for node in ast.parse(text_of(path)).body:
            bases = [base.id for base in getattr(node, "bases", ()) if isinstance(base, ast.Name)]
            if isinstance(node, ast.ClassDef) and "Fault" not in bases and not node.name.startswith("_"):
                yield node.name


@pytest.mark.parametrize("name", sorted(domain_classes()))
def test_a_word_of_the_domain_stands_in_the_glossary(name: str) -> None:
    rows = [line.split("|") for line in text_of(ROOT / "GLOSSARY.md").splitlines() if line.startswith("| ")]
    assert any(f"`{name}`" in cells[3] for cells in rows)


def test_a_glossary_row_has_both_languages_a_code_name_and_a_meaning() -> None:
    rows = [line.split(" | ") for line in text_of(ROOT / "GLOSSARY.md").splitlines() if line.startswith("| ")]
    told = [row for row in rows if row[0] not in {"| zh-Hant", "| ---"}]
    assert len(told) > 60
    for row in told:
        assert len(row) == 4, row
        assert re.search("[\u4e00-\u9fff]", row[0]) or row[0] == "| KPI", row
        assert all(cell.strip(" |") for cell in row), row


def test_decisions_are_numbered_without_a_gap_and_all_in_the_index() -> None:
    files = sorted((DOCS / "decisions").glob("*.md"))
    index = text_of(DOCS / "index.md")
    assert [int(path.name[:4]) for path in files] == list(range(1, len(files) + 1))
    for path in files:
        assert f"(decisions/{path.name})" in index
        for part in ("**Context.**", "**Decision.**", "**Consequences.**"):
            assert part in text_of(path), path.name


def test_the_manual_has_the_same_pages_in_both_languages_and_lists_them_all() -> None:
    english, chinese = DOCS / "manual" / "en", DOCS / "manual" / "zh-TW"
    pages = {path.name for path in english.glob("*.md")}
    assert pages == {path.name for path in chinese.glob("*.md")}
    for folder in (english, chinese):
        assert {target for target in LINK.findall(text_of(folder / "index.md")) if "/" not in target} == pages - {
            "index.md"
        }


def page_words(language: str) -> set[str]:
    """Every text of the pages that is said as it stands, without facts in it."""
    catalog = tool("translations").present()
    said = (message.id if language == "en" else message.string for message in catalog if message.id)
    return {words for one in said for words in ([one] if isinstance(one, str) else one)}


@pytest.mark.parametrize("path", sorted((DOCS / "manual" / "en").glob("*.md")), ids=name_of)
def test_words_in_italics_stand_on_the_pages(path: Path) -> None:
    named = re.findall(r"(?<!\*)\*([A-Z][^*]+)\*(?!\*)", text_of(path))
    assert [label for label in named if label not in page_words("en")] == []


@pytest.mark.parametrize("path", sorted((DOCS / "manual" / "zh-TW").glob("*.md")), ids=name_of)
def test_words_in_corner_brackets_stand_on_the_pages(path: Path) -> None:
    prose = re.sub(r"^\|.*$", "", text_of(path), flags=re.M)  # tables quote messages and documents
    named = re.findall("「([^」]+)」", prose)
    assert [label for label in named if label not in page_words("zh") | DOCUMENT_WORDS] == []

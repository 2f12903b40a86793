"""What a tagged PDF says of itself, read by pikepdf: its structure tree, its marked content, its fonts and links."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf


@dataclass
class Tag:
    """One element of the structure tree."""

    kind: str
    attributes: dict[str, Any]
    alt: str = ""
    children: list[Tag] = field(default_factory=list)
    objects: int = 0  # references to annotations

    def every(self) -> Iterator[Tag]:
        yield self
        for child in self.children:
            yield from child.every()

    def named(self, *kinds: str) -> list[Tag]:
        return [one for one in self.every() if one.kind in kinds]


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def tree(pdf: pikepdf.Pdf) -> Tag:
    root = Tag("Root", {})
    _add(pdf.Root.StructTreeRoot.K, root)
    return root


def _add(node: Any, into: Tag) -> None:
    if isinstance(node, pikepdf.Array):
        for kid in node:
            _add(kid, into)
    elif isinstance(node, pikepdf.Dictionary):
        if node.get("/Type") == "/OBJR":
            into.objects += 1
        elif "/S" in node:
            tag = Tag(str(node.S)[1:], _attributes(node.get("/A")), str(node.get("/Alt", "")))
            into.children.append(tag)
            _add(node.get("/K"), tag)


def _attributes(held: Any) -> dict[str, Any]:
    parts = held if isinstance(held, pikepdf.Array) else [held]
    return {
        str(key)[1:]: value for part in parts if isinstance(part, pikepdf.Dictionary) for key, value in part.items()
    }


def faults_of(data: bytes) -> list[str]:
    """Every rule of PDF/UA-1 that can be read from the file and is broken."""
    with opened(data) as pdf:
        return [*_of_document(pdf), *_of_tree(tree(pdf)), *_of_pages(pdf), *_of_fonts(pdf)]


def _of_document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked as tagged"
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not shown"
    with pdf.open_metadata() as meta:
        if meta.get("pdfuaid:part") != "1":
            yield "not said to be PDF/UA-1"
        if not meta.get("dc:title"):
            yield "no title"


def _of_tree(root: Tag) -> Iterator[str]:
    for figure in root.named("Figure", "Formula"):
        if not figure.alt.strip():
            yield "a figure without alternative text"
    yield from _of_heads(root)
    for table in root.named("Table"):
        yield from _of_table(table)
    for link in root.named("Link"):
        if not link.objects:
            yield "a link without its annotation"


def _of_heads(root: Tag) -> Iterator[str]:
    level = 0
    for head in root.named("H1", "H2", "H3", "H4", "H5", "H6"):
        depth = int(head.kind[1])
        if depth > level + 1:
            yield f"a heading skips from {level} to {depth}"
        level = depth


def _of_table(table: Tag) -> Iterator[str]:
    heads = table.named("TH")
    if not heads:
        yield "a table without heads"
    if any("Scope" not in head.attributes for head in heads):
        yield "a head cell without scope"
    if any(one.kind not in {"TR", "THead", "TBody", "TFoot", "Caption"} for one in table.children):
        yield "a table with something else than rows"


def _of_pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, 1):
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            yield f"page {number}: tab order is not that of the structure"
        for note in page.get("/Annots", []):
            if note.Subtype == "/Link" and not str(note.get("/Contents", "")):
                yield f"page {number}: a link says nothing"
            if "/StructParent" not in note:
                yield f"page {number}: an annotation outside the structure"
        yield from (f"page {number}: {one}" for one in _untagged(page))


def _untagged(page: pikepdf.Page) -> Iterator[str]:
    """Marks on the page outside any tag and any artifact."""
    depth: list[bool] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            mcid = len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]
            depth.append(mcid or str(operands[0]) == "/Artifact")
        elif name == "EMC":
            depth.pop()
        elif name in {"Tj", "TJ", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh"} and not any(depth):
            yield f"{name} is neither tagged nor an artifact"


def _of_fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for font in pdf.objects:
        if not isinstance(font, pikepdf.Dictionary) or font.get("/Type") != "/Font":
            continue
        name = str(font.get("/BaseFont", "?"))
        if font.Subtype == "/Type3":
            yield f"{name}: Type 3"
        if font.Subtype == "/Type0":
            below = font.DescendantFonts[0].FontDescriptor
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(below.keys()):
                yield f"{name}: not embedded"
            if "/ToUnicode" not in font:
                yield f"{name}: cannot be read as text"


def text_of(data: bytes) -> str:
    """All words of the PDF, by poppler."""
    import shutil
    import subprocess

    import pytest

    if not shutil.which("pdftotext"):
        pytest.skip("needs pdftotext (Debian: poppler-utils)")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def pages_of(data: bytes) -> list[str]:
    """The words of each page."""
    return text_of(data).removesuffix("\f").split("\f")

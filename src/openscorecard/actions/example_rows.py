"""The example's rows: stored piece by piece as batches of their own layer, removed and brought back all at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.actions.data.faults import BusyDataset, KeyStored
from openscorecard.actions.data.intake import Intake, SentFile
from openscorecard.actions.data.listing import Listing, Moved, batch_facts, list_batch, sweep
from openscorecard.actions.faults import OtherExample, UnfitScale
from openscorecard.actions.measures.background import follow
from openscorecard.actions.work.asking import ask_for
from openscorecard.domain.faults import refuse
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.text import Text
from openscorecard.domain.work.progress import Progress, unwatched
from openscorecard.engines.rows.keys import known
from openscorecard.engines.rows.manifest import resolve
from openscorecard.engines.rows.store import RowStore, prepared
from openscorecard.engines.rows.tables import RowTable
from openscorecard.queries.data import row_store, stored
from openscorecard.queries.example import example_rows, piece_name
from openscorecard.queries.work import JobRow

if TYPE_CHECKING:
    import pyarrow as pa

    from openscorecard.engines.example.recipe import Piece, Recipe

_TRIES = 20


def scale_of(text: str) -> Fraction:
    """A scale written as `1`, `1/10` or `0.1`; 0 is none at all. Raises UnfitScale."""
    try:
        scale = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise UnfitScale(text=text) from None
    if not 0 <= scale <= 1:
        raise UnfitScale(text=text)
    return scale


def recipe_of(scale: Fraction) -> Recipe:
    """The example's recipe at a scale."""
    from openscorecard.engines.example.recipe import Recipe
    from openscorecard.formats.example.figures import row_figures, row_shapes

    figures = row_figures()
    return Recipe(int(figures["seed"]), scale, figures, row_shapes())


def load_example_rows(
    arguments: Mapping[str, Any], progress: Progress = unwatched, *, by: Reader, now: datetime, source: Source = JOB
) -> dict[str, Any]:
    """Store what is missing of the example's rows at `arguments["scale"]`, a transaction and audit entry each batch.

    What is stored stays, so that it goes on where it was killed and does nothing where nothing is missing; batches
    that somebody withdrew stay withdrawn. Answers with {scale, batches, rows} of what it stored. Raises UnfitScale,
    OtherExample where rows of another scale are there, KeyStored where other rows have their keys, Denied.
    """
    from openscorecard.engines.example.pieces import made_ahead, pieces
    from openscorecard.formats.datasets.contracts import standard_datasets

    begin("example.load_rows", "example", "rows", by=by, now=now, source=source)
    recipe = recipe_of(scale_of(str(arguments.get("scale", "1"))))
    there = example_rows()
    if there.pieces and there.recipe != recipe.name:
        raise OtherExample(item=there.recipe, other=recipe.name)
    whole = pieces(recipe, standard_datasets()) if recipe.scale else ()
    names = {piece_name(recipe.name, number, len(whole), piece.dataset.name, piece.name): piece
             for number, piece in enumerate(whole, 1)}  # fmt: skip
    missing = {name: piece for name, piece in names.items() if name not in there.pieces | there.removed}
    batches = rows = 0
    if missing:
        sweep(row_store())
    for name, (piece, table) in zip(missing, made_ahead(missing.values()), strict=True):
        progress(len(names) - len(missing) + batches, len(names), _stage(piece))
        act = begin("example.load_rows", "dataset", piece.dataset.name, by=by, now=now, source=source)
        _store_piece(act, row_store(), name, piece, table)
        batches += 1
        rows += table.num_rows
    if missing:
        progress(len(names), len(names))
    return {"scale": str(recipe.scale), "batches": batches, "rows": rows}


def load_and_count(
    arguments: Mapping[str, Any], progress: Progress, *, by: Reader, now: datetime, source: Source
) -> dict[str, Any]:
    """Background work: the rows, and after them the figures."""
    loaded = load_example_rows(arguments, progress, by=by, now=now, source=source)
    if loaded["batches"]:
        follow(by=by, now=now, source=source)
    return loaded


def ask_for_example_rows(scale: str, *, by: Reader, now: datetime, source: Source = JOB) -> JobRow | None:
    """Let the worker load what is missing of the example's rows; None where they are whole or were removed.

    Rows that were begun at another scale go on at theirs. Raises UnfitScale, Denied.
    """
    there = example_rows()
    wanted = scale_of(there.scale if there.state == "part" else scale)
    if not wanted or there.state in {"whole", "removed"}:
        return None
    return ask_for("example.rows", "", {"scale": str(wanted)}, by=by, now=now, source=source)


def _stage(piece: Piece) -> Text:
    title = piece.dataset.title
    return Text(
        f"存入示範資料：{title.zh} {piece.name}".rstrip(), f"Storing the example: {title.en} {piece.name}".rstrip()
    )


def _store_piece(act: Act, store: RowStore, name: str, piece: Piece, table: pa.Table) -> None:
    content = prepared(piece.dataset, table, "append", name)
    count = table.num_rows
    rows = RowTable(piece.dataset, table, range(1, count + 1))
    sent = SentFile(name, hashlib.sha256(name.encode()).hexdigest(), 0, rows, count, covers=piece.covers)
    intake = Intake(piece.dataset, (sent,), rows, (), piece.covers, True, ())
    for _ in range(_TRIES):
        listing = Listing.of(piece.dataset)
        _refuse_clash(store, listing, rows)
        try:
            with store.staged(content) as staged, store.moving():
                listing.expect_unmoved()
                store.move_in(staged)
                with act.stored():
                    record = list_batch(
                        act, listing, intake, content, staged, "append", example=True, note="", origin=""
                    )
                    act.after = batch_facts(record)
            return
        except Moved:  # somebody else imported between our looking and our listing
            continue
    raise BusyDataset(item=piece.dataset.name)


def _refuse_clash(store: RowStore, listing: Listing, rows: RowTable) -> None:
    """Among themselves the example's keys are apart by their making; only other rows can have them too."""
    others = [stored(row) for row in listing.visible if not row.example]
    if others:
        manifest = resolve(listing.dataset.name, listing.version, others)
        places = sorted(known(store.root, listing.dataset, manifest, rows.table))[:1000]
        refuse(KeyStored(key=rows.keys(place)) for place in places)

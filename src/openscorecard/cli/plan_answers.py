"""What the plan commands answer, as JSON shapes and as lines for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from openscorecard.cli.speaking import say, table

if TYPE_CHECKING:
    from openscorecard.actions.storing import EditionInfo
    from openscorecard.domain.people.readers import Reader
    from openscorecard.domain.strategy.differences import Difference
    from openscorecard.formats.strategy.assembling import Reading

Shape = dict[str, Any]


def import_shape(reading: Reading, reader: Reader) -> Shape:
    """`plan import`: what each plan holds and how it differs from the stored one; what could not be placed."""
    from openscorecard.queries.incoming import incoming

    return {
        "plans": [
            {
                "plan": one.plan.id,
                "name": one.plan.name.zh,
                "themes": len(one.plan.themes),
                "objectives": len(one.plan.objectives),
                "kpis": len(list(one.plan.kpis())),
                "initiatives": len(one.plan.initiatives),
                "initiative_codes": len(list(one.plan.standings())),
                "new": one.base is None,
                "changes": changes_shape(one.differences),
            }
            for one in incoming(reading.plans)
        ],
        "unplaced": [
            {"row": item.place.row, "column": item.place.column, "sheet": item.place.sheet, "text": item.text}
            for item in reading.unplaced
        ],
    }


def changes_shape(found: Sequence[Difference]) -> list[Shape]:
    return [{"kind": one.kind, "where": one.where, "before": one.before, "after": one.after} for one in found]


def print_import(shape: Shape, dry_run: bool) -> None:
    heads = ("plan", "themes", "objectives", "kpis", "initiatives", "initiative_codes")
    table([tuple(str(row[head]) for head in heads) for row in shape["plans"]], heads)
    for row in shape["plans"]:
        if not row["new"]:
            click.echo(say(f"{row['plan']}：與現有版本的差異", f"{row['plan']}: differences from the present edition"))
            print_shaped(row["changes"])
    for item in shape["unplaced"]:
        place = f"{item['sheet']}:{item['row']}" if item["sheet"] else str(item["row"])
        click.echo(say(f"未放入（第 {place} 行）：{item['text']}", f"not placed (line {place}): {item['text']}"))
    if dry_run:
        click.echo(say("試讀完成，沒有存入任何資料。", "Read only; nothing was stored."))


def print_stored(stored: EditionInfo) -> None:
    """What became of one plan of an import."""
    states = {"draft": say("草稿", "draft"), "published": say("已發布", "published")}
    state = states.get(stored.state, stored.state)
    if stored.changed:
        click.echo(say(f"已存入 {stored.plan} 第 {stored.edition} 版（{state}）",
                       f"stored: {stored.plan}, edition {stored.edition} ({state})"))  # fmt: skip
    else:
        click.echo(say(f"{stored.plan} 第 {stored.edition} 版內容相同，未變更", f"unchanged: {stored.plan}"))


def print_changes(found: Sequence[Difference]) -> None:
    print_shaped(changes_shape(found))


def print_shaped(changes: Sequence[Shape]) -> None:
    """One line a change: + added, - removed, ~ changed."""
    marks = {"added": "+", "removed": "-", "changed": "~"}
    for one in changes:
        click.echo(f"{marks[one['kind']]} {one['where']}: {' → '.join(filter(None, (one['before'], one['after'])))}")
    if not changes:
        click.echo(say("內容相同", "equal"))


def print_plan(shape: Shape) -> None:
    """A plan as indented lines: statements, then theme by theme; a single item as its fields."""
    if "objectives" not in shape:
        for key, value in shape.items():
            if not isinstance(value, list):
                click.echo(f"{key}: {value}")
        for child in shape.get("kpis") or shape.get("initiatives") or []:
            click.echo(f"  {child['code']} {child['name']}")
        return
    click.echo(f"{shape['name']} ({shape['plan']}) {shape['issued_on'] or ''}")
    for key, label in (("mission", say("使命", "mission")), ("vision", say("願景", "vision"))):
        click.echo(f"{label}: {shape[key] or '-'}")
    click.echo(say("核心價值", "values") + ": " + "、".join(shape["values"]))
    for theme in shape["themes"]:
        click.echo(f"\n{theme['letter']} {theme['name']}")
        for objective in (row for row in shape["objectives"] if row["theme"] == theme["letter"]):
            click.echo(f"  {objective['code']} {objective['name']}")
            for kpi in objective["kpis"]:
                click.echo(f"    {kpi['code']} {kpi['name']} [{kpi['measure'] or '-'}]")
                for row in kpi["initiatives"]:
                    click.echo(f"      {row['code']} {row['name']}")

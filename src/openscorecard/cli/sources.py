"""`openscorecard source`: add, change, delete, list, show, look, rotate-key."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openscorecard.cli.data import FILE, JSON, USER
from openscorecard.cli.speaking import answered, print_json, say, table
from openscorecard.cli.store import acting, now, open_store, working
from openscorecard.cli.store import source as door
from openscorecard.domain.faults import Fault

if TYPE_CHECKING:
    from openscorecard.actions.sources.configuring import Said

SECRET = click.option(
    "--secret", "secrets", multiple=True, metavar="NAME",
    help=say("詢問這項密碼（不在終端機時由標準輸入讀一行）", "ask for this secret; a line of standard input elsewhere"),
)  # fmt: skip
SETTINGS = click.option("--settings", "file", type=FILE, help=say("設定檔（YAML 或 JSON）", "settings, YAML or JSON"))
SCHEDULE = click.option("--schedule", default=None, help=say("例如 daily 03:00", "such as: daily 03:00"))


class UnfitSettings(Fault):
    code = "unfit-settings"
    zh = "設定檔不可用：{reason}；請寫成 設定名稱: 內容。"
    en = "The settings cannot be used: {reason}; write them as name: value."


@click.group(help=say("資料來源", "Sources that fill datasets"))
def source() -> None:
    pass


@source.command(help=say("新增來源", "Add a source"))
@click.argument("slug", metavar="SOURCE")
@click.option(
    "--kind", required=True, help=say("來源種類，例如 koha、database、address、sip2", "its kind, such as koha")
)
@click.option("--name", required=True, help=say("名稱", "its name in Chinese"))
@click.option("--name-en", default="", help=say("英文名稱", "its name in English"))
@SETTINGS
@SECRET
@SCHEDULE
@USER
@answered
def add(
    slug: str, kind: str, name: str, name_en: str, file: Path | None, secrets: tuple[str, ...], schedule: str | None,
    by: str,
) -> None:  # fmt: skip
    open_store()
    from openscorecard.actions.sources.configuring import Said, add_source
    from openscorecard.domain.text import Text

    said = Said(Text(name, name_en), _settings(file), _asked(secrets), schedule or "")
    add_source(slug, kind, said, by=acting(by), now=now(), source=door())
    click.echo(say(f"已新增來源 {slug}；用 openscorecard source look {slug} 測試連線",
                   f"source {slug} is added; test it with: openscorecard source look {slug}"))  # fmt: skip


@source.command(help=say("更改來源", "Change a source"))
@click.argument("slug", metavar="SOURCE")
@click.option("--name", default=None, help=say("名稱", "its name in Chinese"))
@SETTINGS
@SECRET
@SCHEDULE
@click.option("--on/--off", "active", default=None, help=say("啟用或停用", "switch it on or off"))
@USER
@answered
def change(
    slug: str, name: str | None, file: Path | None, secrets: tuple[str, ...], schedule: str | None,
    active: bool | None, by: str,
) -> None:  # fmt: skip
    open_store()
    from openscorecard.actions.sources.configuring import change_source

    said = _changed(slug, name, _settings(file) if file else None, _asked(secrets), schedule, active)
    change_source(slug, said, by=acting(by), now=now(), source=door())
    click.echo(say(f"已更改來源 {slug}", f"source {slug} is changed"))


def _changed(
    slug: str, name: str | None, settings: dict[str, Any] | None, secrets: dict[str, str], schedule: str | None,
    active: bool | None,
) -> Said:  # fmt: skip
    from openscorecard.actions.sources.configuring import Said
    from openscorecard.domain.text import Text
    from openscorecard.queries.sources import source_named

    row = source_named(slug)
    return Said(
        Text(name, row.name.en) if name else row.name,
        row.settings if settings is None else settings,
        secrets,
        row.schedule if schedule is None else schedule,
        row.active if active is None else active,
    )


@source.command(help=say("刪除來源；資料與紀錄保留", "Delete a source; its rows and history stay"))
@click.argument("slug", metavar="SOURCE")
@USER
@answered
def delete(slug: str, by: str) -> None:
    open_store()
    from openscorecard.actions.sources.configuring import delete_source

    delete_source(slug, by=acting(by), now=now(), source=door())
    click.echo(say(f"已刪除來源 {slug}", f"source {slug} is deleted"))


@source.command("list", help=say("列出來源", "List the sources"))
@JSON
@answered
def list_(as_json: bool) -> None:
    open_store()
    from openscorecard.cli.source_answers import source_shape
    from openscorecard.queries.sources import sources

    rows = [source_shape(row, now()) for row in sources()]
    if as_json:
        print_json(rows)
        return
    heads = ("source", "kind", "last_done", "next_run", "fault")
    table([tuple(str((row[head] or {}).get("code") if head == "fault" and row[head] else row[head] or "-")
                 for head in heads) for row in rows], heads)  # fmt: skip


@source.command(help=say("顯示一個來源與最近的讀取紀錄", "Show a source and its last runs"))
@click.argument("slug", metavar="SOURCE")
@JSON
@answered
def show(slug: str, as_json: bool) -> None:
    open_store()
    from openscorecard.cli.source_answers import run_shape, source_shape
    from openscorecard.queries.sources import runs_of, source_named

    shape = source_shape(source_named(slug), now())
    shape["runs"] = [run_shape(row) for row in runs_of(slug)]
    if as_json:
        print_json(shape)
        return
    for name in ("source", "name", "kind", "schedule", "active", "last_done", "next_run"):
        click.echo(f"{name}: {shape[name] if shape[name] is not None else '-'}")
    for name, value in shape["settings"].items():
        click.echo(f"  {name}: {value}")
    for run in shape["runs"]:
        click.echo(f"{run['started']}  {run['rows']}  {run['fault']['sentence'] if run['fault'] else 'ok'}")


@source.command(help=say("測試連線", "Test the connection"))
@click.argument("slug", metavar="SOURCE")
@USER
@JSON
@answered
def look(slug: str, by: str, as_json: bool) -> None:
    open_store()
    from openscorecard.actions.sources.looking import look_at
    from openscorecard.cli.source_answers import findings_shape

    with working(f"連線到 {slug}", f"Reaching {slug}"):
        shape = findings_shape(look_at(slug, by=acting(by), now=now(), source=door()))
    if as_json:
        print_json(shape)
        return
    click.echo(shape["says"])
    for remark in shape["remarks"]:
        click.echo(say("注意：", "note: ") + remark)


@source.command("rotate-key", help=say("更換來源密碼的加密金鑰", "Encrypt the sources' secrets under a new key"))
@USER
@answered
def rotate_key(by: str) -> None:
    open_store()
    from openscorecard.actions.sources.configuring import rotate_source_key

    count = rotate_source_key(by=acting(by), now=now(), source=door())
    click.echo(say(f"已以新金鑰重新加密 {count} 個來源的密碼", f"secrets of {count} sources lie under a new key"))


def _settings(file: Path | None) -> dict[str, Any]:
    import yaml

    if file is None:
        return {}
    try:
        said = yaml.safe_load(file.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UnfitSettings(file=file, reason=str(error).splitlines()[0]) from error
    if not isinstance(said, dict):
        raise UnfitSettings(file=file, reason="?")
    return {str(name): value for name, value in said.items()}


def _asked(names: tuple[str, ...]) -> dict[str, str]:
    """The secrets, never as an argument that other users of the machine could see."""
    if sys.stdin.isatty():
        return {name: click.prompt(name, hide_input=True, err=True) for name in names}
    return {name: sys.stdin.readline().rstrip("\r\n") for name in names}

"""A counting in words of both languages, made from the description itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from openscorecard.domain.measures.counting import Alive, Clause, Condition, Counting, Followed, Latest, Within
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.dimensions import Datasets, path_of
from openscorecard.domain.measures.fields import Field
from openscorecard.domain.text import Text

_FLAGS = {"true": Text("是", "yes"), "false": Text("否", "no")}
_HOLDS: Mapping[str, Text] = {
    "in": Text("{field}為{values}", "{field} is {values}"),
    "not_in": Text("{field}不是{values}（空白也算）", "{field} is not {values} (an empty one counts)"),
    "present": Text("{field}有值", "{field} is known"),
    "absent": Text("{field}空白", "{field} is empty"),
    "by_end": Text("{field}不晚於期末", "{field} has come by the period's end"),
    "in_last_months": Text("{field}在到期末的 {values} 個月內", "{field} is in {values} months to the period's end"),
    "not_after": Text("{field}不晚於{values}", "{field} is no later than {values}"),
    "since": Text("{field}在{values}或之後", "{field} is on or after {values}"),
    "until": Text("{field}在{values}或之前", "{field} is on or before {values}"),
}  # fmt: skip


def counting_in_words(counting: Counting, datasets: Datasets) -> Text:
    """Which rows of which dataset count, when, under which conditions, and what is added up of them.

    Raises KeyError where the dataset, or a field it speaks of, is unknown.
    """
    dataset = datasets[counting.dataset]
    parts = [_added(counting, dataset), _when(counting, dataset)]
    parts += [_clause(clause, dataset, datasets) for clause in counting.where]
    if counting.followed:
        parts.append(_followed(counting.followed, datasets))
    parts += _exceptions(counting, dataset)
    return Text("；".join(part.zh for part in parts) + "。", "; ".join(part.en for part in parts) + ".")


def _added(counting: Counting, dataset: Dataset) -> Text:
    table = _quoted(dataset.title)
    if counting.distinct:
        field = _title(dataset.field(counting.distinct))
        return Text(
            f"資料集{table.zh}中不同的{field.zh}有幾個", f"how many different {field.en} there are in {table.en}"
        )
    if counting.days:
        start, end = (_title(dataset.field(name)) for name in counting.days)
        zh, en = f"自{start.zh}至{end.zh}的天數", f"the days from {start.en} to {end.en}"
        return Text(f"資料集{table.zh}各列{zh}之總和", f"the sum of {en} over the rows of {table.en}")
    if not counting.sums:
        return Text(f"資料集{table.zh}的列數", f"the number of rows of {table.en}")
    fields = [_title(dataset.field(name)) for name in counting.sums]
    zh, en = "＋".join(one.zh for one in fields), " + ".join(one.en for one in fields)
    if counting.times:
        times = _title(dataset.field(counting.times))
        zh, en = f"{zh}×{times.zh}", f"{en} × {times.en}"
    return Text(f"資料集{table.zh}各列的{zh}之總和", f"the sum of {en} over the rows of {table.en}")


def _followed(after: Followed, datasets: Datasets) -> Text:
    other = datasets[after.dataset]
    table, shared = _quoted(other.title), _title(other.field(after.by))
    tests = [_clause(clause, other, datasets) for clause in after.where]
    zh = "，".join(["", *(one.zh for one in tests)])
    en = ", ".join(["", *(one.en for one in tests)])
    return Text(
        f"之後第 {after.first} 至 {after.last} 天內，{table.zh}有{shared.zh}相同的列{zh}",
        f"{after.first} to {after.last} days later “{other.title.en}” has a row of the same {shared.en}{en}",
    )


def _when(counting: Counting, dataset: Dataset) -> Text:
    when = counting.when
    if isinstance(when, Within):
        field = _title(dataset.field(when.field))
        if when.window:
            months = when.window
            zh, en = f"在到期末為止的 {months} 個月內", f"in the {months} months to the period's end"
            return Text(field.zh + zh, f"{field.en} is {en}")
        return Text(f"{field.zh}在期間內", f"{field.en} is in the period")
    if isinstance(when, Latest):
        return _latest(when, _title(dataset.field(when.field)))
    return _alive(when, dataset)


def _latest(when: Latest, field: Text) -> Text:
    zh, en = (
        ("期末當月", "the period's last month")
        if when.reach == "month"
        else ("當年到期末為止", "the year up to the period's end")
    )
    if when.shift:
        zh, en = f"{zh}之前 {when.shift} 個月", f"{en}, {when.shift} month(s) earlier"
    return Text(f"{field.zh}是{zh}最後一個", f"{field.en} is the last one in {en}")


def _alive(when: Alive, dataset: Dataset) -> Text:
    start = _title(dataset.field(when.start))
    zh, en = f"{start.zh}不晚於期末", f"{start.en} has come by the period's end"
    gone = [_title(dataset.field(name)) for name in when.gone]
    until = [_title(dataset.field(name)) for name in when.until]
    if gone:
        zh += "，" + "、".join(one.zh for one in gone) + "未到"
        en += ", and not " + " nor ".join(one.en for one in gone)
    if until:
        zh += "，" + "、".join(one.zh for one in until) + "未過"
        en += ", and " + " and ".join(one.en for one in until) + " is not past"
    return Text(zh, en)


def _clause(clause: Clause, dataset: Dataset, datasets: Datasets) -> Text:
    tests = [_condition(one, dataset, datasets) for one in clause]
    return Text("或".join(one.zh for one in tests), " or ".join(one.en for one in tests))


def _condition(condition: Condition, dataset: Dataset, datasets: Datasets) -> Text:
    path = path_of(condition.field, dataset, datasets)
    if path is None:
        raise KeyError(condition.field)
    field = dataset.field(path.field)
    name = _title(field)
    if path.dataset:
        field = datasets[path.dataset].field(path.target)
        name = Text(f"{name.zh}的{_title(field).zh}", f"{_title(field).en} of {name.en}")
    values = [_value(field, one) for one in condition.values]
    if condition.op == "not_after":
        values = [_title(dataset.field(condition.values[0]))]
    words = _HOLDS[condition.op]
    return Text(
        words.zh.format(field=name.zh, values="、".join(one.zh for one in values)),
        words.en.format(field=name.en, values=" or ".join(one.en for one in values)),
    )


def _value(field: Field, value: str) -> Text:
    if field.type == "flag":
        return _quoted(_FLAGS.get(value, Text(value)))
    found = next((choice.title for choice in field.choices if choice.value == value), None)
    return _quoted(found or Text(value))


def _exceptions(counting: Counting, dataset: Dataset) -> list[Text]:
    found: list[Text] = []
    say: Callable[[str], Text] = lambda name: _title(dataset.field(name))  # noqa: E731 -- short and local
    if counting.first_of:
        one = say(counting.first_of)
        found.append(Text(f"同一{one.zh}只算最早的一列", f"of rows with the same {one.en} only the first"))
    if counting.unless_replaced:
        found.append(Text("已被後來的列替代者不算", "rows that a later one stands for are left out"))
    if counting.must_know:
        names = [say(name) for name in counting.must_know]
        zh, en = "、".join(one.zh for one in names), ", ".join(one.en for one in names)
        found.append(Text(f"任何一列缺{zh}時沒有數值", f"no value where any row lacks {en}"))
    return found


def _title(field: Field) -> Text:
    return _quoted(field.title)


def _quoted(text: Text) -> Text:
    return Text(f"「{text.zh}」", f"“{text.en or text.zh}”")

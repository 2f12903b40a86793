"""A dataset's contract as a table: every column, what it means, what may stand in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.fields import Field
from openscorecard.web.data.words import TYPES
from openscorecard.web.plans.measure_terms import worded
from openscorecard.web.plans.said import Said, say, say_or_none


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    value: str
    title: Said


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One column of the contract; `notes` are further rules in words."""

    name: str
    title: Said
    about: Said | None
    type: str
    required: bool
    is_key: bool
    choices: tuple[ChoiceWords, ...]
    notes: tuple[str, ...]


def contract_of(dataset: Dataset, language: str) -> tuple[FieldLine, ...]:
    """The columns of `dataset` in their order, for a page in `language`."""
    return tuple(_line(dataset, field, language) for field in dataset.fields)


def _line(dataset: Dataset, field: Field, language: str) -> FieldLine:
    return FieldLine(
        name=field.name,
        title=say(field.title, language),
        about=say_or_none(field.description, language),
        type=worded(TYPES, field.type),
        required=field.required and field.default is None,
        is_key=field.name in dataset.key,
        choices=tuple(ChoiceWords(one.value, say(one.title, language)) for one in field.choices),
        notes=tuple(_notes(dataset, field)),
    )


def _notes(dataset: Dataset, field: Field) -> list[str]:
    notes = []
    if field.name == dataset.time_field:
        notes.append(gettext("Says when a row counts."))
    if field.references:
        notes.append(gettext("As in {column}.").format(column=field.references))
    if field.default is not None:
        notes.append(gettext("Empty means {value}.").format(value=field.default))
    if field.not_before:
        notes.append(gettext("Not before {column}.").format(column=field.not_before))
    if field.least is not None or field.most is not None:
        least, most = ("" if bound is None else f"{bound:,}" for bound in (field.least, field.most))
        notes.append(_bounds(least, most))
    return notes


def _bounds(least: str, most: str) -> str:
    if not most:
        return gettext("At least {least}.").format(least=least)
    if not least:
        return gettext("At most {most}.").format(most=most)
    return gettext("From {least} to {most}.").format(least=least, most=most)

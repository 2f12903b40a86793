"""One kind of change as a form: what it asks, what it starts with, and the change it makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias

from django import forms
from django.utils.translation import gettext_lazy as _

from openscorecard.domain.faults import Fault
from openscorecard.domain.strategy.changes import Change
from openscorecard.domain.text import LIMIT, Text
from openscorecard.web.editing.access import sentence
from openscorecard.web.editing.scene import Scene
from openscorecard.web.forms.wording import PageForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"

# Where a fault is shown: the first of these fields that the form has; else above the form.
PLACES: Mapping[str, tuple[str, ...]] = {
    "code-in-name": ("name_zh",),
    "name-unfit-for-document": ("name_zh",),
    "duplicate-perspective": ("name_zh",),
    "unfit-letter": ("letter",),
    "duplicate-code": ("code", "letter"),
    "unfit-code": ("code",),
    "self-link": ("target",),
    "unfit-lag": ("lag",),
    "unfit-weight": ("weight",),
    "phrase-not-in-mission": ("phrase",),
    "unfit-dates": ("ends_on", "valid_to"),
    "unfit-id": ("id", "owner"),
    "plan-exists": ("id",),
    "plan-deleted": ("id",),
    "duplicate-institution": ("id",),
    "institution-circle": ("parent",),
}


class AtField(Exception):
    """A fault with the field it is about."""

    def __init__(self, name: str, fault: Fault) -> None:
        super().__init__(name)
        self.name, self.fault = name, fault


class Link(NamedTuple):
    """A way on from a form."""

    address: str
    label: str


class FaultForm(PageForm):
    """A form that shows faults of the domain where they belong."""

    def refuse(self, fault: Fault, name: str | None = None) -> None:
        """Show `fault`, and those found with it, at their fields."""
        for one in fault.all():
            self.add_error(name or self.place(one), sentence(one))

    def place(self, fault: Fault) -> str | None:
        """The field a fault is about, None for the form as a whole."""
        return next((name for name in PLACES.get(fault.code, ()) if name in self.fields), None)

    def text(self, name: str) -> Text | None:
        """The text of the fields `name_zh` and `name_en`; None where both are empty. Raises AtField."""
        zh, en = self.cleaned_data.get(f"{name}_zh") or "", self.cleaned_data.get(f"{name}_en") or ""
        return self._text(name, zh, en) if zh or en else None

    def needed(self, name: str) -> Text:
        """As `text`, but it must say something."""
        return self._text(name, self.cleaned_data[f"{name}_zh"], self.cleaned_data.get(f"{name}_en") or "")

    def _text(self, name: str, zh: str, en: str) -> Text:
        try:
            return Text(zh, en)
        except Fault as fault:
            field = f"{name}_{fault.facts['where']}"
            fault.facts["where"] = str(self.fields[field].label)
            raise AtField(field, fault) from fault


class EditForm(FaultForm):
    """A kind of change. `revision` is what the person looked at; `item` of the scene is what is changed."""

    heading: ClassVar[Words] = ""
    lead: ClassVar[Words] = ""
    action: ClassVar[Words] = _("Save")
    done: ClassVar[Words] = _("The change is stored in the draft.")
    dangerous: ClassVar[bool] = False

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, scene: Scene, data: Mapping[str, Any] | None = None) -> None:
        self.scene = scene
        start = {**scene.asked, **self.start(scene), "revision": scene.opened.revision}
        super().__init__(data, initial=start)
        self.fill(scene)

    def start(self, scene: Scene) -> dict[str, Any]:
        """What the fields hold at first; raises UnknownItem."""
        return {}

    def fill(self, scene: Scene) -> None:
        """Give selects their choices."""

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Give one select its choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - our own table, not the sender's
        field.choices = choices

    def change(self) -> Change:
        """The change; raises AtField or a fault of the domain."""
        raise NotImplementedError

    def about(self) -> str:
        """What the form is about, beside its heading."""
        return ""

    def consequences(self) -> tuple[str, ...]:
        """What goes with the change, each a line."""
        return ()

    def ways_on(self) -> tuple[Link, ...]:
        """What else may be done with the item."""
        return ()

    def now_stored(self) -> list[tuple[str, str]]:
        """Fields whose stored value differs from what was typed, with the stored one: for a stale form."""
        return [
            (str(field.label), shown)
            for field in self.visible_fields()
            if field.name in self.changed_data and (shown := _shown(field, self.initial.get(field.name)))
        ]


def _shown(field: forms.BoundField, value: Any) -> str:
    if isinstance(field.field, forms.ChoiceField):
        return str(dict(field.field.choices).get(value, value or "—"))  # type: ignore[arg-type]
    return str(value or "—")


def zh_field(label: Words, **options: Any) -> forms.CharField:
    """One line of Chinese."""
    widget = forms.TextInput(attrs={"lang": "zh-Hant-TW", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=LIMIT, widget=widget, **options)


def en_field(label: Words, **options: Any) -> forms.CharField:
    """One line of English, never required."""
    widget = forms.TextInput(attrs={"lang": "en", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=LIMIT, widget=widget, required=False, **options)


def date_field(label: Words, **options: Any) -> forms.DateField:
    """A day, as browsers send it."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget, input_formats=["%Y-%m-%d"], **options)


def code_field(**options: Any) -> forms.CharField:
    """A code that may be left to the plan."""
    return forms.CharField(
        label=_("Code"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        **({"help_text": _("Leave empty for the next free one.")} | options),
    )


class NameFields(EditForm):
    """A name in both languages."""

    name_zh = zh_field(_("Name in Chinese"))
    name_en = en_field(_("Name in English"))

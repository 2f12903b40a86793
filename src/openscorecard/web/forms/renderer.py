"""Draws form controls with the site's classes, from the site's own templates."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

_CLASS_OF = {
    "checkbox": "form-check-input",
    "radio": "form-check-input",
    "select": "form-select",
    "file": "form-control",
    "hidden": "",
}


class SiteRenderer(TemplatesSetting):
    """Django's own renderer, with class names added to controls."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """The HTML of a form, a field or a control."""
        if "widget" in context:
            _dress(context["widget"])
        return str(super().render(template_name, context, request))


def _dress(widget: dict[str, Any]) -> None:
    kind = widget.get("type") or widget["template_name"].rsplit("/", 1)[-1].removesuffix(".html")
    if "optgroups" in widget and kind in {
        "radio",
        "checkbox",
        "checkbox_select",
    }:  # a group: its options are the controls
        for _group, options, _index in widget["optgroups"]:
            for option in options:
                _dress(option)
        return
    attrs = dict(widget.get("attrs") or {})
    name = _CLASS_OF.get(kind, "form-control")
    if name and name not in attrs.get("class", ""):
        widget["attrs"] = attrs | {"class": f"{name} {attrs.get('class', '')}".strip()}

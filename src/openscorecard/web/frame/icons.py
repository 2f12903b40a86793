"""Icons of variation and assurance as pages show them: the drawing, its word and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from openscorecard.drawing.measures.icons import AssuranceIcon, VariationIcon, draw_icon
from openscorecard.drawing.palette import WEB

Words = str | Promise
IconName = VariationIcon | AssuranceIcon

ICONS: Mapping[IconName, tuple[Words, Words]] = {
    "common": (
        _("Natural variation"),
        _("The last value lies where values of this kind always lie; there is no signal."),
    ),
    "improving_high": (_("Improving, high"), _("A signal upwards, which is for the better.")),
    "improving_low": (_("Improving, low"), _("A signal downwards, which is for the better.")),
    "concern_high": (_("Concern, high"), _("A signal upwards, which is for the worse.")),
    "concern_low": (_("Concern, low"), _("A signal downwards, which is for the worse.")),
    "special_high": (_("Unusual, high"), _("A signal upwards; nobody declared which way is for the better.")),
    "special_low": (_("Unusual, low"), _("A signal downwards; nobody declared which way is for the better.")),
    "passes": (
        _("Target always met"),
        _("The target lies outside the limits on the easy side: as things are it is met."),
    ),
    "fails": (
        _("Target out of reach"),
        _("The target lies outside the limits on the hard side: without a change it is not met."),
    ),
    "hit_or_miss": (
        _("Target met by chance"),
        _("The target lies between the limits: it is met now and then, and nothing need have changed."),
    ),
}


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon with its word and what it means."""

    drawing: str
    word: Words
    meaning: Words


def icon_of(name: IconName) -> Icon:
    """The icon of that name for a page."""
    return Icon(SafeString(draw_icon(name, WEB)), *ICONS[name])  # our own drawing


def all_icons() -> tuple[Icon, ...]:
    """Every icon in order, for the help page."""
    return tuple(map(icon_of, ICONS))

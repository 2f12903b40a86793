"""Taking an exported file away, as long as it is kept."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from openscorecard.queries.exports import ExportGone, export_named
from openscorecard.web.editing.access import needs, sentence
from openscorecard.web.frame.errors import MISSING, Trouble, trouble


@require_safe
@needs("figures.export")
def send(request: HttpRequest, token: str) -> HttpResponseBase:
    """The file, or a page that says it is gone."""
    try:
        file = export_named(token, timezone.now())
    except ExportGone as gone:
        return trouble(request, Trouble(404, _("Not found"), sentence(gone), MISSING.helps))
    return FileResponse(file.open("rb"), as_attachment=True, filename=f"rows-{token[:8]}.csv", content_type="text/csv")

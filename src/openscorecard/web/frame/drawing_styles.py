"""The colours of drawings and the lighting-up of links, as a stylesheet for pages that hold a drawing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from openscorecard.drawing.palette import css_variables
from openscorecard.drawing.strategy.svg import HIGHLIGHT_CSS

STYLES = "\n".join(
    (
        f":root {{ {css_variables('light')} }}",
        f'[data-bs-theme="dark"] {{ {css_variables("dark")} }}',
        f'@media (prefers-color-scheme: dark) {{ [data-bs-theme="auto"] {{ {css_variables("dark")} }} }}',
        f"@media print {{ :root, [data-bs-theme] {{ {css_variables('light')} }} }}",
        HIGHLIGHT_CSS,
    )
)


@cache_control(public=True, max_age=3600)
def show(request: HttpRequest) -> HttpResponse:
    """The stylesheet; linked with the version, so that a new one is fetched at once."""
    return HttpResponse(STYLES, content_type="text/css; charset=utf-8")

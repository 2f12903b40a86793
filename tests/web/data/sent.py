"""Files as people send them, and the way from an upload to its preview."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

HEAD = "event_id,held_on,title,branch,audiences,attendees,status\n"
SPRING = HEAD + 'E1,114/03/05,說故事,總館,child;teen,"1,204",held\nE2,2025-04-01,讀書會,北投,adult,30,held\n'
BAD = HEAD + "E3,2025-13-05,說故事,總館,child,x,held\nE4,2025-04-02,讀書會,總館,adult,30,held\n"
FOREIGN = "編碼號,舉行,狀況\nE7,2025-06-01,已辦\nE8,2025-06-30,取銷\n"


def file_of(text: str, name: str = "events.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def send(client: Client, *texts: str, dataset: str = "events", **more: Any) -> Any:
    """Send files of these texts."""
    files = [file_of(text, f"events-{place}.csv") for place, text in enumerate(texts)]
    return client.post(reverse("data-upload"), {"dataset": dataset, "documents": files, **more})


def preview_of(client: Client, *texts: str, **more: Any) -> tuple[str, str]:
    """The address of the preview, and its page."""
    answer = send(client, *texts, **more)
    assert answer.status_code == 302, re.findall("(?s)error-summary.*?</div>", answer.content.decode())
    where = answer.headers["Location"]
    return where, client.get(where).content.decode()


def settings_in(page: str) -> dict[str, str]:
    """What a browser would send of the form on a preview, its buttons left out."""
    from lxml import html

    form = html.fromstring(page).xpath("//form[contains(@class, 'settings')]")[0]
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def stored(client: Client, *texts: str, **more: Any) -> str:
    """Import files by way of the preview; the name of their batch."""
    where, page = preview_of(client, *texts, **more)
    answer = client.post(where, {**settings_in(page), "import": "1"})
    assert answer.status_code == 302, answer.content.decode()
    address: str = answer.headers["Location"]
    assert address.startswith("/data/batches/"), address
    return address.split("/")[3]

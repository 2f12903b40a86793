"""Pages that browsers may keep differ by what their reader chose."""

from __future__ import annotations

from django.test import Client


def test_pages_and_their_tags_differ_by_what_was_chosen(client: Client, example: None) -> None:
    address = "/plans/taipei-public-library/"
    client.get(address)  # brings the mark of forms
    first = client.get(address)
    assert "Cookie" in first.headers["Vary"]
    tag = first.headers["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    client.cookies["calendar"] = "common"
    other = client.get(address, headers={"if-none-match": tag})
    assert other.status_code == 200
    assert other.headers["ETag"] != tag
    assert ("民國108年" in first.content.decode(), "民國108年" in other.content.decode()) == (True, False)

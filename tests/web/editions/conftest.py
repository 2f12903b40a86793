"""Stored plans and people at work, for every test of the writing pages."""

from tests.web.editing.at_work import at_work, stored  # noqa: F401

"""Tokens of programs: one's own, and those of services for administrators."""

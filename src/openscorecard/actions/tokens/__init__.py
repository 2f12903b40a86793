"""Tokens of programs: making and revoking them, and what is counted of their use."""

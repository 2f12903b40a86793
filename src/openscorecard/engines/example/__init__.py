"""Rows for the example: made by chance that always falls the same way, adding up to what was published."""

"""Connectors: one folder for each kind of source; each knows how its source is reached and how its rows lie."""

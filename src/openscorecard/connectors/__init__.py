"""Connectors: one folder for each kind of source; each knows how it is reached and how its rows are laid out."""

"""Connectors: one folder for each kind of source, which knows how it is reached and how its rows are laid out."""

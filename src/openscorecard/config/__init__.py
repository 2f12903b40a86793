"""Wiring: settings, addresses, stores and the server entry."""

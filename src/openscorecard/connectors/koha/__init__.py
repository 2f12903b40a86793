"""Koha: circulation, holdings, cards and branches over a read-only account of its database."""

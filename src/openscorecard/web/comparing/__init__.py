"""Figures beside one another: periods, units and districts, institutions."""

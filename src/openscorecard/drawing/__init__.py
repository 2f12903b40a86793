"""Drawings: coordinates and colours, in pure Python, the same for page, print and Office."""

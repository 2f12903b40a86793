"""Measures as files: the catalogue that comes with the product."""

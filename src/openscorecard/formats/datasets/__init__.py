"""Datasets in files: their contracts, their published schemas, and how rows are read from tables made elsewhere."""

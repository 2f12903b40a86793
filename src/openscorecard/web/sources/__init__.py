"""Pages of sources: list, one with its runs, forms, the mapping of its columns."""

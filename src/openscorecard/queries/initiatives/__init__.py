"""The initiatives column of the queries: charters, kinds, tags, progress and contributions of action plans."""

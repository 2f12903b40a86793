"""The initiatives column of the actions: charters, tags and kinds of action plans."""

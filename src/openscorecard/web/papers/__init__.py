"""Pages of papers: which there are, making one, fetching one that was made in the background."""

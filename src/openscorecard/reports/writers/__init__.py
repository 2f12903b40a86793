"""The writers of papers: one file a form, each from the same blocks."""

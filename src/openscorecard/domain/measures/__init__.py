"""The measures column of the domain: what is to be counted."""

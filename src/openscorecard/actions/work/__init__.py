"""Background work: what kinds there are, asking for it, doing it in a bounded process, starting what is due."""

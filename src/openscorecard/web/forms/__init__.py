"""How forms look and speak."""

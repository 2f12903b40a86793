"""Pages of scores: how a plan stands, why, and by which rules."""

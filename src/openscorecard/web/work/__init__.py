"""Pages of background work, and the part with the bar that other pages put anywhere."""

"""Pages of figures: trends, drilling down, where a figure came from, what was restated, the vision."""

"""Reading pages: institutions, plans, maps, scorecards, their parts, the cascade, checks, measures and search."""

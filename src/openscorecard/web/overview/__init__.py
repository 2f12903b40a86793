"""How a plan stands at a glance, and what waits for people: the first page, and the first page of a plan."""

"""Pages of action plans: one plan as its rows tell it, all plans together, what people declare of them."""

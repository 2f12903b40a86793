"""Acts on source rows: importing a batch, withdrawing it, bringing it back, remembering how columns were mapped."""

"""The page of a KPI: its figures, what carries them, what it counts."""

"""Data: datasets with freshness and coverage, their batches, and rows coming in."""

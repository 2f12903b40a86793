"""The worker's door: it runs task functions that live in the actions, and nothing else."""

"""The papers column of the actions: making a paper, at once or in the background."""

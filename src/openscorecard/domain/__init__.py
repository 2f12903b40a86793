"""The trade itself: strategy map, measures, people. Standard library only."""

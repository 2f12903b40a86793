"""OpenScorecard: makes a written strategy live."""

__version__ = "0.1.0"

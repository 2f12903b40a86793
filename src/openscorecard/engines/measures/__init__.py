"""Engines that count: each translates the same descriptions, and the plain one is the judge of the others."""

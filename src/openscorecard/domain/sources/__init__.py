"""Sources as a noun of the trade: when they are due."""

"""The initiatives column of the formats: kinds of action plans, and charters, as files."""

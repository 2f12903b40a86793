"""The scores column of the formats: targets as plain data."""

"""The scores column of the domain: targets, achievement, bands, roll-up; variation of a series over time."""

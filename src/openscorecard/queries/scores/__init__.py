"""The scores column of the queries: targets in force, and a plan scored in a period."""

"""Pages of targets: what each KPI is to reach in a period, changed one by one, in a table, or by file."""

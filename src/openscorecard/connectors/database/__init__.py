"""Any table or view of a database, mapped to a dataset by its columns."""

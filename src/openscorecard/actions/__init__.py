"""What a person may do: each act is a permission, a transaction and one entry in the audit trail."""

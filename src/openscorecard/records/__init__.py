"""Django tables: what is stored, and what the store itself refuses."""

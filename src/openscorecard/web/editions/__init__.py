"""Editions of a plan: publish, compare, restore, history, and the audit trail."""

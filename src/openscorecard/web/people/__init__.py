"""Signing in and out, passwords and the lock-out page."""

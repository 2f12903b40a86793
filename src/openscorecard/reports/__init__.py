"""Printed documents and files for people to take away: pure, from plans and drawings."""

"""The people column of the domain: institutions and units as a tree, roles and readers."""

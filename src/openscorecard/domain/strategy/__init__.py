"""The strategy column of the domain: a plan, its parts, links, cascade, changes and checks."""

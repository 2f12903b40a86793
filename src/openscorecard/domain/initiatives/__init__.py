"""The initiatives column of the domain: action plans."""

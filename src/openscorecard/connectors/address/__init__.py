"""Files at an address or in a folder, mapped to a dataset by their heads."""

"""What becomes of a period once it is over: what of it is published."""

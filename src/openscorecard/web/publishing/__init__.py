"""Where planners decide which periods of a plan the public sees."""

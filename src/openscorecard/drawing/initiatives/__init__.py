"""The initiatives column of the drawings: bars, stacks, district tiles and the Gantt chart of action plans."""

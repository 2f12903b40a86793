"""Acts on measures: counting figures anew, choosing a reading, describing measures of one's own."""

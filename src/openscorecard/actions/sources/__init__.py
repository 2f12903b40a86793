"""Acts on sources: adding, changing, deleting, looking at one, bringing its rows in; and their secrets."""

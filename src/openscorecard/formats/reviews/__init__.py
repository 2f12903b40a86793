"""Published periods as plain data and as tables, for the store and for whoever takes them away."""

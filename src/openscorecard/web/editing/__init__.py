"""Writing pages: everything an editor may change in a plan, by forms."""

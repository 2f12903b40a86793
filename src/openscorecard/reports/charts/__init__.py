"""Charts as pages and papers share them: one function from a trend to what is drawn and said."""

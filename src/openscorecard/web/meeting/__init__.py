"""Meeting mode: a plan step by step on the whole screen, in large letters."""

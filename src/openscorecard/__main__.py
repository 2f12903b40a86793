"""`python -m openscorecard` is the command line."""

from openscorecard.cli import main

if __name__ == "__main__":
    main()

"""The work column of the domain: long work in the background, how far it is, when it is due."""

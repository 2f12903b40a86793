"""What everybody may read of published periods: pages, files and pictures, from the server or from a folder."""

"""The frame of the site: start, help, gallery, switches and error pages."""

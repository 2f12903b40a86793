"""The frame of the site: help, gallery, switches and error pages."""

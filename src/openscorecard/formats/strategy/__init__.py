"""Strategy documents: a plan as text, YAML, ODT, ODS, DOCX and XLSX, and its map as PPTX."""

"""Documents of office programs, in and out: DOCX, ODT, XLSX, ODS; PPTX out."""

"""PDF output: drawn by ReportLab in parts of some pages, joined by pikepdf, so that memory does not grow with pages."""

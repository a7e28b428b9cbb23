"""Reports: a query gives rows with typed columns; renderers turn them into text, CSV, JSON or a screen."""

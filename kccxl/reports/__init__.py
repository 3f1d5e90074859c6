"""One folder a report: checked tables in, results and a dashboard out. No file format, no Excel."""

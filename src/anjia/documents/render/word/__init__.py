"""Word files written directly as XML: the same papers as the PDFs, page by page alike, and fast for long rosters."""

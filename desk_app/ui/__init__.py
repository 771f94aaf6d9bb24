"""Everything with a pixel. Pages call services; no SQL, no files, no message boxes in a page."""

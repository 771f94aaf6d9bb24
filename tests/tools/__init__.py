"""Tools that developers and tests use; nothing here is shipped."""

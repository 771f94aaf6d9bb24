"""Programs that checks call. One module is one program; `python -m tests.tools.<name>` runs it, 0 means good."""

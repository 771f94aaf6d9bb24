"""`python -m desk_app`, and the console script `desk-app`."""

from __future__ import annotations

import sys

from desk_app.cli import main

if __name__ == "__main__":
    sys.exit(main())

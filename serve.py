#!/usr/bin/env python3
"""The Fenming server. `serve.py --help` lists the settings; docs/operations.md explains them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))

from server.main import main  # noqa: E402  (the path has to be known first)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

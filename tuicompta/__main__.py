"""`python -m tuicompta`."""

import sys

from tuicompta.cli import main

if __name__ == "__main__":
    sys.exit(main())

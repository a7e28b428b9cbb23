"""The command line. Only what a flag needs is imported, and no screen for a headless one."""

import sys

MINIMUM_PYTHON = (3, 11)


def main(words: "list[str] | None" = None) -> int:
    """Run the program and return its exit code (INST-13); no traceback ever reaches the user.

    This module is read by any Python 3, so that an old one is told what it lacks (INST-16).
    """
    if sys.version_info < MINIMUM_PYTHON:
        sys.stderr.write("tuicompta demande Python {}.{} ou plus récent.\n".format(*MINIMUM_PYTHON))
        return 2
    # After the check, in a syntax that old versions cannot read.
    from tuicompta.core.collection import collection_paused  # noqa: PLC0415

    with collection_paused():
        from tuicompta.cli.run import run  # noqa: PLC0415

    return run(sys.argv[1:] if words is None else words)

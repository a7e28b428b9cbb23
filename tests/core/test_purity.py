import subprocess
import sys

_HEAVY = ("peewee", "playhouse", "sqlite3", "textual", "rich", "click", "stdnum", "platformdirs", "asyncio", "inspect")
_PROGRAM = f"""
import sys
import tuicompta.core.{
    ", tuicompta.core.".join(
        (
            *("accounts", "amounts", "dates", "enums", "errors", "expressions", "identifiers", "labels", "lettering"),
            *("line_types", "natures", "numbering", "payment_terms", "sides", "text", "vat"),
        )
    )
}
print(*sorted({{name.partition(".")[0] for name in sys.modules}} & set({_HEAVY!r})))
"""


def test_the_primitives_start_without_storage_screen_nor_heavy_library() -> None:
    run = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""

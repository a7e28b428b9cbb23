"""What is pasted is text: the control characters in it are no keys (KEY-18)."""

import re
from typing import Final

START: Final = "\x1b[200~"
END: Final = "\x1b[201~"
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class PasteCleaner:
    """Takes control characters out of what terminals send between the marks of a paste, however it is cut in pieces.

    Most terminals do it themselves; behind those that do not, an escape in a paste would be read as keys. Tabs and ends
    of lines stay.
    """

    def __init__(self) -> None:
        self._inside = False
        self._seen = ""
        self._held = ""

    def clean(self, text: str) -> str:
        """Return what to read of the next piece; the beginning of a mark may wait for the piece after."""
        passed = []
        while text:
            part, text = self._inner(text) if self._inside else self._outer(text)
            passed.append(part)
        return "".join(passed)

    def _outer(self, text: str) -> tuple[str, str]:
        seen = self._seen + text
        start = seen.find(START)
        if start < 0:
            self._seen = seen[-len(START) + 1 :]
            return text, ""
        cut = start + len(START) - len(self._seen)
        self._inside, self._seen = True, ""
        return text[:cut], text[cut:]

    def _inner(self, text: str) -> tuple[str, str]:
        held = self._held + text
        end = held.find(END)
        if end >= 0:
            self._inside, self._held = False, ""
            return _CONTROLS.sub("", held[:end]) + END, held[end + len(END) :]
        kept = next((size for size in range(len(END) - 1, 0, -1) if held.endswith(END[:size])), 0)
        self._held = held[len(held) - kept :]
        return _CONTROLS.sub("", held[: len(held) - kept]), ""

import json
from pathlib import Path

import pytest

from tuicompta.exchange.json_content import MOST_BYTES
from tuicompta.exchange.view_file import (
    NotAViewError,
    ViewFile,
    ViewOfAnotherListError,
    read_view,
    view_chunks,
)

VIEW = ViewFile("journals", "Journaux d'achats", {"groups": ["type"]})


@pytest.mark.spec("VUE-11")
def test_a_view_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "vue.json"
    path.write_bytes(b"".join(view_chunks(VIEW)))
    assert read_view(path, "journals") == VIEW
    with pytest.raises(ViewOfAnotherListError, match=r"est faite pour une autre liste \(journals\)"):
        read_view(path, "accounts")


@pytest.mark.spec("VUE-11")
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        json.dumps({"kind": "tuicompta.view", "version": 1, "list": "journals", "name": 3, "layout": {}}).encode(),
        b"[" * 100_000,
        b" " * (MOST_BYTES + 1),
    ],
    ids=["empty", "bytes", "list", "nothing", "name", "deep", "long"],
)
def test_what_is_no_view_is_refused_with_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "vue.json"
    path.write_bytes(content)
    with pytest.raises(NotAViewError, match=r"vue\.json» ne contient pas de vue"):
        read_view(path, "journals")


def test_a_missing_file_is_refused_in_french(tmp_path: Path) -> None:
    with pytest.raises(NotAViewError, match="il n'existe pas"):
        read_view(tmp_path / "vue.json", "journals")

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from tests.plugin.specification import main, read_specification

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def chapter(folder: Path, text: str) -> None:
    (folder / "03-entry.md").write_text(textwrap.dedent(text), encoding="utf-8")


def test_the_delivered_specification_hangs_together() -> None:
    specification = read_specification()
    assert specification.faults == []
    assert len(specification.behaviours) == 2411
    assert specification.behaviours["KEY-31"].name == "«Équilibrer»"


def test_list_items_and_table_rows_define_anything_else_refers(tmp_path: Path) -> None:
    chapter(
        tmp_path,
        """\
        # 3. Entry
        - `KM-01` **First** — as `KM-02`.
          | `KM-02` | Second | x |
        Text with `KM-01` to `KM-02`.
        """,
    )
    specification = read_specification(tmp_path)
    assert specification.faults == []
    assert [(b.identifier, b.name, b.place) for b in specification.of_chapter("03")] == [
        ("KM-01", "First", "03-entry.md:2"),
        ("KM-02", "Second", "03-entry.md:3"),
    ]


def test_every_fault_is_named_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chapter(
        tmp_path,
        """\
        # 3. Entry
        - `KM-01` **First** — as `KM-09`.
        - `KM-01` **Again** — see `KM-02` to `KM-01`.
        - `KM-02` **Second** — nothing.
        """,
    )
    (tmp_path / "00-index.md").write_text("# Index\n| 03 | [Entry](03-entry.md) | `KM` 3 | 3 |\n", encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "03-entry.md:3: KM-01 already defined at 03-entry.md:2",
        "03-entry.md:3: wrong range KM-02 to KM-01",
        "03-entry.md:2: KM-09 is defined nowhere",
        "chapter 03: the index announces {'KM': 3} (3), the text defines {'KM': 2}",
    ]


def test_a_folder_without_behaviour_is_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    assert "no behaviour found" in capsys.readouterr().err

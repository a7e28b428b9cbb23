"""pytest plugin: which behaviours of the specification the tests prove.

``@pytest.mark.spec("KM-17", "KM-25")`` says that a test would fail if these behaviours were broken. An identifier
that the specification does not define is a collection error. The run ends with a table: per chapter, the behaviours
defined and those proven by at least one passed test; ``--spec-missing 03`` (a chapter) or ``--spec-missing KM``
(a prefix) lists those that are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.plugin.specification import Specification, read_specification

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

_PROPERTY = "spec"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--spec-missing",
        metavar="CHAPTER|PREFIX",
        action="append",
        default=[],
        help="list the behaviours of a chapter (03) or of a prefix (KM) that no passed test proves",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "spec(*identifiers): the behaviours of docs/spec that this test proves")
    config.pluginmanager.register(SpecPlugin(read_specification(), config.getoption("spec_missing")), "spec-proofs")


def _identifiers(item: pytest.Item) -> list[object]:
    return [identifier for mark in item.iter_markers("spec") for identifier in mark.args]


class SpecPlugin:
    """Refuses unknown identifiers, gathers the proofs and prints the table."""

    def __init__(self, specification: Specification, missing: Sequence[str]) -> None:
        self._specification = specification
        self._missing = missing
        self._claims: dict[str, list[str]] = {}
        self._passed: set[str] = set()
        self._failed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        report = yield
        if not report.passed or isinstance(collector, pytest.Session | pytest.Dir):
            return report
        faults = [fault for node in report.result if isinstance(node, pytest.Item) for fault in self._faults(node)]
        if faults:
            report.outcome = "failed"
            report.longrepr = "\n".join(dict.fromkeys(faults))
            report.result = []
        return report

    def _faults(self, item: pytest.Item) -> Iterator[str]:
        for mark in item.iter_markers("spec"):
            if not mark.args:
                yield f"{item.nodeid}: @pytest.mark.spec names no behaviour"
        for identifier in _identifiers(item):
            if identifier not in self._specification.behaviours:
                yield f"{item.nodeid}: @pytest.mark.spec({identifier!r}): docs/spec defines no such behaviour"

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        # Properties travel with the reports, from the workers of pytest-xdist too.
        for item in items:
            item.user_properties.extend((_PROPERTY, identifier) for identifier in _identifiers(item))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        claims = [str(value) for name, value in report.user_properties if name == _PROPERTY]
        if claims:
            self._claims[report.nodeid] = claims
        if report.failed:
            self._failed.add(report.nodeid)
        elif report.when == "call" and report.passed:
            self._passed.add(report.nodeid)

    def _proven(self) -> set[str]:
        return {claim for nodeid in self._passed - self._failed for claim in self._claims.get(nodeid, ())}

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        proven = self._proven()
        if terminalreporter.verbosity >= 0:
            terminalreporter.section("behaviours of docs/spec proven", sep="-")
            for line in self._table(proven):
                terminalreporter.write_line(line)
        for wanted in self._missing:
            terminalreporter.section(f"behaviours of {wanted} that no passed test proves", sep="-")
            for line in self._unproven(wanted, proven):
                terminalreporter.write_line(line)

    def _table(self, proven: set[str]) -> Iterator[str]:
        yield "defined  proven  chapter"
        for chapter, title in self._specification.titles.items():
            behaviours = self._specification.of_chapter(chapter)
            if behaviours:
                yield _row(len(behaviours), sum(b.identifier in proven for b in behaviours), f"{chapter} {title}")
        yield _row(len(self._specification.behaviours), len(proven), "total")

    def _unproven(self, wanted: str, proven: set[str]) -> Iterator[str]:
        named = [b for b in self._specification.behaviours.values() if wanted in _names(b.chapter, b.identifier)]
        if not named:
            yield f"{wanted} is neither a chapter nor a prefix"
        for behaviour in named:
            if behaviour.identifier not in proven:
                yield f"{behaviour.identifier:8} {behaviour.name}  ({behaviour.place})"


def _names(chapter: str, identifier: str) -> tuple[str, str]:
    return chapter, identifier.partition("-")[0]


def _row(defined: int, proven: int, title: str) -> str:
    return f"{defined:7}  {proven:6}  {title}"

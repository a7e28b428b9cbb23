"""A program run in a pseudo-terminal of its own, and what it sends there, byte for byte."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CHUNK = 65536
_POLL = 0.01


class PtyProcess:
    """A child whose standard streams and controlling terminal are one pseudo-terminal.

    `size` is (columns, rows); `env` is the whole environment of the child. The child leads its own session: closing
    the terminal hangs it up like a lost connection. Always left without a zombie by `close` (context manager).
    """

    def __init__(
        self, argv: Sequence[str], *, size: tuple[int, int], env: Mapping[str, str], cwd: Path | None = None
    ) -> None:
        self._master, slave = os.openpty()
        os.set_blocking(self._master, False)
        self._terminal = os.ttyname(slave)
        self.resize(*size)
        self.initial_attributes = termios.tcgetattr(slave)
        command = ["/usr/bin/env", "-C", str(cwd), *argv] if cwd else list(argv)
        # The leader of a new session gets the first terminal that it opens as controlling terminal.
        self.pid = os.posix_spawnp(
            command[0],
            command,
            dict(env),
            setsid=True,
            # Whoever runs the tests may ignore some of them; a terminal never gives that on.
            setsigdef=(signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM),
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, self._terminal, os.O_RDWR, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1),
                (os.POSIX_SPAWN_DUP2, 0, 2),
            ],
        )
        os.close(slave)
        self._received = b""
        self._closed = False
        self.status: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the kernel tells the child by SIGWINCH."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, timeout: float) -> bytes:
        """Return what the child has sent, waiting at most `timeout` seconds for the first byte."""
        if not self._received:
            self._receive(timeout)
        data, self._received = self._received, b""
        return data

    def _receive(self, timeout: float) -> None:
        if self._closed:
            return
        readable, _, _ = select.select([self._master], [], [], timeout)
        if not readable:
            return
        try:
            self._received += os.read(self._master, _CHUNK)
        except OSError:
            # EIO: the child has closed its side. Do not turn the callers' loops into busy ones.
            time.sleep(min(timeout, _POLL))

    def write(self, data: bytes) -> None:
        """Type `data`. What the child sends meanwhile is kept for `read`, so that neither side ever blocks."""
        while data:
            _, writable, _ = select.select([], [self._master], [], 0)
            if writable:
                data = data[os.write(self._master, data) :]
            elif self.poll() is not None:
                return
            else:
                self._receive(_POLL)

    def poll(self) -> int | None:
        """Return the exit status of the child (minus the signal that killed it), None while it runs."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the child and to its own children."""
        if self.poll() is None:
            os.killpg(self.pid, number)

    def hang_up(self) -> None:
        """Cut the line: the child gets SIGHUP and can neither read nor write any more."""
        if not self._closed:
            os.close(self._master)
            self._closed = True

    def wait(self, timeout: float) -> int | None:
        """Wait for the end of the child, at most `timeout` seconds; return its exit status, None if it still runs."""
        deadline = time.monotonic() + timeout
        while self.poll() is None and time.monotonic() < deadline:
            if self._closed:
                time.sleep(_POLL)
            else:
                self._receive(_POLL)
        return self.status

    def kill(self) -> int:
        """Kill the child as the kernel does when memory is short, and return its exit status."""
        self.signal(signal.SIGKILL)
        while self.poll() is None:
            time.sleep(_POLL)
        return self.status if self.status is not None else 0

    def close(self) -> None:
        """Free the terminal; kill the child if it still runs."""
        self.kill()
        self.hang_up()

    @property
    def attributes(self) -> list[object]:
        """Return the settings of the terminal, as `termios.tcgetattr` gives them."""
        return termios.tcgetattr(self._master)

    @property
    def memory(self) -> int:
        """Return the resident size of the running child, in KiB."""
        # Not the peak that `wait4` gives: it starts from the size of the process that spawned the child.
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8", errors="replace")
        return int(status.partition("VmRSS:")[2].split()[0])

    def is_asleep(self) -> bool:
        """Tell whether the child has read all that was typed and every one of its threads waits for something."""
        if self.poll() is not None:
            return True
        slave = os.open(self._terminal, os.O_RDWR | os.O_NOCTTY)
        try:
            (unread,) = struct.unpack("i", fcntl.ioctl(slave, termios.FIONREAD, b"\0\0\0\0"))
        finally:
            os.close(slave)
        return unread == 0 and all(state == "S" for state in self._thread_states())

    def _thread_states(self) -> list[str]:
        states = []
        for path in Path(f"/proc/{self.pid}/task").glob("*/stat"):
            try:
                # The name of the thread, in parentheses, may hold spaces: the state follows the last one.
                states.append(path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0])
            except OSError:
                continue  # a thread that has just ended
        return states

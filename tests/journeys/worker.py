"""The worker of a stack, to be frozen, killed and waited for; and the database, to be held up at a chosen step."""
import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psutil

from .stack import Stack


def wait(condition: Callable[[], object], what: str, seconds: float = 60) -> None:
    """Wait until the condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not so after {seconds} s: {what}"
        time.sleep(0.02)


class Worker:
    """Whichever worker the supervisor runs at the moment: a main process with a pool of two."""

    def __init__(self, stack: Stack):
        self.stack = stack

    def main(self) -> psutil.Process:
        """Return the main process, once there is one that lives."""
        found: list[psutil.Process] = []

        def look() -> bool:
            remembered = json.loads((self.stack.var / "children.json").read_text())
            for pid, _born in remembered:
                with suppress(psutil.Error):
                    process = psutil.Process(pid)
                    if "worker" in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE:
                        found.append(process)
            return bool(found)

        wait(look, "a worker runs")
        return found[0]

    def freeze(self) -> None:
        """Stop it where it is, once its pool stands: it takes no message and finishes nothing."""
        main = self.main()
        wait(lambda: len(main.children()) >= 2, "the pool of the worker stands")
        os.killpg(main.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.killpg(self.main().pid, signal.SIGCONT)

    def kill(self) -> None:
        """End it as a power cut does; the supervisor starts another."""
        main = self.main()
        os.killpg(main.pid, signal.SIGKILL)
        wait(lambda: not main.is_running() or main.status() == psutil.STATUS_ZOMBIE, "the worker is dead")

    def kill_pool(self) -> None:
        """End the processes that do the tasks, as the kernel does when memory runs out; the main one stays."""
        for child in self.main().children():
            child.kill()


class Database:
    """Questions to the stack's database, and locks that hold up whoever comes to a certain row or table."""

    def __init__(self, stack: Stack):
        self.stack = stack
        self._asking = stack.connect()
        self._asking.autocommit = True

    def ask(self, query: str, *values: object) -> list[tuple]:
        with self._asking.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    def one(self, query: str, *values: object) -> object:
        return self.ask(query, *values)[0][0]

    @contextmanager
    def locked(self, statement: str, *values: object) -> Iterator[None]:
        """Hold the locks that the statement takes."""
        holding = self.stack.connect()
        try:
            with holding.cursor() as cursor:
                cursor.execute(statement, values)
            yield
        finally:
            holding.close()

    def wait_until_held_up(self, begun: Callable[[], object], sessions: int = 1) -> None:
        """Wait until what is to be held up has begun, and so many sessions stand before a lock."""
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        wait(lambda: begun() and self.one(waiting) >= sessions, f"{sessions} sessions wait for a lock", seconds=25)

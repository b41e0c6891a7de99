"""Several people, or workers, at the same moment: real threads, each with a connection of its own."""
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection


def at_once(count: int, act: Callable[[int], Any]) -> list[Any]:
    """Call ``act(place)`` in as many threads at once; return what each returned or raised, by place."""
    outcomes: list[Any] = [None] * count
    start = Barrier(count)

    def work(place: int) -> None:
        start.wait()
        try:
            outcomes[place] = act(place)
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [Thread(target=work, args=(place,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes

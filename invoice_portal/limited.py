"""Takes limits on memory and time upon itself, then becomes the program named: a reader of foreign files.

    python limited.py [--limits=SECONDS,MEMORY] PROGRAM [ARGUMENT…]
"""
import contextlib
import runpy
import sys

#: What a reader may have where it is not told otherwise.
MEMORY = 2 * 2**30
#: Of the processor. A worker's own limit on a task is longer; who waits for less ends it sooner.
SECONDS = 20
#: Pipes, the libraries' own files, and no more.
_MOST_OPEN = 64
_CHOSEN = "--limits="


def main() -> None:
    del sys.argv[0]
    seconds, memory = SECONDS, MEMORY
    if sys.argv[0].startswith(_CHOSEN):
        seconds, memory = map(int, sys.argv.pop(0).removeprefix(_CHOSEN).split(","))
    # Other systems have no such limits, or not all of them; the worker's own remain.
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        for what, most in (
            (resource.RLIMIT_CORE, 0), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory),
            # It reads and speaks; whatever takes it over writes no file.
            (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NOFILE, _MOST_OPEN),
        ):  # fmt: skip
            hard = resource.getrlimit(what)[1]
            bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (bound, bound))
    runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()

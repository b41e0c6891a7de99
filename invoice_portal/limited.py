"""Takes limits on memory and time upon itself, then becomes the program named: a reader of foreign files.

    python limited.py PROGRAM [ARGUMENT…]
"""
import contextlib
import runpy
import sys

MEMORY = 2 * 2**30
#: Of the processor. A worker's own limit on a task is longer; who waits for less ends it sooner.
SECONDS = 20


def main() -> None:
    # Other systems have no such limits, or not all of them; the worker's own remain.
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        for what, most in (
            (resource.RLIMIT_CORE, 0), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY),
        ):  # fmt: skip
            hard = resource.getrlimit(what)[1]
            bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (bound, bound))
    del sys.argv[0]
    runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()

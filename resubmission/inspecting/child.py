"""Prints what a file is, or why it is refused, as one line of JSON: the program that ``file_format.py`` runs.

    python child.py < file
"""
import json
import sys
from pathlib import Path


def main() -> None:
    # By its path, so that this may be run with python -I.
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from resubmission.inspecting.inspect import inspect
    from resubmission.inspecting.unfit import Unfit

    try:
        print(json.dumps({"format": inspect(sys.stdin.buffer.read())}))
    except Unfit as unfit:
        print(json.dumps({"unfit": unfit.code}))
    except MemoryError:
        print(json.dumps({"unfit": "too_complex"}))


if __name__ == "__main__":
    main()

"""Prints the invoices of a PDF as JSON lines: the program that ``apart.py`` here runs.

    python child.py < document.pdf
"""
import json
import sys
from pathlib import Path


def main() -> None:
    # By its path, so that this may be run with python -I.
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    from lookup.reading.errors import Unreadable
    from lookup.reading.pdf import read_pdf
    from lookup.reading.wire import to_wire

    try:
        for document in read_pdf(sys.stdin.buffer.read()):
            print(json.dumps({"document": to_wire(document)}))
    except Unreadable as error:
        print(json.dumps({"unreadable": error.detail}))


if __name__ == "__main__":
    main()

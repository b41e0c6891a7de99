"""Prints the pages of a file as pictures, one line of JSON each: the program that ``making.py`` runs.

    python child.py < file
"""
import base64
import json
import sys
from pathlib import Path


def main() -> None:
    # By its path, so that this may be run with python -I.
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from resubmission.picturing.drawing import count_pages, draw

    data = sys.stdin.buffer.read()
    print(json.dumps({"pages": count_pages(data)}), flush=True)
    for page in draw(data):
        text = {name: base64.b64encode(getattr(page, name) or b"").decode() for name in ("large", "small")}
        told = {"number": page.number, "width": page.width, "height": page.height, **text}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()

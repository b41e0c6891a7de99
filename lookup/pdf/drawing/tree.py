"""What marks on the pages are: a heading, a table's cell, a picture. Read aloud in their order (ISO 32000-1, 14.7)."""
from __future__ import annotations

from collections import defaultdict

import pydyf


class Element:
    """One element of the structure; its parts are further elements, or pieces of a page's content by number."""

    def __init__(self, tag: str, *, alt: str = "", attributes: dict[str, object] | None = None):
        self.tag = tag
        self.alt = alt
        self.attributes = attributes or {}
        self.parts: list[Element | tuple[int, int]] = []

    def child(self, tag: str, *, alt: str = "", attributes: dict[str, object] | None = None) -> Element:
        made = Element(tag, alt=alt, attributes=attributes)
        self.parts.append(made)
        return made


def put_into(pdf: pydyf.PDF, root: Element, pages: list[pydyf.Dictionary]) -> pydyf.Dictionary:
    """Add the tree to the PDF and return its root, which knows for each page whose its pieces are."""
    holder = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(holder)
    owners: dict[int, dict[int, bytes]] = defaultdict(dict)
    holder["K"] = pydyf.Array([_put(pdf, root, holder.reference, pages, owners)])
    numbers = pydyf.Array([])
    for page, pieces in sorted(owners.items()):
        row = pydyf.Array([pieces[number] for number in sorted(pieces)])
        pdf.add_object(row)
        numbers += [page, row.reference]
    tree = pydyf.Dictionary({"Nums": numbers})
    pdf.add_object(tree)
    holder["ParentTree"] = tree.reference
    holder["ParentTreeNextKey"] = len(pages)
    return holder


def _put(
    pdf: pydyf.PDF, element: Element, parent: bytes, pages: list[pydyf.Dictionary],
    owners: dict[int, dict[int, bytes]],
) -> bytes:  # fmt: skip
    made = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{element.tag}", "P": parent})
    pdf.add_object(made)
    if element.alt:
        made["Alt"] = pydyf.String(element.alt)
    if element.attributes:
        made["A"] = pydyf.Dictionary(element.attributes)
    own = [part for part in element.parts if isinstance(part, tuple)]
    home = own[0][0] if own else None
    if home is not None:
        made["Pg"] = pages[home].reference
    kids = pydyf.Array([])
    for part in element.parts:
        if isinstance(part, Element):
            kids.append(_put(pdf, part, made.reference, pages, owners))
            continue
        page, number = part
        owners[page][number] = made.reference
        kids.append(number if page == home else pydyf.Dictionary(
            {"Type": "/MCR", "Pg": pages[page].reference, "MCID": number}
        ))  # fmt: skip
    made["K"] = kids
    return made.reference

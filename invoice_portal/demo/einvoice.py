"""Writes a document as the XML of a 数电票 (EInvoice 0.32), as a source would send it."""
from lxml import etree

from lookup.document import InvoiceDocument, Line, Party

_KINDS = {"81": "01", "82": "02"}


def einvoice_xml(document: InvoiceDocument) -> bytes:
    """Return the XML; what the document does not say is left out."""
    root = etree.Element("EInvoice")
    header = _add(root, "Header", {"EIid": document.number, "Version": "0.32"})
    labels = etree.SubElement(header, "InherentLabel")
    _add(labels, "InIssuType", {"LabelCode": "N" if document.red else "Y"})
    _add(labels, "GeneralOrSpecialVAT", {"LabelCode": _KINDS.get(document.kind or "", "")})
    data = etree.SubElement(root, "EInvoiceData")
    _add(data, "SellerInformation", _party("Seller", document.seller))
    _add(data, "BuyerInformation", _party("Buyer", document.buyer))
    _add(data, "BasicInformation", {
        "TotalAmWithoutTax": document.amount, "TotalTaxAm": document.tax, "TotalTax-includedAmount": document.total,
        "Drawer": document.drawer,
    })  # fmt: skip
    for line in document.lines:
        _add(data, "IssuItemInformation", _line(line))
    _add(data, "AdditionalInformation", {"Remark": document.remark})
    _add(root, "TaxSupervisionInfo", {"InvoiceNumber": document.number, "IssueTime": document.issue_date})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _party(side: str, party: Party) -> dict[str, object]:
    return {f"{side}IdNum": party.tax_id, f"{side}Name": party.name, f"{side}Addr": party.address}


def _line(line: Line) -> dict[str, object]:
    return {
        "ItemName": line.name, "MeaUnits": line.unit, "Quantity": line.quantity, "UnPrice": line.price,
        "Amount": line.amount, "TaxRate": line.tax_rate, "ComTaxAm": line.tax, "TaxClassificationCode": line.tax_code,
    }  # fmt: skip


def _add(parent: etree._Element, name: str, facts: dict[str, object]) -> etree._Element:
    element = etree.SubElement(parent, name)
    for tag, value in facts.items():
        if value not in (None, ""):
            etree.SubElement(element, tag).text = str(value)
    return element

"""Documents made for tests, one builder per variant; every figure agrees unless a test changes it."""
import io
import zipfile
from xml.sax.saxutils import escape

SELLER_ID, SELLER = "914201004WKEFY5QEA", "示例市老街柴火餐饮店"
BUYER_ID, BUYER = "91110000T5MY01MRNU", "示例软件技术有限公司"
NUMBER = "26112000000099900021"
LINE = {
    "ItemName": "*餐饮服务*餐费", "MeaUnits": "项", "Quantity": "2", "UnPrice": "50", "Amount": "100.00",
    "TaxRate": "0.13", "ComTaxAm": "13.00", "TaxClassificationCode": "3070401000000000000",
}  # fmt: skip


def tags(facts, prefix=""):
    return "".join(f"<{prefix}{name}>{escape(str(text))}</{prefix}{name}>" for name, text in facts.items())


def einvoice_xml(
    number=NUMBER, *, issued="2026-10-12 10:15:30", seller_id=SELLER_ID, seller=SELLER, buyer_id=BUYER_ID, buyer=BUYER,
    amount="100.00", tax="13.00", total="113.00", kind="01", blue="Y", lines=(LINE,), remark="", drawer="王开",
    namespace="", in_basic=False, special="", extra="",
) -> bytes:  # fmt: skip
    """数电票 EInvoice. ``in_basic``: number and time inside BasicInformation, as one variant has them."""
    identity = {"InvoiceNumber": number, "IssueTime": issued}
    header = "" if in_basic else f"<EIid>{number}</EIid>"
    supervision = "" if in_basic else f"<TaxSupervisionInfo>{tags(identity)}</TaxSupervisionInfo>"
    basic = {
        "TotalAmWithoutTax": amount, "TotalTaxAm": tax, "TotalTax-includedAmount": total, "Drawer": drawer,
        **(identity if in_basic else {"RequestTime": issued}),
    }  # fmt: skip
    items = "".join(f"<IssuItemInformation>{tags(line)}</IssuItemInformation>" for line in lines)
    xmlns = f' xmlns="{namespace}"' if namespace else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<EInvoice{xmlns}><Header>{header}<Version>0.32</Version><InherentLabel>
<InIssuType><LabelCode>{blue}</LabelCode></InIssuType><EInvoiceType><LabelCode>01</LabelCode></EInvoiceType>
<GeneralOrSpecialVAT><LabelCode>{kind}</LabelCode></GeneralOrSpecialVAT></InherentLabel></Header>
<EInvoiceData><SellerInformation>{tags({"SellerIdNum": seller_id, "SellerName": seller, "SellerAddr": "老街1号",
 "SellerTelNum": "010-1234567", "SellerBankName": "示例银行", "SellerBankAccNum": "0100"})}</SellerInformation>
<BuyerInformation>{tags({"BuyerIdNum": buyer_id, "BuyerName": buyer})}</BuyerInformation>
<BasicInformation>{tags(basic)}</BasicInformation>{items}
<AdditionalInformation><Remark>{escape(remark)}</Remark></AdditionalInformation>
{f"<SpecificInformation>{special}</SpecificInformation>" if special else ""}</EInvoiceData>{supervision}{extra}
</EInvoice>""".encode()


def red_einvoice_xml(number, red_of, **changes) -> bytes:
    """The red invoice of a blue one: negative figures, the blue one named in the remark."""
    line = LINE | {"Quantity": "-2", "Amount": "-100.00", "ComTaxAm": "-13.00"}
    return einvoice_xml(
        number, **{"blue": "N", "amount": "-100.00", "tax": "-13.00", "total": "-113.00", "lines": (line,),
        "remark": f"被红冲蓝字数电发票号码：{red_of} 红字发票信息确认单编号：11000026101500000001"} | changes
    )  # fmt: skip


def old_xml(number="07009901", code="011002000111", *, issued="2020年11月12日", amount="100.00", tax="***",
            total="100.00", rate="免税", buyer_id=BUYER_ID, qr_kind="10") -> bytes:  # fmt: skip
    """Older VAT e-invoice: prefixed children, CDATA, *** for no tax."""
    facts = {
        "TypeCode": "0", "InvoiceCode": code, "InvoiceNo": number, "InvoiceCheckCode": "01234567890123456789",
        "GraphCode": f"01,{qr_kind},{code},{number},{amount},20201112,01234567890123456789,0000,",
        "TaxExclusiveTotalAmount": amount, "TaxTotalAmount": tax, "TaxInclusiveTotalAmount": total,
        "InvoiceClerk": "王开",
    }  # fmt: skip
    goods = {"Item": "*肉蛋*鸡蛋", "MeasurementDimension": "公斤", "Price": "10", "Quantity": "10", "Amount": amount,
             "TaxScheme": rate, "TaxAmount": tax}  # fmt: skip
    return f"""<?xml version="1.0" encoding="utf-8"?>
<eInvoice xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019" Version="1.0">{tags(facts, "fp:")}
<fp:IssueDate><![CDATA[{issued}]]></fp:IssueDate>
<fp:Buyer><fp:BuyerName><![CDATA[{BUYER}]]></fp:BuyerName><fp:BuyerTaxID>{buyer_id}</fp:BuyerTaxID></fp:Buyer>
<fp:Seller><fp:SellerName>{SELLER}</fp:SellerName><fp:SellerTaxID>{SELLER_ID}</fp:SellerTaxID></fp:Seller>
<fp:GoodsInfos><fp:GoodsInfo>{tags(goods, "fp:")}</fp:GoodsInfo></fp:GoodsInfos></eInvoice>""".encode()


def xbrl(prefix, taxonomy, body) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?><xbrl xmlns="http://www.xbrl.org/2003/instance"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:{prefix}="http://xbrl.mof.gov.cn/taxonomy/{taxonomy}/{prefix}">
<context id="c"><entity><identifier scheme="x">1</identifier></entity></context>{body}</xbrl>""".encode()


def inv_xml(number="07009901", code="011002000111") -> bytes:
    """XBRL of an older VAT invoice."""
    tax_id = "TaxpayerIdentificationNumberUnifiedSocialCreditCodeOf"
    facts = {
        "TypeOfInvoice": "增值税电子专用发票", "CodeOfInvoice": code, "NumberOfInvoice": number,
        "DateOfIssue": "2021-03-05", "NameOfPurchaser": BUYER, f"{tax_id}Purchaser": BUYER_ID, "NameOfSeller": SELLER,
        f"{tax_id}Seller": SELLER_ID, "TotalAmountExcludingTax": "9849.06", "TotalTaxAmount": "590.94",
        "TaxIncludedAmountInFigures": "10440.00", "IdentifyingCode": "01234567890123456789", "Issuer": "王开",
    }  # fmt: skip
    line = {"NameOfTaxableGoodsOrServices": "*现代服务*后勤服务", "AmountExcludingTax": "9849.06", "TaxRate": "6.00%",
            "TaxAmount": "590.94"}  # fmt: skip
    tuple_ = "inv:InformationOfTaxableGoodsOrServicesDetailItemsTuple"
    return xbrl("inv", "2021-09-30", f"{tags(facts, 'inv:')}<{tuple_}>{tags(line, 'inv:')}</{tuple_}>")


def rail_xml(number="26119122537000504214", *, taxed=True) -> bytes:
    """Railway e-ticket; without ``taxed``, net and tax are nil."""
    facts = {
        "TypeOfVoucher": "电子发票（铁路电子客票）", "ElectronicInvoiceRailwayETicketNumber": number,
        "DateOfIssue": "2026-07-11", "TravelDate": "2026-07-02", "TrainNumber": "G1281", "Fare": "272.50",
        "NameOfPurchaser": BUYER, "UnifiedSocialCreditCodeOfPurchaser": BUYER_ID,
    }  # fmt: skip
    if taxed:
        facts |= {"TotalAmountExcludingTax": "250.00", "TaxRate": "0.09", "TaxAmount": "22.50"}
        nil = ""
    else:
        nil = '<rai:TotalAmountExcludingTax xsi:nil="true"/><rai:TaxAmount xsi:nil="true"/>'
    return xbrl("rai", "2021-11-30", tags(facts, "rai:") + nil)


def einv_xml(number=NUMBER) -> bytes:
    """Bookkeeping record: no buyer."""
    facts = {"InvoiceNumber": number, "SellerName": SELLER, "SellerIdNum": SELLER_ID, "TotalAmWithoutTax": "100.00",
             "TotalTaxAm": "13.00", "TotalTax-includedAmount": "113.00", "RequestTime": "2026-10-12"}  # fmt: skip
    return xbrl("einv", "2023-12-31", tags(facts, "einv:"))


def chinese_xml(number=NUMBER) -> bytes:
    """Flat dialect with Chinese tags, in GB18030 as such tools write it."""
    facts = {"发票类型": "电子发票（普通发票）", "发票号码": number, "开票日期": "2026年10月12日", "销售方名称": SELLER,
             "销售方纳税人识别号": SELLER_ID, "购买方名称": BUYER, "购买方纳税人识别号": BUYER_ID,
             "合计金额": "￥100.00", "合计税额": "¥13.00", "价税合计": "113.00"}  # fmt: skip
    line = {"项目名称": "*餐饮服务*餐费", "金额": "100.00", "税率": "13%", "税额": "13.00"}
    body = f"<发票>{tags(facts)}<明细><行>{tags(line)}</行></明细></发票>"
    return f'<?xml version="1.0" encoding="GB18030"?>{body}'.encode("gb18030")


def pinyin_xml(number=NUMBER) -> bytes:
    """Flat dialect in the initials of pinyin."""
    facts = {"FPHM": number, "KPRQ": "20261012", "XSFMC": SELLER, "XSF_NSRSBH": SELLER_ID, "GMFMC": BUYER,
             "GMF_NSRSBH": BUYER_ID, "HJJE": "100", "HJSE": "13", "JSHJ": "113"}  # fmt: skip
    line = {"XMMC": "*餐饮服务*餐费", "JE": "100", "SLV": "0.130000", "SE": "13"}
    return f"<FP>{tags(facts)}<MX>{tags(line)}</MX></FP>".encode()


def zip_of(files) -> bytes:
    """A zip of {name: bytes}."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def ofd(*, custom=None, tags=None, texts=None, attached=None, folder="Doc_0", page="Pages/Page_0/Content.xml",
        tag_end="</ofd:root>") -> bytes:  # fmt: skip
    """An OFD: CustomDatas {name: text}, tags {name: [object IDs]}, printed texts {ID: text}, an attached XML."""
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    data = "".join(
        f'<ofd:CustomData Name="{name}">{escape(text)}</ofd:CustomData>' for name, text in (custom or {}).items()
    )
    references = ""
    for name, ids in (tags or {}).items():
        pieces = "".join(f'<ofd:ObjectRef PageRef="1">{identity}</ofd:ObjectRef>' for identity in ids)
        references += f"<ofd:{name}>{pieces}</ofd:{name}>"
    printed = "".join(
        f'<ofd:TextObject ID="{i}"><ofd:TextCode><![CDATA[{text}]]></ofd:TextCode></ofd:TextObject>'
        for i, text in (texts or {}).items()
    )
    attachments = "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>" if attached else ""
    files = {
        "OFD.xml": f"<ofd:OFD {ns}><ofd:DocBody><ofd:DocInfo><ofd:CustomDatas>{data}</ofd:CustomDatas></ofd:DocInfo>"
        f"<ofd:DocRoot>{folder}/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        f"{folder}/Document.xml": f'<ofd:Document {ns}><ofd:Pages><ofd:Page ID="1" BaseLoc="{page}"/></ofd:Pages>'
        f"{attachments}<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags></ofd:Document>",
        f"{folder}/{page}": f"<ofd:Page {ns}><ofd:Content>{printed}</ofd:Content></ofd:Page>",
        f"{folder}/Tags/CustomTags.xml": f"<ofd:CustomTags {ns}><ofd:FileLoc>Tag.xml</ofd:FileLoc></ofd:CustomTags>",
        f"{folder}/Tags/Tag.xml": f"<ofd:root {ns}>{references}{tag_end}",
    }
    if attached:
        files[f"{folder}/Attachs/Attachments.xml"] = (
            f"<ofd:Attachments {ns}><ofd:Attachment><ofd:FileLoc>original_invoice.xml</ofd:FileLoc></ofd:Attachment>"
            "</ofd:Attachments>"
        )
        files[f"{folder}/Attachs/original_invoice.xml"] = attached
    return zip_of(files)


def digital_ofd(number=NUMBER, **changes) -> bytes:
    """OFD of a 数电票: custom data lacks names and total, tags lead to them."""
    custom = {"发票号码": number, "开票日期": "2026年10月12日", "合计金额": "100.00", "合计税额": "13.00",
              "购买方纳税人识别号": BUYER_ID, "销售方纳税人识别号": SELLER_ID}  # fmt: skip
    tags_ = {"InvoiceNo": [2], "BuyerName": [3, 4], "SellerName": [5], "TaxInclusiveTotalAmount": [6, 7]}
    texts = {1: "电子发票（普通发票）", 2: number, 3: BUYER[:4], 4: BUYER[4:], 5: SELLER, 6: "壹佰壹拾叁圆整",
             7: "¥113.00"}  # fmt: skip
    return ofd(**{"custom": custom, "tags": tags_, "texts": texts} | changes)

"""What the flat dialects call each field; underscores and case are ignored."""


def _by_name(table: dict[str, str]) -> dict[str, str]:
    return {name.upper(): field for field, names in table.items() for name in names.split()}


FIELDS = _by_name(
    {
        "number": "发票号码 数电发票号码 全电发票号码 数电票号码 FPHM SDFPHM QDFPHM InvoiceNumber InvoiceNo",
        "code": "发票代码 FPDM InvoiceCode",
        "issue_date": "开票日期 开票时间 KPRQ KPSJ InvoiceDate IssueDate IssueTime",
        "kind": "发票类型 发票种类 票种 发票票种 FPLX FPZL FPLXDM FPZLDM InvoiceType",
        "check_code": "校验码 JYM CheckCode",
        "seller_name": "销售方名称 销方名称 销货方名称 XSFMC XFMC XHFMC SellerName",
        "seller_tax_id": "销售方纳税人识别号 销方识别号 销售方识别号 销方纳税人识别号 销货方识别号"
        " 销售方统一社会信用代码 销售方税号 销方税号 XSFNSRSBH XSFSBH XFSBH XFSH XSFSH XHFNSRSBH XFNSRSBH"
        " SellerTaxID SellerTaxNo",
        "seller_address": "销售方地址电话 销售方地址、电话 XSFDZDH XFDZDH XSFDZ",
        "seller_bank": "销售方开户行及账号 XSFYHZH XFYHZH",
        "buyer_name": "购买方名称 购方名称 购货方名称 GMFMC GFMC GHFMC BuyerName",
        "buyer_tax_id": "购买方纳税人识别号 购方识别号 购买方识别号 购方纳税人识别号 购货方识别号"
        " 购买方统一社会信用代码 购买方税号 购方税号 GMFNSRSBH GMFSBH GFSBH GFSH GMFSH GHFNSRSBH GFNSRSBH"
        " BuyerTaxID BuyerTaxNo",
        "buyer_address": "购买方地址电话 购买方地址、电话 GMFDZDH GFDZDH GMFDZ",
        "buyer_bank": "购买方开户行及账号 GMFYHZH GFYHZH",
        "amount": "合计金额 金额合计 不含税金额 金额 HJJE HJBHSJE BHSJE JE TaxExclusiveTotalAmount",
        "tax": "合计税额 税额合计 税额 HJSE SE TaxTotalAmount",
        "total": "价税合计 价税合计小写 价税合计（小写） 含税金额 JSHJ TaxInclusiveTotalAmount",
        "remark": "备注 BZ Remark",
        "drawer": "开票人 KPR Drawer InvoiceClerk",
    }
)

LINE_FIELDS = _by_name(
    {
        "name": "货物或应税劳务名称 货物或应税劳务、服务名称 项目名称 商品名称 货物名称"
        " XMMC SPMC HWMC HWHYSLWMC ItemName",
        "spec": "规格型号 GGXH SpecMod",
        "unit": "单位 DW JLDW",
        "quantity": "数量 SL SPSL XMSL Quantity",
        "price": "单价 DJ SPDJ XMDJ UnitPrice",
        "amount": "金额 JE XMJE Amount",
        # In pinyin SL is quantity and rate alike; dialects that have both call the rate SLV or SLZSD.
        "tax_rate": "税率 SLV TAXRATE",
        "tax": "税额 SE XMSE TaxAmount",
        "tax_code": "税收分类编码 商品编码 SPBM SSFLBM",
    }
)

LINE_NAMES = frozenset(name for name, field in LINE_FIELDS.items() if field == "name")

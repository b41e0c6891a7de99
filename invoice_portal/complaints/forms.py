"""What people type into a complaint; judged in receiving.py."""
from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Complaint
from .receiving import MOST_LETTERS


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


def _text(label, help_text="", **attrs) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=200, widget=forms.TextInput(attrs=attrs)
    )


class ComplaintForm(forms.Form):
    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("您要"), choices=Complaint.Kind.choices, widget=forms.RadioSelect, initial=Complaint.Kind.COMPLAINT,
        error_messages={"required": _("请选择投诉还是建议。")},
    )  # fmt: skip
    category = forms.ChoiceField(
        label=_("事项"), choices=Complaint.Category.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请选择事项。")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("经过"), help_text=_("什么时候、什么事、希望怎样解决。"), required=False,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": MOST_LETTERS}),
    )  # fmt: skip
    about_name = _text(_("涉及的单位或人员"), _("可以不填。"))
    about_tax_id = _text(_("涉及单位的纳税人识别号"), _("可以不填。"), autocomplete="off")
    about_reference = _text(_("涉及的受理编号"), _("申请的受理编号，可以不填。"), autocomplete="off")
    file = forms.FileField(
        label=_("附件"), required=False, widget=ManyFiles,
        help_text=_("可以不附。最多 5 个，每个 20 MB 以内：PDF、JPEG、PNG、WebP、XML 或 OFD。"),
    )  # fmt: skip
    name = _text(_("您的姓名"), _("可以不填：不署名的投诉同样处理。"), autocomplete="name")
    contact = _text(_("联系方式"), _("手机号或电子邮箱，可以不填；只用于办理这件事。"), autocomplete="off")

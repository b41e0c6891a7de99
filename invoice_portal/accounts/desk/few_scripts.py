"""Which of Django's scripts the desk's lists and forms load: those that do anything there."""
from django.forms import Media

#: For pop-ups of related objects (with an ``unload`` listener, which browsers are giving up), for fields that fill
#: themselves from others, and jQuery for both and for rows within a form: the desk has none of them.
_IDLE = {
    f"admin/js/{name}"
    for name in ("admin/RelatedObjectLookups.js", "urlify.js", "prepopulate.js", "jquery.init.js",
                 "vendor/jquery/jquery.js", "vendor/jquery/jquery.min.js",
                 "vendor/xregexp/xregexp.js", "vendor/xregexp/xregexp.min.js")
}  # fmt: skip


class FewScripts:
    """Before the library's own ModelAdmin; see desk_admin."""

    @property
    def media(self) -> Media:
        whole = super().media
        return Media(css=whole._css, js=[script for script in whole._js if script not in _IDLE])

"""Addresses of help."""
from django.urls import path, register_converter

from . import aloud_page, checker_page, guide_page, views
from .addresses import LanguageConverter

register_converter(LanguageConverter, "language")

urlpatterns = [
    path("", views.listing, name="help"),
    path("check/", checker_page.check_page, name="help-check"),
    path("<language:language>/check/", checker_page.check_page, name="help-check-in"),
    path("guide.pdf", guide_page.guide_page, name="help-guide"),
    path("<language:language>/guide.pdf", guide_page.guide_page, name="help-guide-in"),
    path("<language:language>/", views.listing, name="help-in"),
    path("<language:language>/<slug:slug>/", views.article_page, name="help-article-in"),
    path("<language:language>/<slug:slug>/helpful/", views.helpful, name="help-helpful"),
    path("<language:language>/<slug:slug>/aloud/", aloud_page.aloud_page, name="help-aloud"),
    path("<language:language>/<slug:slug>/aloud.mp3", aloud_page.aloud_sound, name="help-aloud-sound"),
    path("<slug:slug>/", views.article_page, name="help-article"),
]

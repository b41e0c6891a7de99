"""The ground of everything at the desk."""
from unfold.admin import ModelAdmin

from .few_scripts import FewScripts
from .own_history import OwnHistory


class DeskAdmin(OwnHistory, FewScripts, ModelAdmin):
    """A model at the desk: light pages, and a history that tells what the portal recorded."""

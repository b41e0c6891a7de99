from .world import office

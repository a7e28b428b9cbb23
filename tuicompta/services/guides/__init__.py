"""Guide models, their definitions and formulas, and the guided entries made from them (MG, SGF, SGE)."""

from tuicompta.services.guides.calls import StoredGuideModel, active_guide_models
from tuicompta.services.guides.lines import GuideModelLine
from tuicompta.services.guides.models import create_guide_model

__all__ = ["GuideModelLine", "StoredGuideModel", "active_guide_models", "create_guide_model"]

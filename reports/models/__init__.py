from .paper import Paper
from .report import Release, Report

__all__ = ["Paper", "Release", "Report"]

from .report import Release, Report

__all__ = ["Release", "Report"]

"""The roof: wiring, and pages that compose what the rooms below hold."""

from .celery import app as celery_app

__all__ = ["celery_app"]

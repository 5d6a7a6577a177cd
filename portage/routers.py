"""Where the cache table lives: the same database, by a connection of its own."""


class CacheRouter:
    """Send the cache through its own door, so that a rolled-back request refunds no counted attempt."""

    def db_for_read(self, model, **hints):
        return "cache" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_migrate(self, db, app_label, **hints):
        return db == "default"

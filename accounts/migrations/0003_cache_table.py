"""The cache lives in Postgres, so that limits on attempts hold when Redis is dead."""

from django.db import migrations

CREATE = """
CREATE TABLE cache (cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX cache_expires ON cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_trail_cannot_be_changed")]

    operations = [migrations.RunSQL(CREATE, "DROP TABLE cache")]

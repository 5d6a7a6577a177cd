"""`manage.py write_access`: write docs/access.md anew from the policy."""

from django.conf import settings
from django.core.management.base import BaseCommand

from portage.policy.document import as_markdown


class Command(BaseCommand):
    help = "Write docs/access.md from the policy."

    def handle(self, *args, **options):
        (settings.BASE_DIR / "docs" / "access.md").write_text(as_markdown())

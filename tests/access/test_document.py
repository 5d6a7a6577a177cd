from django.conf import settings

from portage.policy.document import as_markdown


def test_the_page_about_access_says_what_is_enforced():
    assert (settings.BASE_DIR / "docs" / "access.md").read_text() == as_markdown(), (
        "run: manage.py write_access"
    )

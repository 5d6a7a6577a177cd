"""Pages for when something is wrong."""

import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize("name", ["400", "403_csrf", "429", "500", "503"])
def test_comes_up_without_database_session_and_context(name):
    page = render_to_string(f"{name}.html")
    assert "<h1>" in page
    assert "app-message" in page


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, "portage_worker", "parent"])
@pytest.mark.parametrize("name", ["403", "404"])
def test_speaks_to_everyone(name, role, ask):
    assert "<h1>" in render_to_string(f"{name}.html", request=ask(role))


@pytest.mark.django_db
def test_a_refusal_gives_its_reason_as_words(ask):
    page = render_to_string(
        "403.html", {"exception": "A second <b>person</b> reads it."}, request=ask("auditor")
    )
    assert "A second &lt;b&gt;person&lt;/b&gt; reads it." in page


@pytest.mark.django_db
def test_a_missing_page_does_not_say_what_was_looked_for(ask):
    page = render_to_string(
        "404.html", {"exception": "No Child matches the given query."}, request=ask("parent")
    )
    assert "No Child" not in page

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.base import SessionBase
from django.test import RequestFactory

from accounts.models import User


@pytest.fixture
def ask():
    """A request by somebody with a role, or by a visitor, without going through the whole house."""

    def request(role=None, path="/"):
        asked = RequestFactory().get(path)
        asked.user = (
            User(pk=1, name="Hannah Osei", email="h@example.org", roles=[role]) if role else AnonymousUser()
        )
        asked.session = SessionBase()
        asked._messages = CookieStorage(asked)
        asked.resolver_match = None
        return asked

    return request


@pytest.fixture
def gallery(ask, db):
    """The gallery's page as a team lead sees it."""
    from portage.dev.gallery import gallery

    return gallery(ask("team_lead")).content.decode()

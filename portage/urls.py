"""One include per room."""

from django.conf import settings
from django.urls import include, path, register_converter

from accounts.refs import RefConverter

register_converter(RefConverter, "ref")  # before any room's addresses are read

urlpatterns = [
    path("account/", include("accounts.allauth_urls")),
    path("", include("accounts.urls")),
    path("", include("families.urls")),
    path("", include("assessments.urls")),
    path("", include("equipment.urls")),
    path("", include("visits.urls")),
    path("", include("reports.urls")),
    path("family/", include("portal.urls")),
    path("", include("portage.pages")),
]
if "portage.dev" in settings.INSTALLED_APPS:
    urlpatterns.append(path("demo/", include("portage.dev.urls")))

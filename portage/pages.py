"""The roof's own addresses: pages that compose what several rooms hold."""

from django.urls import path

from . import help, home, overview, search, team

app_name = "portage"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("my-day/", home.MyDay.as_view(), name="my_day"),
    path("children/<ref:ref>/", overview.ChildOverview.as_view(), name="child_overview"),
    path("team/", team.TeamHome.as_view(), name="team_home"),
    path("team/<slug:key>/", team.TeamList.as_view(), name="team_list"),
    path("search/", search.Search.as_view(), name="search"),
    path("help/", help.page("portage/help.html"), name="help"),
    path("privacy/", help.page("portage/privacy.html"), name="privacy"),
    path("accessibility/", help.page("portage/accessibility.html"), name="accessibility"),
]

"""The roof's own addresses: pages that compose what several rooms hold."""

app_name = "portage"
urlpatterns = []

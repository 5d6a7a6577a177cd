from django.contrib.auth.decorators import login_not_required
from django.urls import path

from . import gallery, mailbox, personas

app_name = "dev"
urlpatterns = [
    path("sign-in/", personas.persona_sign_in, name="personas"),
    path("mail/", mailbox.mailbox, name="mailbox"),
    path("mail/<slug:name>/", mailbox.letter, name="letter"),
    path("gallery/", login_not_required(gallery.gallery), name="gallery"),
]

"""A form is carried out once: a double click, Back or a second tab finds the first answer."""

from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect

from .models import Submission


def once(request, act):
    """Carry out ``act`` unless this user's form with this key was carried out already.

    ``act`` returns a redirect. A second submission that races the first waits for it in the database and
    is then sent to the same place. Forms without a key are carried out each time.
    """
    key = request.POST.get("form_key", "")[:40].replace("\x00", "")
    if not key:
        return act()
    try:
        with transaction.atomic():
            submission = Submission.objects.create(user=request.user, key=key, answer="")
    except IntegrityError:
        first = Submission.objects.visible_to(request.user).get(key=key)
        return HttpResponseRedirect(first.answer or "/")
    response = act()
    if response.status_code in (301, 302, 303):
        submission.answer = response.url[:300]
        submission.save(update_fields=["answer"])
    else:
        submission.delete()
    return response

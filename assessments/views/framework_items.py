"""Items of a draft: written, changed, ordered, taken out; and what comes first, found by words."""

from django.urls import reverse
from django.utils.http import urlencode

from accounts.refusals import Refused

from .. import framework_page
from ..actions import framework_items
from ..forms.framework_parts import FirstForm, ItemForm
from ..models import Area, Item
from .framework_drafts import Changes
from .framework_parts import Removes, Shifts, WritesPart

NO_BAND = "Add an age band first: then items can be written."


class WritesItem(WritesPart):
    """A form about one item."""

    model = Item

    def url_at(self, item):
        """The page of the framework at this item, however many come before it."""
        asked = urlencode({"area": item.area.code, "band": item.band})
        return f"{self.framework_url}?{asked}#item-{item.pk}"


class ItemAdd(WritesItem):
    """Write a new item in an area."""

    model, form_class = Area, ItemForm
    template_name = "assessments/item_add.html"
    title, button = "Write an item", "Save this item"

    def misfit(self):
        """An item needs a band."""
        return super().misfit() or ("" if self.framework.bands.exists() else NO_BAND)

    def get_initial(self):
        band = self.request.GET.get("band", "")[:4]
        return {**super().get_initial(), **({"band": band} if band.isdigit() else {})}

    def get_form_kwargs(self):
        suggested = framework_page.next_code(self.part) if self.request.method == "GET" else ""
        more = {"framework": self.framework, "area": self.part, "code": suggested}
        return super().get_form_kwargs() | more

    def form_valid(self, form):
        item = framework_items.add(self.part, by=self.request.user, **form.words)
        if not form.cleaned_data["another"]:
            return self.done(f"“{item.code}” is written.", self.url_at(item))
        again = reverse("assessments:item_add", args=[self.part.pk])
        return self.done(
            f"“{item.code}” is written. And the next?", f"{again}?{urlencode({'band': item.band})}"
        )


class ItemEdit(Changes, WritesItem):
    """Write an item in other words, or give it another place."""

    form_class = ItemForm
    template_name = "assessments/item_edit.html"
    shown = ("text", "guidance", "example", "band")
    title, button = "Change an item", "Save"

    def get_initial(self):
        item = self.part
        more = {"item_code": item.code, "tags": ", ".join(map(str, item.tags))}
        return {**more, "area": item.area_id, "strand": item.strand_id, **super().get_initial()}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"framework": self.framework}

    def form_valid(self, form):
        place = {"area": form.cleaned_data["area"], "seen": form.cleaned_data["seen"]}
        item = framework_items.change(self.part, by=self.request.user, **place, **form.words)
        return self.done("Saved.", self.url_at(item))


class ItemShift(WritesItem, Shifts):
    """Let an item change places with its neighbour in the same band."""

    act = staticmethod(framework_items.shift)

    @property
    def place_url(self):
        asked = self.request.GET.get("page", "")
        if not asked.isdigit():
            return self.url_at(self.part)
        more = {"area": self.part.area.code, "page": asked[:6]}
        return f"{self.framework_url}?{urlencode(more)}#item-{self.part.pk}"


class ItemRemove(WritesItem, Removes):
    """Take an item out of a draft."""

    act = staticmethod(framework_items.remove)
    lede = "Items that wait for it wait no more."

    @property
    def after_url(self):
        return self.back_url


class ItemFirst(WritesItem):
    """Say what comes first: found by code or words, never picked from all of them."""

    form_class = FirstForm
    template_name = "assessments/item_first.html"

    def get_context_data(self, **kwargs):
        words = framework_page.Asked.of(self.request.GET).words
        found = framework_page.may_come_first(self.part, words, self.request.user) if words else []
        firsts = Item.objects.visible_to(self.request.user).filter(leads_to=self.part).select_related("area")
        return super().get_context_data(
            **kwargs, q=words, found=found, firsts=firsts.order_by("band", "order", "pk"),
            most=framework_page.MOST_FOUND, item_url=self.url_at(self.part),
        )  # fmt: skip

    def form_valid(self, form):
        other = Item.objects.visible_to(self.request.user).filter(pk=form.cleaned_data["item"]).first()
        if other is None:
            raise Refused("This item is not there any more.")
        if form.cleaned_data["what"] == "add":
            framework_items.put_first(self.part, other, by=self.request.user)
            words = f"“{other.code}” comes first."
        else:
            framework_items.put_first_no_more(self.part, other, by=self.request.user)
            words = f"“{other.code}” need not come first any more."
        url = reverse("assessments:item_first", args=[self.part.pk])
        asked = framework_page.Asked.of(self.request.GET).words
        return self.done(words, f"{url}?{urlencode({'q': asked})}" if asked else url)

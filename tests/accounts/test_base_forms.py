from django import forms
from django.http import QueryDict

from accounts.forms import Form, ModelForm
from families.models import Need as NeedRow


class Letter(Form):
    to = forms.ChoiceField(label="Who to", choices=[("mum", "Mum"), ("dad", "Dad")])
    subject = forms.CharField(label="Subject")
    words = forms.CharField(label="Words", widget=forms.Textarea, required=False)
    on = forms.DateField(label="Day", required=False)


def posted(**fields):
    data = QueryDict(mutable=True)
    data.update(fields)
    return Letter(data)


def test_signs_that_cannot_be_kept_are_taken_out_and_the_person_is_told():
    form = posted(to="mum", subject="Hel\x00lo \ud83d", words="fine")
    assert not form.is_valid()
    assert "cannot be kept" in form.errors["subject"][0]
    assert form["subject"].value() == "Hello "
    assert "words" not in form.errors


def test_errors_name_their_field_and_repeat_nothing_that_was_typed():
    form = posted(to="<b>x", subject="", on="99/99/9999")
    assert form.errors["to"] == ["Choose one of the answers offered for “Who to”."]
    assert form.errors["subject"] == ["“Subject” is still empty."]
    assert "“Day” is not a date" in form.errors["on"][0]


class Need(ModelForm):
    class Meta:
        model = NeedRow
        fields = ("area", "level", "rank")
        widgets = {"area": forms.RadioSelect}


def test_no_row_of_dashes_is_offered_as_an_answer():
    page = str(Need()["area"]) + str(Need()["level"])
    assert "-----" not in page
    assert "Choose" in str(Need()["level"])
    assert 'value=""' not in str(Need()["area"]), "of rounds there is none for nothing"
    assert Need(QueryDict()).errors["area"] == ["“Area” is still empty."]


def test_every_text_has_an_end():
    form = posted(to="mum", subject="x" * 201, words="y" * 20_001)
    assert form.errors["subject"] == ["“Subject” is longer than 200 letters."]
    assert form.errors["words"] == ["“Words” is longer than 20000 letters."]
    assert "maxlength" not in str(form["words"])


def test_a_label_with_a_percent_sign_breaks_nothing():
    class Share(Form):
        share = forms.CharField(label="100 % sure", max_length=3)

    data = QueryDict(mutable=True)
    data["share"] = "xxxx"
    assert Share(data).errors["share"] == ["“100 % sure” is longer than 3 letters."]

import pytest

NONSENSE = [
    "-1",
    "[]",
    "{}",
    "null",
    "true",
    '{"id": 1}',
    '{"id": "x", "rawId": "AA", "response": 3, "type": "q"}',
]


@pytest.mark.django_db
@pytest.mark.parametrize("answer", NONSENSE)
def test_what_is_no_answer_of_a_key_is_refused_kindly(answer, client):
    response = client.post("/account/sign-in/passkey/", {"credential": answer})
    assert response.status_code in (200, 302)


@pytest.mark.django_db
@pytest.mark.parametrize("answer", NONSENSE)
def test_nonsense_is_not_kept_as_a_passkey(answer, people, signed_in):
    client = signed_in(people.worker)
    client.get("/account/two-steps/passkeys/add/")
    response = client.post("/account/two-steps/passkeys/add/", {"credential": answer, "name": "phone"})
    assert response.status_code in (200, 302)
    assert not people.worker.authenticator_set.exists()

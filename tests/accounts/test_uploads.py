"""What comes in as a file: three kinds, made harmless, or refused in a sentence."""

import io
import struct
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts import uploads
from accounts.uploads import Unwanted


def sent(content, name="letter.pdf"):
    return SimpleUploadedFile(name, content)


def picture(form="JPEG", size=(60, 40), mode="RGB", **kwargs):
    made = io.BytesIO()
    Image.new(mode, size, 120 if mode == "L" else (200, 120, 40, 90)[: len(mode)]).save(made, form, **kwargs)
    return made.getvalue()


def pdf(change=lambda pdf: None, **kwargs):
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 200))
        change(document)
        document.save(made, **kwargs)
    return made.getvalue()


def script(document):
    document.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
    )


def script_of_a_page(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    document.pages[0].obj.AA = pikepdf.Dictionary(O=action)


def script_in_names(document):
    document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([])))


def launch(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
    document.Root.OpenAction = document.make_indirect(action)


def attachment(document):
    document.attachments["inner.exe"] = b"MZ something"


def xfa(document):
    document.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.String("<xdp/>"), Fields=pikepdf.Array([]))


def test_a_photo_is_kept_without_where_it_was_taken():
    exif = Image.Exif()
    exif[0x010F] = "A telephone"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 28.0, 40.0), 3: "W", 4: (0.0, 0.0, 5.0)})
    content = picture(exif=exif)
    assert b"A telephone" in content
    kept = uploads.look_at(sent(content, "IMG_1.JPG"))
    assert b"A telephone" not in kept.content
    with Image.open(io.BytesIO(kept.content)) as again:
        assert not again.getexif()
        assert again.size == (60, 40)
    assert (kept.ending, kept.content_type, kept.title) == ("jpg", "image/jpeg", "IMG_1")


def test_a_photo_stands_upright_once_its_notes_are_gone():
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    kept = uploads.look_at(sent(picture(exif=exif), "a.jpg"))
    with Image.open(io.BytesIO(kept.content)) as again:
        assert again.size == (40, 60)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
def test_a_png_of_any_kind_is_made_anew(mode):
    made = io.BytesIO()
    Image.new(mode, (5, 5)).save(made, "PNG")
    kept = uploads.look_at(sent(made.getvalue() + b"<script>alert(1)</script>", "a.png"))
    assert b"script" not in kept.content


def test_a_plain_pdf_is_kept_as_it_came():
    content = pdf()
    kept = uploads.look_at(sent(content, "Dr Amin's letter.pdf"))
    assert kept.content == content
    assert kept.content_type == "application/pdf"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (script, "program"),
        (script_of_a_page, "program"),
        (script_in_names, "program"),
        (launch, "program"),
        (xfa, "program"),
        (attachment, "other files"),
    ],
)
def test_a_pdf_that_could_act_or_carries_files_is_refused(change, words):
    with pytest.raises(Unwanted, match=words):
        uploads.look_at(sent(pdf(change)))


def test_a_pdf_with_a_script_packed_into_object_streams_is_refused_too():
    content = pdf(launch, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    with pytest.raises(Unwanted, match="program"):
        uploads.look_at(sent(content))


def test_a_locked_pdf_is_refused():
    content = pdf(encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(Unwanted, match="password"):
        uploads.look_at(sent(content))


def test_a_pdf_that_is_a_zip_as_well_is_refused():
    with pytest.raises(Unwanted, match="other files"):
        uploads.look_at(sent(pdf() + b"PK\x05\x06" + b"\0" * 18))


def bomb():
    """A PDF whose one stream of objects is a gigabyte once it is blown up."""
    packed = zlib.compressobj(9)
    body = b"".join(packed.compress(b"0" * 1_000_000) for _ in range(1500)) + packed.flush()
    head = b"%PDF-1.5\n"
    stream = (
        b"1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(body)
        + body
        + b"\nendstream\nendobj\n"
    )
    root = b"2 0 obj\n<< /Type /Catalog /Pages 3 0 R >>\nendobj\n"
    places = {1: len(head), 2: len(head) + len(stream)}
    start = len(head) + len(stream) + len(root)
    rows = struct.pack(">BIH", 0, 0, 65535) + struct.pack(">BIH", 1, places[1], 0)
    rows += struct.pack(">BIH", 1, places[2], 0) + struct.pack(">BIH", 2, 1, 0)
    table = b"4 0 obj\n<< /Type /XRef /Size 4 /W [1 4 2] /Root 2 0 R /Length %d >>\nstream\n" % len(rows)
    return head + stream + root + table + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % start


def test_a_pdf_that_blows_up_ends_a_small_process_and_is_refused():
    content = bomb()
    assert len(content) < 3_000_000
    with pytest.raises(Unwanted, match="cannot be opened"):
        uploads.look_at(sent(content))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.pdf"),
        (b"%PDF-1.7 and nothing more", "half.pdf"),
        (picture()[:200], "half.jpg"),
        (picture("PNG")[:60], "half.png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.svg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.png"),
        (b"<html><script>alert(1)</script>", "a.pdf"),
        (b"<html>%PDF-1.7", "a.pdf"),
        (picture(), "a.pdf"),
        (pdf(), "a.jpg"),
        (picture("GIF"), "a.png"),
        (picture("PNG"), "a.jpg"),
        (b"PK\x03\x04 a document", "a.docx"),
        (b"MZ\x90", "a.exe"),
        (picture(), "noending"),
        (picture(), "a.jpg.exe"),
        (b"\xff\xd8\xff" + b"<script>" * 50, "a.jpg"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "a.png"),
    ],
)
def test_what_is_not_one_of_three_kinds_is_refused_in_a_sentence(content, name):
    with pytest.raises(Unwanted) as refused:
        uploads.look_at(sent(content, name))
    assert str(refused.value).endswith(".")


def test_a_picture_of_too_many_points_is_refused_before_it_is_opened():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    content = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )
    with pytest.raises(Unwanted, match="too large"):
        uploads.look_at(sent(content, "wide.png"))


def test_a_file_over_ten_megabytes_is_refused_unread():
    with pytest.raises(Unwanted, match="10 MB"):
        uploads.look_at(sent(b"%PDF-" + b"0" * uploads.MOST_BYTES))


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("../../etc/passwd.pdf", "passwd"),
        ("C:\\Users\\me\\letter.pdf", "letter"),
        ("cod\u202egpj.pdf", "cod gpj"),
        ("a\x00b.pdf", "a b"),
        (f"{'long' * 80}.pdf", ("long" * 80)[:120]),
        (".pdf", "Paper without a name"),
        ("\u202e\u200b.pdf", "Paper without a name"),
        ("Zoë’s letter – März.PDF", "Zoë’s letter – März"),
    ],
)
def test_a_name_for_people_has_no_folders_and_no_signs_that_hide(name, title):
    assert uploads.title_of(name) == title

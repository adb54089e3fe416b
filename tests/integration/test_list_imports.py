"""Lists of filled-in forms and of letters: read as they come, nothing twice, nothing dropped."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tests.builders.post import a_workbook
from vigilance.complaints.models import Complaint
from vigilance.domain.errors import Invalid
from vigilance.domain.lanes import Channel, Lane
from vigilance.identities.models import SealedIdentity
from vigilance.post.importing import FormList, Loaded, form_columns, form_taker, load_rows
from vigilance.post.sheets import read_sheet

AT = datetime(2026, 3, 2, 6, tzinfo=UTC)
HEADER = "Timestamp,What happened?,District,Phone,Amount\n"
ROW = "01/03/2026 10:20:00,बाबू ने पाँच सौ रुपये माँगे।,Lucknow,९००००००६०१,500\n"
MAP = {
    "Timestamp": "submitted_at",
    "What happened?": "text",
    "District": "district",
    "Phone": "mobile",
    "Amount": "amount_demanded",
}


@pytest.fixture
def load(connected, office, tmp_path):
    """Load a list of forms, given as text or bytes."""

    def run(content, name="answers.csv", columns=MAP, resume=False, **how):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        sheet = read_sheet(path)
        form_list = FormList(columns=form_columns(sheet, columns), **how)
        take = form_taker(connected, office, form_list, lambda: AT)
        return load_rows(path, sheet, take, resume=resume)

    return run


@pytest.fixture
def refused(tmp_path):
    """The rows of the file of what was refused."""

    def rows(name="answers.csv"):
        text = (tmp_path / f"{name}.refused.csv").read_text(encoding="utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    return rows


def complaints(session):
    return session.scalars(select(Complaint).order_by(Complaint.number)).all()


def test_a_row_becomes_a_complaint(load, session, office):
    done = load(HEADER + ROW)

    found = complaints(session)[0]
    assert done == Loaded(entered=1)
    assert (found.channel, found.lane, found.language) == (Channel.FORM, Lane.ORDINARY, "hi")
    assert found.text == "बाबू ने पाँच सौ रुपये माँगे।"
    assert found.district_code == office.reference.find_district("Lucknow").code
    assert (found.amount_demanded, found.received_on) == (500, date(2026, 3, 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_every_usual_form_of_csv_is_read(load, session, encoding, mark):
    text = (HEADER + ROW).replace(",", mark)

    done = load(text.encode(encoding))

    assert done == Loaded(entered=1)
    assert complaints(session)[0].amount_demanded == 500


def test_letters_of_no_unicode_are_refused_whole(load):
    with pytest.raises(Invalid) as caught:
        load("What happened?\n¿Qué?\n".encode("cp1252"), columns={"What happened?": "text"})

    assert caught.value.fields == {"file": ["neither UTF-8 nor UTF-16: save it as CSV UTF-8"]}


def test_a_text_of_several_lines_stays_one(load, session):
    load('text\n"First line\nsecond, with a comma"\n', columns={})

    assert complaints(session)[0].text == "First line\nsecond, with a comma"


def test_a_quotation_mark_never_closed_enters_nothing(load, session):
    with pytest.raises(Invalid):
        load('text\nThe first is whole.\n"The second is open\n', columns={})

    assert complaints(session) == []


def test_the_same_file_again_enters_nothing(load, session):
    load(HEADER + ROW + ROW)

    again = load(HEADER + ROW + ROW)

    assert again == Loaded(known=2)
    assert len(complaints(session)) == 2


def test_rows_known_by_their_own_id_are_entered_once_from_any_file(load, session):
    columns = {"What happened?": "text"}
    load("No,What happened?\n1,The first matter.\n", columns=columns, id_column="No", form="camp")

    again = load(
        "No,What happened?\n1,The first matter.\n2,The second matter.\n",
        name="later.csv",
        columns=columns,
        id_column="No",
        form="camp",
    )
    other = load(
        "No,What happened?\n1,Another form's first.\n",
        name="other.csv",
        columns=columns,
        id_column="No",
        form="other",
    )

    assert (again, other) == (Loaded(entered=1, known=1), Loaded(entered=1))


def test_bad_rows_are_kept_with_reasons_mended_and_loaded_again(load, refused, session, tmp_path):
    bad = "31/02/2026,Something happened,Atlantis,12,many\n"
    first = load(HEADER + bad + ROW)
    kept = refused()

    mended = (tmp_path / "answers.csv.refused.csv").read_text(encoding="utf-8-sig")
    for wrong, right in (
        ("31/02/2026", "01/03/2026"),
        ("Atlantis,12,many", "Lucknow,9000000602,200"),
    ):
        mended = mended.replace(wrong, right, 1)
    second = load(mended, name="mended.csv")
    third = load(mended.replace("Something", "Some thing"), name="mended.csv")

    assert first == Loaded(entered=1, refused=1)
    assert [row["What happened?"] for row in kept] == ["Something happened"]
    assert {part.partition(":")[0] for part in kept[0]["vigilance-reasons"].split("; ")} == {
        "submitted_at",
        "district",
        "mobile",
        "amount_demanded",
    }
    assert second == Loaded(entered=1)
    assert third == Loaded(known=1)
    assert len(complaints(session)) == 2


def test_the_file_of_the_refused_is_for_its_owner_alone(load, tmp_path):
    load(HEADER + "x,,,,\n")

    assert (tmp_path / "answers.csv.refused.csv").stat().st_mode & 0o777 == 0o600


def test_where_all_went_well_no_refusals_stay(load, tmp_path):
    load(HEADER + "x,,,,\n")
    load(HEADER + ROW)

    assert not (tmp_path / "answers.csv.refused.csv").exists()


def test_a_formula_stays_text_and_runs_nowhere(load, refused, session):
    formula = '"=HYPERLINK(""http://example.com"";""click"")"'
    done = load(f"text,place,mobile\n{formula},+Block A,\n{formula},-1+1,12\n", columns={})

    assert done == Loaded(entered=1, refused=1)
    assert complaints(session)[0].text == '=HYPERLINK("http://example.com";"click")'
    assert complaints(session)[0].place == "+Block A"
    assert refused()[0]["text"].startswith("'=HYPERLINK")
    assert refused()[0]["place"] == "'-1+1"


def test_a_workbook_is_read_with_its_figures_as_people_write_them(load, session, refused):
    made = a_workbook(
        [
            ["What happened?", "Phone", "Amount"],
            ["बाबू ने रुपये माँगे।", 9000000603, 2500],
            ["", 9000000604, 1],
        ]
    )

    done = load(
        made,
        name="answers.xlsx",
        columns={k: v for k, v in MAP.items() if k in ("What happened?", "Phone", "Amount")},
    )

    assert done == Loaded(entered=1, refused=1)
    assert complaints(session)[0].amount_demanded == 2500
    assert refused("answers.xlsx")[0]["Phone"] == "9000000604"


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a workbook", b"", b"\n\n"])
def test_what_is_no_list_says_so(load, content):
    with pytest.raises(Invalid):
        load(content)


def test_two_columns_of_one_name_cannot_be_told_apart(load):
    with pytest.raises(Invalid):
        load("text,text\na,b\n", columns={})


def test_a_column_named_that_is_not_there_is_told(load):
    with pytest.raises(Invalid) as caught:
        load("text\na\n", columns={"Phone": "mobile", "text": "words"})

    assert caught.value.fields["--map"] == ["no column Phone", "we have no field words"]


@pytest.mark.parametrize(
    ("lane", "given", "kept"),
    [
        ("anonymous", Lane.ANONYMOUS, False),
        ("protected", Lane.PROTECTED, True),
        ("", Lane.ORDINARY, True),
    ],
)
def test_the_lane_named_is_taken_and_who_is_anonymous_keeps_no_name(
    load, session, lane, given, kept
):
    load(f"text,lane,name\nSomething happened here.,{lane},Sita Devi\n", columns={})

    sealed = session.scalars(select(SealedIdentity)).one()
    assert complaints(session)[0].lane is given
    assert sealed.has_identity is kept


def test_a_stopped_run_goes_on_where_it_stopped(load, session, connected, office, tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text(HEADER + ROW * 30)
    sheet = read_sheet(path)
    taken = []
    take = form_taker(connected, office, FormList(columns=form_columns(sheet, MAP)), lambda: AT)

    def until_the_power_fails(row):
        if row.number == 27:
            raise KeyboardInterrupt
        take(row)

    def counting(row):
        taken.append(row.number)
        take(row)

    with pytest.raises(KeyboardInterrupt):
        load_rows(path, sheet, until_the_power_fails)
    done = load_rows(path, sheet, counting, resume=True)

    assert taken == [27, 28, 29, 30, 31]
    assert done == Loaded(entered=5)
    assert len(complaints(session)) == 30
    assert not (tmp_path / "answers.csv.progress").exists()

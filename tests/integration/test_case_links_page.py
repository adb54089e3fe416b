"""The page of what hangs together with a case, in a browser."""

from tests.builders.cases import day
from tests.builders.forms import said
from tests.builders.links import merged
from tests.builders.stories import Story
from vigilance.cases.accused_queries import accused_of
from vigilance.cases.link_queries import ties_of
from vigilance.cases.queries import complaints_in
from vigilance.domain.tracks import Track


def post(browser, case, act, **typed):
    return browser.post(f"/office/cases/{case.number}/links/{act}?lang=en", data=typed)


def test_the_cvo_joins_a_complaint_by_its_number_and_the_file_shows_it(walk, session, team):
    case, complaint = walk.case(), walk.scrutinised()
    cvo = team("cvo")

    answer = post(cvo, case, "join", number=complaint.number, reasons="The same clerk.")

    assert (answer.status_code, answer.location) == (
        303,
        f"/office/cases/{case.number}/links?lang=en",
    )
    assert complaint.number in said(cvo.get(f"/office/cases/{case.number}?lang=en"))
    session.expire_all()
    assert len(complaints_in(session, case)) == 2


def test_a_number_nobody_knows_is_refused_beside_its_field_and_the_reasons_stay(walk, team):
    case = walk.case()

    answer = post(team("cvo"), case, "join", number="SWD-C-2026-999999", reasons="Typed once.")

    assert answer.status_code == 422
    words = said(answer)
    assert "There is no complaint with this number in your sight." in words
    assert "Typed once." in words


def test_a_merge_is_proposed_by_one_carried_out_by_the_other_and_undone(walk, session, team):
    case, into = walk.case(), walk.case()
    post(team("vo"), case, "propose", number=into.number, reasons="One matter.")
    link = ties_of(session, case.record_id)[0].link
    own = {"link": link.id.hex, "reasons": "One matter."}
    assert post(team("vo"), case, "merge", **own).status_code == 422

    answer = post(team("cvo"), case, "merge", **own)

    assert answer.status_code == 303
    session.expire_all()
    assert case.disposal == "merged"
    assert into.number in said(team("cvo").get(f"/office/cases/{case.number}?lang=en"))
    undone = post(team("cvo"), into, "undo", link=_half(session, into), reasons="Two matters.")
    assert undone.status_code == 303
    session.expire_all()
    assert case.disposal is None
    assert "Undone" in said(team("vo").get(f"/office/cases/{case.number}/links?lang=en"))


def test_the_page_says_in_hindi_which_act_stands_in_the_way(walk, session, team):
    case, into, _link = merged(session, walk)
    (named,) = accused_of(session, into.record_id)
    Story(session, walk, named.accused).act(
        "2026-01-09",
        Track.DEPARTMENTAL_MAJOR,
        "decide-major-proceedings",
        note="Prima facie proved.",
    )
    session.commit()

    answer = team("cvo").post(
        f"/office/cases/{into.number}/links/undo?lang=hi",
        data={"link": _half(session, into), "reasons": "अलग मामले हैं।"},
    )

    assert answer.status_code == 422
    assert "आरोपी 1 इससे सम्बन्धित हैं और उन पर 9 जनवरी 2026 को" in said(answer)
    assert case.disposal == "merged"


def _half(session, case):
    return ties_of(session, case.record_id)[0].link.id.hex


def test_a_split_needs_something_that_leads_to_the_new_case(walk, session, team):
    case = walk.case()
    typed = {
        "title": "The rest",
        "officer": str(walk.team.inquirer.officer_id),
        "reasons": "Another office.",
    }
    cvo = team("cvo")
    assert post(cvo, case, "split", **typed).status_code == 422

    (complaint,) = complaints_in(session, case)
    answer = post(cvo, case, "split", complaints=[complaint.number], **typed)

    assert answer.status_code == 303
    session.expire_all()
    (tie,) = ties_of(session, case.record_id)
    assert (tie.other.title, tie.link.made_at.date()) == ("The rest", day(1).date())


def test_the_inquiring_officer_reads_the_page_and_changes_nothing(walk, team):
    case = walk.case()
    page = f"/office/cases/{case.number}/links"

    inquirer = team("inquirer")

    assert inquirer.get(page).status_code == 200
    assert "<form" not in inquirer.get(page).get_data(as_text=True).split("<main")[-1]
    assert post(inquirer, case, "relate", number="x", reasons="y").status_code == 403

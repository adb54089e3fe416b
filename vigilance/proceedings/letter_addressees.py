"""Under which designation a letter is signed, and to whom it goes."""

from collections.abc import Mapping

from vigilance.clocks.labels import PARTIES
from vigilance.domain.letters import Addressee, Signer
from vigilance.domain.tracks import Track
from vigilance.domain.words import Words
from vigilance.proceedings.letter_forms import LetterForm
from vigilance.proceedings.letter_labels import SIGNERS
from vigilance.proceedings.letter_matter import Matter
from vigilance.proceedings.letter_readers import Fill, agency, fact_of, post_of
from vigilance.proceedings.letter_words import post_words, whom_words
from vigilance.proceedings.letters import UNFILLED

ADDRESSEES: Mapping[Addressee, Words] = {
    Addressee.COMPLAINANT: Words(hi="शिकायतकर्ता", en="The complainant"),
    Addressee.STATE_GOVERNMENT: Words(hi="उत्तर प्रदेश शासन", en="The Government of Uttar Pradesh"),
    Addressee.GOVERNOR: Words(
        hi="उत्तर प्रदेश शासन (महामहिम राज्यपाल की स्वीकृति के लिए)",
        en="The Government of Uttar Pradesh (for the sanction of the Governor)",
    ),
    Addressee.DRAWING_OFFICER: Words(
        hi="आहरण वितरण अधिकारी", en="The drawing and disbursing officer"
    ),
    Addressee.APPLICANT: Words(hi="आवेदक", en="The applicant"),
}


_INQUIRY_OFFICER = post_of("appoint-inquiry-authority", "inquiry_officer")
_PRESENTING_OFFICER = post_of("appoint-inquiry-authority", "presenting_officer")
_DEPARTMENT = fact_of("decide-transfer", "department", Track.TRANSFER)


def signer_words(matter: Matter, form: LetterForm) -> str | None:
    """The designation under which a letter is signed."""
    if form.signer in (Signer.CVO, Signer.INFORMATION_OFFICER):
        return SIGNERS[form.signer].said_in(matter.language)
    if matter.who is None:
        return None
    official = matter.who.official
    appoints = form.signer is Signer.APPOINTING_AUTHORITY
    return whom_words(
        matter, official.appointing_authority if appoints else official.disciplinary_authority
    )


def addressee_words(matter: Matter, form: LetterForm) -> str:
    """To whom a letter of this kind goes."""
    to = form.addressee
    if to in ADDRESSEES:
        return ADDRESSEES[to].said_in(matter.language)
    found = _READ_ADDRESSEE[to](matter, form)
    return found or UNFILLED


def _inquiry_officer(matter: Matter, form: LetterForm) -> str | None:
    if form.track is Track.INQUIRY:
        return matter.inquirer.said_in(matter.language) if matter.inquirer else None
    return _INQUIRY_OFFICER.read(matter, form)


def _charged(matter: Matter, _form: LetterForm) -> str | None:
    if matter.who is None:
        return None
    official = matter.who.official
    return f"{official.name}, {post_words(matter, official.designation)}"


def _sanctioning(matter: Matter, _form: LetterForm) -> str | None:
    return whom_words(matter, matter.who.official.appointing_authority) if matter.who else None


def _late_party(matter: Matter, _form: LetterForm) -> str | None:
    return PARTIES[matter.late.owed_by].said_in(matter.language) if matter.late else None


_READ_ADDRESSEE: Mapping[Addressee, Fill] = {
    Addressee.CHARGED_OFFICER: _charged,
    Addressee.SANCTIONING_AUTHORITY: _sanctioning,
    Addressee.AGENCY: agency,
    Addressee.INQUIRY_OFFICER: _inquiry_officer,
    Addressee.PRESENTING_OFFICER: _PRESENTING_OFFICER.read,
    Addressee.DEPARTMENT: _DEPARTMENT.read,
    Addressee.WHOEVER_IS_LATE: _late_party,
}

"""Pasting in what somebody said in public elsewhere: the same address twice shows the earlier number."""

import json
from dataclasses import replace

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from vigilance.accounts.signing_in import current_actor
from vigilance.complaints.filing import Filing, Registration
from vigilance.complaints.filing_labels import matter_labels
from vigilance.complaints.models import Complaint
from vigilance.complaints.preparation import prepare
from vigilance.complaints.schemas import current_office
from vigilance.complaints.subject import district_choices
from vigilance.database.acting import act_as
from vigilance.domain.actors import SYSTEM, Actor
from vigilance.domain.dates import day_in_words, ist_day
from vigilance.domain.errors import AlreadyReceived, Invalid
from vigilance.domain.lanes import Channel, Lane
from vigilance.domain.message import Contact, ContactKind
from vigilance.domain.permissions import Permission
from vigilance.evidence.uploads import FIELD, uploads_of_form
from vigilance.identities.contacts import Identity
from vigilance.post.commands.taking import register_once, source_key
from vigilance.post.models import Platform
from vigilance.post.post_page import scheme_choices
from vigilance.post.queries import taken_as
from vigilance.post.schemas import Pasted, PasteSchema
from vigilance.web.choices import choices
from vigilance.web.clock import now
from vigilance.web.forms import Form, typed_form
from vigilance.web.guard import requires
from vigilance.web.input import Malformed, TooLarge, load, read_form
from vigilance.web.labels import label_of
from vigilance.web.language import url_in_other_language
from vigilance.web.navigation import file_url
from vigilance.web.security import takes_uploads
from vigilance.web.session import database, let_go
from vigilance.web.transaction import own_transactions

paste = Blueprint("paste", __name__, url_prefix="/office/intake/paste")

CHANNELS = {
    Platform.X: Channel.X,
    Platform.FACEBOOK: Channel.FACEBOOK,
    Platform.INSTAGRAM: Channel.INSTAGRAM,
}
"""The channels of the platforms we know; what stands elsewhere came over the web."""
HANDLES = {
    Platform.X: ContactKind.X,
    Platform.FACEBOOK: ContactKind.FACEBOOK,
    Platform.INSTAGRAM: ContactKind.INSTAGRAM,
}
PASTED = "pasted"


@paste.get("")
@requires(Permission.INTAKE_REGISTER)
def form() -> ResponseReturnValue:
    """The empty form."""
    return _form(Form({"language": "hi"}))


def _form(form: Form) -> str:
    return render_template(
        "post/paste.html",
        other_language_url=url_in_other_language("paste.form"),
        form=form,
        labels=_labels(),
        platforms=choices(Platform),
        divisions=district_choices(),
        schemes=scheme_choices(),
    )


def _labels() -> dict[str, str]:
    return {
        "platform": _("Where does it stand?"),
        "url": _("Address of the post"),
        "posted_on": _("Day of the post"),
        "posted_time": _("Time of the post, in India"),
        "handle": _("Name under which it was written"),
        "text": _("Its words"),
        "language": _("Language of the post"),
        "evidence": _("Picture of the screen"),
        **matter_labels(),
    }


@paste.post("")
@requires(Permission.INTAKE_REGISTER)
@own_transactions
def register() -> ResponseReturnValue:
    """Register the post, or show what it was registered as before."""
    actor = current_actor()
    let_go()
    try:
        given = read_form(PasteSchema)
        given[FIELD] = uploads_of_form()
        pasted: Pasted = load(PasteSchema, given)
    except Malformed:
        raise
    except Invalid as error:
        return _form(typed_form(error.fields)), 413 if isinstance(error, TooLarge) else 422
    try:
        done = _registered(pasted, actor)
    except AlreadyReceived:
        return _known(pasted, actor), 409
    number = done.complaint.number
    return render_template("post/paste-done.html", number=number, url=file_url(number), known=False)


takes_uploads(register)


def _registered(pasted: Pasted, actor: Actor) -> Registration:
    office, at = current_office(), now()
    key = source_key(office, PASTED, pasted.url)
    with database().reading() as session:
        if taken_as(act_as(session, SYSTEM), key) is not None:
            raise AlreadyReceived("this post")
    prepared = prepare(_filing(pasted), office, at)
    with database().writing() as session, session.begin():
        act_as(session, SYSTEM)
        return register_once(session, key, prepared, by=actor, office=office)


def _filing(pasted: Pasted) -> Filing:
    """The post as a complaint. Its author and its address, which names him, are sealed with the identity.

    Who spoke in public is not answered where he spoke.
    """
    kind = HANDLES.get(pasted.platform)
    handle = pasted.handle.removeprefix("@") if pasted.handle else None
    identity = Identity(
        name=pasted.handle if handle and kind is None else None,
        handle=Contact(kind, handle) if handle and kind else None,
        address=pasted.url if handle else None,
    )
    original = {
        "platform": pasted.platform.value,
        "url": pasted.url,
        "posted_at": pasted.posted_at.isoformat() if pasted.posted_at else None,
        "handle": pasted.handle,
        "text": pasted.filing.text,
    }
    return replace(
        pasted.filing,
        text=f"{_heading(pasted)}\n\n{pasted.filing.text}".strip(),
        lane=Lane.ORDINARY if identity else Lane.ANONYMOUS,
        channel=CHANNELS.get(pasted.platform, Channel.WEB),
        identity=identity,
        original=json.dumps(original, ensure_ascii=False).encode(),
        flags=(PASTED, f"{PASTED}:{pasted.platform.value}"),
        answered=False,
    )


def _heading(pasted: Pasted) -> str:
    """Where and when it was said, in the language of the post."""
    said = pasted.filing.language
    where = label_of(pasted.platform).said_in(said)
    with force_locale(said):
        if pasted.posted_at is None:
            return str(_("Said in public: %(where)s", where=where))
        when = f"{day_in_words(ist_day(pasted.posted_at), said)}, {pasted.posted_at:%H:%M}"
        return str(_("Said in public: %(where)s, %(when)s", where=where, when=when))


def _known(pasted: Pasted, actor: Actor) -> str:
    """The earlier number, where this officer may see it."""
    key = source_key(current_office(), PASTED, pasted.url)
    with database().reading() as session:
        row = taken_as(act_as(session, SYSTEM), key)
        record_id = row.record_id if row else None
    with database().reading() as session:
        act_as(session, actor)
        found = session.get(Complaint, record_id) if record_id else None
        number = found.number if found else None
    return render_template(
        "post/paste-done.html", number=number, url=file_url(number) if number else None, known=True
    )

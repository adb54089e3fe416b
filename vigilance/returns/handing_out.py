"""Files handed out by pages: whose order it is, and the answer that carries it."""

from typing import BinaryIO, cast

from flask import send_file
from werkzeug.wrappers import Response

from vigilance.accounts.models import Officer
from vigilance.accounts.signing_in import current_actor, current_officer
from vigilance.domain.words import Words
from vigilance.returns.exporting import Order
from vigilance.returns.report_table import AnyReport, cap_of
from vigilance.returns.shapes import Asked
from vigilance.sealing.spool import EncryptedSpool
from vigilance.web.guard import current_roles
from vigilance.web.language import language
from vigilance.web.session import current_session


def order_of_reader(report: AnyReport, asked: Asked, form: str) -> Order:
    """What the officer of this request asks to be made."""
    officer = current_session().get_one(Officer, current_officer().officer_id)
    who = Words(hi=officer.name_hi, en=officer.name_en)
    cap = cap_of(current_roles())
    return Order(report, asked, form, language(), current_actor(), who, cap)


def handed_out(file: EncryptedSpool, media_type: str, name: str) -> Response:
    """The file as an answer that no browser and no proxy keeps."""
    answer = send_file(
        cast("BinaryIO", file),
        mimetype=media_type,
        as_attachment=True,
        download_name=name,
        etag=False,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer

"""The composition root: the one place that knows every feature."""

from pathlib import Path

from flask import Flask
from flask_babel.speaklater import LazyString
from flask_login import current_user
from flask_wtf.csrf import CSRFError, generate_csrf

import vigilance.models  # noqa: F401 -- every table, before the first query
from vigilance.accounts import refusals, signing_in
from vigilance.accounts.views import accounts
from vigilance.arrivals.channels_views import channels
from vigilance.arrivals.held_views import held
from vigilance.arrivals.mail_views import mails
from vigilance.arrivals.webhooks import webhooks
from vigilance.cases import link_labels
from vigilance.cases.cvo_views import cvo
from vigilance.cases.desk_views import office
from vigilance.cases.district_views import district
from vigilance.cases.file_views import files
from vigilance.cases.link_views import case_links
from vigilance.cases.paper_views import papers
from vigilance.cases.preview_views import previews
from vigilance.cases.reads_views import reads
from vigilance.cases.views import cases
from vigilance.clocks import labels as clock_labels
from vigilance.clocks.views import clocks
from vigilance.complaints import labels as complaint_labels
from vigilance.complaints.api import complaints_api
from vigilance.complaints.bundle_views import bundles
from vigilance.complaints.code_views import complaints_code
from vigilance.complaints.confirm_views import complaints_confirm
from vigilance.complaints.office import make_office
from vigilance.complaints.public_tracking import complaints_track
from vigilance.complaints.public_views import complaints_public
from vigilance.complaints.views import complaints
from vigilance.correspondence.views import outbox
from vigilance.database.engine import Database
from vigilance.evidence import file_host
from vigilance.evidence import labels as evidence_labels
from vigilance.evidence.uploads import OfficeRequest
from vigilance.helpline import labels as helpline_labels
from vigilance.helpline.calls_views import calls_desk
from vigilance.helpline.phone_views import helpline
from vigilance.helpline.public_views import helpline_public
from vigilance.helpline.recording_views import helpline_recordings
from vigilance.post import labels as post_labels
from vigilance.post.camp_views import camp
from vigilance.post.letters_views import letters
from vigilance.post.lists_views import lists
from vigilance.post.paste_views import paste
from vigilance.post.post_views import post_desk
from vigilance.proceedings import labels as proceedings_labels
from vigilance.proceedings import letter_labels, time_section
from vigilance.proceedings.accused_views import accused
from vigilance.proceedings.after_views import after_closing
from vigilance.proceedings.charge_list_views import charge_lists
from vigilance.proceedings.delegation_views import delegations
from vigilance.proceedings.diary_views import diary
from vigilance.proceedings.handover_views import handovers
from vigilance.proceedings.hrms_views import hrms_numbers
from vigilance.proceedings.inquiry_views import inquiries
from vigilance.proceedings.letter_views import case_letters
from vigilance.proceedings.matter_views import matter_tracks
from vigilance.proceedings.note_print_views import note_print
from vigilance.proceedings.public_after import complaints_after
from vigilance.proceedings.radar_views import radar_desk
from vigilance.proceedings.strike_views import strike_offs
from vigilance.proceedings.views import proceedings
from vigilance.proceedings.witness_views import witnesses
from vigilance.reports import stages
from vigilance.reports.admin_views import admin
from vigilance.reports.ahead_views import ahead
from vigilance.reports.auditor_views import auditor
from vigilance.reports.gravity import grounds_in
from vigilance.reports.machine_views import machine
from vigilance.reports.outcomes_views import outcomes_desk
from vigilance.reports.pending_matters import pending_desk
from vigilance.reports.public_copy_views import public_copies
from vigilance.reports.sheet_views import sheets
from vigilance.reports.slides import slides
from vigilance.reports.tracks_views import pending_tracks_desk
from vigilance.reports.views import minister
from vigilance.returns import labels as returns_labels
from vigilance.returns.looked_views import looked
from vigilance.returns.ordered_views import ordered
from vigilance.returns.return_views import returns
from vigilance.returns.saved_views import saved
from vigilance.returns.views import reports
from vigilance.reviews import labels as review_labels
from vigilance.reviews.convene_views import sittings_calling
from vigilance.reviews.direction_views import directions_desk
from vigilance.reviews.others_views import others_desk
from vigilance.reviews.rules import direction_rule, every_version
from vigilance.reviews.sitting_views import sittings_desk
from vigilance.reviews.views import reviews
from vigilance.sealing.derive import hkdf_sha256
from vigilance.sealing.keyring import KeyName, Keyring
from vigilance.settings import PROJECT, Settings
from vigilance.web import (
    clock,
    filters,
    language,
    navigation,
    problems,
    security,
    session,
    templates,
)
from vigilance.web.components_page import components_page

TRANSLATIONS = Path(__file__).parent / "translations"
BLUEPRINTS = (
    accounts,
    complaints_public,
    complaints_track,
    complaints_after,
    complaints_api,
    complaints,
    complaints_confirm,
    complaints_code,
    bundles,
    outbox,
    helpline,
    calls_desk,
    helpline_public,
    post_desk,
    letters,
    lists,
    paste,
    camp,
    helpline_recordings,
    cases,
    case_links,
    files,
    papers,
    previews,
    file_host.file_host,
    accused,
    proceedings,
    matter_tracks,
    strike_offs,
    hrms_numbers,
    inquiries,
    witnesses,
    after_closing,
    case_letters,
    note_print,
    office,
    cvo,
    district,
    reads,
    clocks,
    radar_desk,
    diary,
    handovers,
    charge_lists,
    delegations,
    reviews,
    directions_desk,
    others_desk,
    sittings_calling,
    sittings_desk,
    minister,
    ahead,
    pending_tracks_desk,
    pending_desk,
    sheets,
    public_copies,
    slides,
    admin,
    machine,
    outcomes_desk,
    reports,
    returns,
    ordered,
    saved,
    looked,
    auditor,
    webhooks,
    held,
    mails,
    channels,
)
"""Every feature's pages."""
WORDS = (
    clock_labels,
    complaint_labels,
    link_labels,
    evidence_labels,
    helpline_labels,
    post_labels,
    proceedings_labels,
    letter_labels,
    review_labels,
    returns_labels,
    stages,
    time_section,
)
"""What makes the coded values of each feature known in words, and its parts of other pages."""


def create_app(settings: Settings, database: Database | None = None) -> Flask:
    """The application for these settings; a database may be handed in, as the tests do."""
    app = Flask(
        "vigilance",
        static_folder=str(PROJECT / "vigilance" / "static"),
        template_folder=str(PROJECT / "templates"),
    )
    app.request_class = OfficeRequest
    app.jinja_environment = templates.OfficeEnvironment
    # a rule that cannot be read is told now, not at a review
    for rules in (every_version, direction_rule, grounds_in):
        rules(settings.config_dir)
    keyring = Keyring.load(settings.keys_dir)
    _configure(app, settings, keyring)
    session.init_app(
        app, database or Database(settings.database_url, timeout_ms=settings.database_timeout_ms)
    )
    app.extensions["vigilance.keyring"] = keyring
    app.extensions["vigilance.office"] = make_office(settings, keyring)
    file_host.init_app(app, settings)  # first: what is not of its host is not answered at all
    templates.init_app(app, language.init_app(app))
    filters.init_app(app)
    signing_in.init_app(app, settings)
    security.init_app(app, settings)
    problems.init_app(app)
    app.register_error_handler(CSRFError, lambda _error: problems.answer(403, "cross-site"))
    for words in WORDS:
        words.register()
    for blueprint in BLUEPRINTS if settings.env == "production" else (*BLUEPRINTS, components_page):
        app.register_blueprint(blueprint)
    security.exempt_from_token(app)
    signing_in.remember_seen(app)
    refusals.init_app(app)
    _give_templates(app)
    return app


def _configure(app: Flask, settings: Settings, keyring: Keyring) -> None:
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=hkdf_sha256(keyring.private(KeyName.SERVER), b"flask session"),
        TRUSTED_HOSTS=[*settings.trusted_hosts, *filter(None, [settings.files_host])],
        DEFAULT_LANGUAGE=settings.default_language,
        TRANSLATIONS=TRANSLATIONS,
        MAX_CONTENT_LENGTH=settings.max_body_bytes,
        MAX_JSON_BYTES=settings.max_json_bytes,
        MAX_JSON_DEPTH=settings.max_json_depth,
        SESSION_COOKIE_NAME=f"{settings.cookie_prefix}form",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_ENABLED=settings.env != "testing",
        TESTING=settings.env == "testing",
        PROPAGATE_EXCEPTIONS=False,
        TRAP_HTTP_EXCEPTIONS=False,
    )


def _give_templates(app: Flask) -> None:
    @app.context_processor
    def _everywhere() -> dict[str, object]:
        officer = current_user._get_current_object() if current_user.is_authenticated else None  # noqa: SLF001 -- werkzeug's documented way to the object behind the proxy
        return {
            "language": language.language(),
            "other_language_url": LazyString(language.other_language_url),
            "current_officer": officer,
            "csrf_token": generate_csrf,
            "now": clock.now(),
            "settings": app.config["SETTINGS"],
            "office_nav": navigation.office_nav,
        }

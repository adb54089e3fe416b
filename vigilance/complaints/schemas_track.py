"""What the complainant's own page sends, besides number and code."""

from marshmallow import Schema, fields, validate

from vigilance.complaints.filing_fields import Narrative, Tick

LONGEST_PASS = 8192

TrackActSchema = Schema.from_dict(
    {
        "pass": fields.String(required=True, validate=validate.Length(max=LONGEST_PASS)),
        "submission_id": fields.String(load_default="", validate=validate.Length(max=200)),
        "text": Narrative(load_default=""),
        "affidavit": Tick(load_default=False),
        "review": Narrative(load_default=""),
        "rating": fields.String(load_default="", validate=validate.Length(max=1)),
        "why": Narrative(load_default=""),
    },
    name="TrackActSchema",
)
"""An act on the page; the pass stands in for number and code."""

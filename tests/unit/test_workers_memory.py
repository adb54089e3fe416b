"""A worker that only shows pages does not load what papers, workbooks, mails and the command line are made with."""

import subprocess
import sys

SELDOM = (
    "apispec",
    "cryptography",
    "phonenumbers",
    "puremagic",
    "python_calamine",
    "segno",
    "smtplib",
    "typst",
    "vigilance.channels.mail.reading",
    "vigilance.cli",
    "vigilance.demo",
    "xlsxwriter",
)
"""Each is loaded inside the function that needs it, with what it costs behind the import."""
ASKED = """
import sys
from vigilance.factory import create_app
from vigilance.settings import load_settings

home, *seldom = sys.argv[1:]
client = create_app(load_settings({}, env="testing", home=home)).test_client()
print(client.get("/").status_code, sorted(set(seldom) & set(sys.modules)))
"""


def test_what_few_workers_need_is_loaded_when_it_is_needed(project, settings):
    words = [sys.executable, "-c", ASKED, str(settings.home), *SELDOM]

    told = subprocess.run(words, cwd=project, capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "200 []"

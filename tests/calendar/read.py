"""Gives calendars to the parsers of others, and compares what they read with the schedule.

    python read.py PROGRAM

For each plan of plans.txt the program writes a calendar and the schedule. icalendar with recurring-ical-events,
vobject, ical.js and libical then have to tell the very same sessions: each start to the second in UTC, or by the
clock where there is no zone, and each length. Then a few slips are put into a file, and each parser has to tell
something else, so that none of them can pass by not looking.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import zoneinfo

zoneinfo.reset_tzpath([])  # the zones of requirements.txt, not those of this machine

import icalendar
import libical
import recurring_ical_events
import vobject

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent


def text(start):
    """A start as all readers tell it."""
    if not isinstance(start, datetime):
        return start.strftime("%Y%m%d")
    if start.tzinfo is None:
        return start.strftime("%Y%m%dT%H%M%S")
    return start.astimezone(timezone.utc).strftime("%Y%m%dT%H%M%SZ")


def planned(schedule, zone):
    """What the schedule tells: each session with those that go with it, and each contact."""
    place = None if zone == "floating" else zoneinfo.ZoneInfo(zone)
    found = []
    for day in schedule["days"]:
        before = 0
        for session in day["sessions"]:
            if session["time"] is None:
                continue
            clock = datetime.fromisoformat(f"{day['date']}T{session['time']}")
            start = (clock + timedelta(days=session["day_offset"])).replace(tzinfo=place)
            low, high = session["minutes"] or (None, None)
            length = high or low or 0
            order = session.get("with", {}).get("order")
            if order is None:
                found.append([text(start), before + length])
                before = 0
            elif order == "before":
                before += length
            else:
                found[-1][1] += length
    found = [[start, length or 15] for start, length in found]
    return found + [[text(date.fromisoformat(one["date"])), 24 * 60] for one in schedule["checkpoints"]]


def with_icalendar(path):
    """By the zones of its own data; the rules in the file are only parsed."""
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    assert not calendar.errors and not any(part.errors for part in calendar.walk()), "icalendar finds fault"
    events = recurring_ical_events.of(calendar).between(date(2026, 1, 1), date(2029, 1, 1))
    return [[text(event.start), minutes(event.end - event.start)] for event in events]


def with_vobject(path):
    """By the rules in the file."""
    vars(vobject.icalendar)["__tzidMap"].clear()
    calendar = vobject.readOne(path.read_bytes().decode())
    calendar.validate(raiseException=True)
    found = []
    for event in calendar.vevent_list:
        first = event.dtstart.value
        zone = getattr(first, "tzinfo", None)
        starts = event.getrruleset(addRDate=True) or [first]
        if hasattr(event, "rrule"):
            starts = [start.replace(tzinfo=zone) for start in starts]
        else:
            starts = [first]
        found += [[text(start), length(event)] for start in starts]
    return found


def length(event):
    """vobject does not know how long a day is."""
    return minutes(event.duration.value) if hasattr(event, "duration") else 24 * 60


def with_ical_js(path):
    """By the rules in the file."""
    run = subprocess.run(["node", HERE / "read.mjs", path], capture_output=True, text=True)
    if run.returncode != 0:
        raise ValueError(run.stderr)
    return json.loads(run.stdout)[0]


def with_libical(path):
    """By the rules in the file."""
    return libical.read(path.read_bytes().decode())


READERS = {"icalendar": with_icalendar, "vobject": with_vobject, "ical.js": with_ical_js, "libical": with_libical}
BY_THE_RULES_IN_THE_FILE = READERS.keys() - {"icalendar"}

# A slip, and who has to tell something else for it.
SLIPS = [
    (r"COUNT=(\d+)", "COUNT=1\\1", READERS.keys()),
    (r"DURATION:PT", "DURATION:PT1", READERS.keys()),
    (r"T053000", "T063000", READERS.keys()),
    (r"TZOFFSETTO:\+0200", "TZOFFSETTO:+0300", BY_THE_RULES_IN_THE_FILE),
    (r"BYMONTH=3", "BYMONTH=4", BY_THE_RULES_IN_THE_FILE),
]


def minutes(length):
    return int(length.total_seconds()) // 60


def tells_the_same(reader, path, expected):
    try:
        return sorted(reader(path)) == expected
    except Exception:
        return False


def difference(found, expected):
    missing = [one for one in expected if one not in found]
    extra = [one for one in found if one not in expected]
    return f"{len(found)} instead of {len(expected)}; missing {missing[:4]}, too much {extra[:4]}"


def site(folder):
    """The shipped protocols and the fixtures, with the shipped settings."""
    protocols = folder / "content" / "protocols"
    shutil.copytree(REPOSITORY / "content" / "protocols", protocols)
    for fixture in (REPOSITORY / "tests" / "fixtures" / "protocols").glob("*.yaml"):
        shutil.copy(fixture, protocols)
    shutil.copy(REPOSITORY / "content" / "site.yaml", folder / "content")


def write(program, folder, plan, ending):
    protocol, zone, *arguments = plan
    path = folder / f"plan.{ending}"
    command = [program, "sheet", protocol, "--root", folder, "--zone", zone, *arguments, "--out", path]
    subprocess.run(command, check=True, capture_output=True)
    return path


def main(program):
    lines = (HERE / "plans.txt").read_text().splitlines()
    plans = [line.split() for line in lines if line and not line.startswith("#")]
    passed, failed = 0, []
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        site(folder)
        for plan in plans:
            expected = sorted(planned(json.loads(write(program, folder, plan, "json").read_text()), plan[1]))
            path = write(program, folder, plan, "ics")
            for name, reader in READERS.items():
                found = sorted(reader(path))
                if found == expected:
                    passed += 1
                else:
                    failed.append(f"{name}: {' '.join(plan)}: {difference(found, expected)}")
        path = write(program, folder, plans[0], "ics")
        good = path.read_bytes().decode()
        expected = sorted(with_icalendar(path))
        for pattern, slip, who in SLIPS:
            path.write_bytes(re.sub(pattern, slip, good, count=1).encode())
            for name in sorted(who):
                if tells_the_same(READERS[name], path, expected):
                    failed.append(f"{name} does not see `{slip}` for `{pattern}`")
                else:
                    passed += 1
    for line in failed:
        print(line)
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))

"""Reads calendar files with libical, the library below many calendar programs, and lets it judge them.

`read(text)` gives `[start, minutes]` as read.py wants it, by the rules of the zone in the file. A file that
libical finds fault with is a `Fault`.
"""

import ctypes
import ctypes.util
from datetime import datetime, timezone

VEVENT = 4  # icalcomponent_kind


class Fault(Exception):
    pass


class Time(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_int) for name in "year month day hour minute second is_date is_daylight".split()),
        ("zone", ctypes.c_void_p),
    ]


class Span(ctypes.Structure):
    _fields_ = [("start", ctypes.c_long), ("end", ctypes.c_long), ("is_busy", ctypes.c_int)]


Each = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(Span), ctypes.c_void_p)


def library():
    ical = ctypes.CDLL(ctypes.util.find_library("ical"))
    pointer, number = ctypes.c_void_p, ctypes.c_int
    for name, result, arguments in [
        ("icalparser_parse_string", pointer, [ctypes.c_char_p]),
        ("icalcomponent_count_errors", number, [pointer]),
        ("icalrestriction_check", number, [pointer]),
        ("icalcomponent_as_ical_string", ctypes.c_char_p, [pointer]),
        ("icalcomponent_get_first_component", pointer, [pointer, number]),
        ("icalcomponent_get_next_component", pointer, [pointer, number]),
        ("icalcomponent_get_dtstart", Time, [pointer]),
        ("icalcomponent_foreach_recurrence", None, [pointer, Time, Time, Each, pointer]),
        ("icalcomponent_free", None, [pointer]),
    ]:
        function = getattr(ical, name)
        function.restype, function.argtypes = result, arguments
    return ical


def read(text):
    ical = library()
    calendar = ical.icalparser_parse_string(text.encode())
    if not calendar:
        raise Fault("it is no calendar")
    good = ical.icalrestriction_check(calendar)
    if not good or ical.icalcomponent_count_errors(calendar):
        said = ical.icalcomponent_as_ical_string(calendar).decode()
        raise Fault("\n".join(line for line in said.splitlines() if "ERROR" in line) or "it breaks the standard")
    found = []
    event = ical.icalcomponent_get_first_component(calendar, VEVENT)
    while event:
        found += occurrences(ical, event)
        event = ical.icalcomponent_get_next_component(calendar, VEVENT)
    ical.icalcomponent_free(calendar)
    return found


def occurrences(ical, event):
    first = ical.icalcomponent_get_dtstart(event)
    end = Time(first.year + 5, 1, 1)
    found = []

    def each(_event, span, _data):
        start = datetime.fromtimestamp(span.contents.start, timezone.utc)
        form = "%Y%m%d" if first.is_date else "%Y%m%dT%H%M%SZ" if first.zone else "%Y%m%dT%H%M%S"
        seconds = span.contents.end - span.contents.start
        # To the length of whole days this function adds a day less a second.
        seconds -= (24 * 60 * 60 - 1) if first.is_date else 0
        found.append([start.strftime(form), seconds // 60])

    ical.icalcomponent_foreach_recurrence(event, Time(first.year - 1, 1, 1), end, Each(each), None)
    return found

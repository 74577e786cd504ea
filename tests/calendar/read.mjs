// Reads calendar files with ical.js and says what is in them: for each file a list of [start, minutes].
//
//     node read.mjs FILE...
//
// A start is `20261201T050000Z` where there is a zone, by the rules in the file; without `Z` where there
// is none; and `20261201` for a whole day. What a start means is decided in read.py.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

function occurrences(event) {
  if (!event.isRecurring()) return [event.startDate];
  const starts = [];
  const each = event.iterator();
  for (let start = each.next(); start; start = each.next()) starts.push(start.clone());
  return starts;
}

function text(start) {
  const plain = (time) => time.toICALString();
  if (start.isDate || start.zone === ICAL.Timezone.localTimezone) return plain(start);
  return plain(start.convertToZone(ICAL.Timezone.utcTimezone));
}

function read(path) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, "utf8")));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  return calendar.getAllSubcomponents("vevent").flatMap((component) => {
    const event = new ICAL.Event(component);
    return occurrences(event).map((start) => [text(start), event.duration.toSeconds() / 60]);
  });
}

console.log(JSON.stringify(process.argv.slice(2).map(read)));

#!/usr/bin/env python3
"""Write the calendar documents of this folder.

    python3 generate.py            rewrite every document
    python3 generate.py --check    write nothing, fail if a document would change

Either way every day of every calendar is compared with the packages, and a difference that catalogue.py
does not name is an error. Needs the packages in requirements.txt, at exactly those versions.
"""

import argparse
import json
import sys
from datetime import date, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from catalogue import ENTRIES, FIRST, LAST, NOTICES, NOTICES_VERSION, YEARS

HERE = Path(__file__).resolve().parent
FORMAT = "return-policy-calendar/1"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Calendar(NamedTuple):
    """A document, what it is to agree with, and where it need not."""

    text: str
    # Package -> whether it takes a day for a working day.
    packages: dict
    explained: set


def pinned():
    pins = {}
    for line in (HERE / "requirements.txt").read_text().splitlines():
        name, separator, wanted = line.partition("==")
        if separator:
            pins[name.strip()] = wanted.strip()
    return pins


def require(pins):
    for name, wanted in pins.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            found = "nothing"
        if found != wanted:
            sys.exit(f"{name}: {found} is installed, requirements.txt says {wanted}")


def listing(country, region, categories):
    import holidays

    listed = holidays.country_holidays(
        country, subdiv=region, years=YEARS, language="en_US", categories=categories
    )
    if "en_US" not in listed.supported_languages:
        sys.exit(f"{country}: no English names")
    return listed


def china(pins):
    """Every day off, weekend days too, which `holidays` leaves out."""
    import chinese_calendar
    from chinese_calendar.constants import holidays as off
    from chinese_calendar.constants import workdays as worked

    published = sorted({day.year for day in off if day >= FIRST})
    if published != sorted(NOTICES):
        sys.exit(f"chinesecalendar has {published}, NOTICES has {sorted(NOTICES)}: bring them together")

    listed = listing("CN", None, ("public",))
    text = render(
        "cn",
        NOTICES_VERSION,
        "CN",
        "China (mainland)",
        [NOTICES[year] for year in published]
        + [f"Python packages chinesecalendar {pins['chinesecalendar']} and holidays {pins['holidays']}"],
        "Every day of each holiday block is listed, weekend days and days off in lieu too.",
        date(published[-1], 12, 31),
        listed.weekend,
        {day: name for day, name in off.items() if day >= FIRST},
        {day for day in worked if day >= FIRST},
    )
    packages = {"chinesecalendar": chinese_calendar.is_workday, "holidays": listed.is_working_day}
    return Calendar(text, packages, set())


class Draft:
    """The days of one calendar while changes are made to them, and the days that were touched."""

    def __init__(self, listed):
        self.names = {day: list(dict.fromkeys(joined.split("; "))) for day, joined in listed.items()}
        self.work = set(listed.weekend_workdays)
        self.weekend = set(listed.weekend)
        self.touched = set()

    def days_named(self, matches):
        return {day for day, names in self.names.items() if any(map(matches, names))}

    def apply(self, change):
        for wanted in {*change.drop, *change.keep}:
            if wanted not in self.names and not self.days_named(wanted.__eq__):
                sys.exit(f"the package has no {wanted}, which {change.law} is to change")
        for day, name in change.add:
            self.add(day, name)
        for day, names in self.names.items():
            self.names[day] = [name for name in names if not drops(change, day, name)]
            if self.names[day] != names:
                self.touched.add(day)
        if change.no_swaps:
            self.touched |= self.work
            self.work = set()
        if change.weekend:
            other = self.weekend ^ set(change.weekend)
            self.touched |= {day for day in span(FIRST, LAST) if day.weekday() in other}
            self.weekend = set(change.weekend)

    def add(self, day, name):
        self.touched.add(day)
        names = self.names.setdefault(day, [])
        if not any(name in other for other in names):
            names.append(name)


def drops(change, day, name):
    return (
        (day in change.drop or name in change.drop)
        or (change.keep and name not in change.keep)
        or (change.no_swaps and is_swap(name))
    )


def is_swap(name):
    return name.startswith("Day off (substituted from ")


def calendar(entry, pins):
    """One entry of the catalogue: the days of `holidays`, changed as the law has it."""
    listed = listing(entry.country, entry.region, entry.categories)
    draft = Draft(listed)
    swaps = draft.days_named(is_swap)
    for change in entry.changes:
        draft.apply(change)

    days = {day: "; ".join(names) for day, names in draft.names.items() if names and day <= entry.until}
    for day, name in days.items():
        if "estimated" in name or name == "Sunday":
            sys.exit(f"{entry.id}: {day} is {name}")
    # What is left out needs no source.
    laws = [change.law for change in entry.changes if not change.no_swaps]
    text = render(
        entry.id,
        entry.version,
        entry.id.upper() if entry.market is None else entry.market,
        entry.name,
        [f"Python package holidays {pins['holidays']}", *laws],
        entry.note.format(swaps=", ".join(map(str, sorted(swaps)))),
        entry.until,
        draft.weekend,
        days,
        {day for day in draft.work if FIRST <= day <= entry.until},
    )
    return Calendar(text, {"holidays": listed.is_working_day}, draft.touched)


def span(first, last):
    return (first + timedelta(offset) for offset in range((last - first).days + 1))


def disagreements(found):
    """Every day that a document and a package see differently without a law that explains it."""
    document = json.loads(found.text)
    weekend = {WEEKDAYS.index(name) for name in document["weekend"]}
    off = {date.fromisoformat(holiday["date"]) for holiday in document["holidays"]}
    worked = {date.fromisoformat(day) for day in document.get("workdays", [])}
    for day in span(date.fromisoformat(document["knownFrom"]), date.fromisoformat(document["knownUntil"])):
        works = day not in off and (day.weekday() not in weekend or day in worked)
        for package, is_workday in found.packages.items():
            if works != is_workday(day) and day not in found.explained:
                here, there = ("a working day", "not") if works else ("a day of rest", "a working day")
                yield f"{document['id']}: {day} is {here} here and {there} in {package}"
    for day in worked:
        if day in off or day.weekday() not in weekend:
            yield f"{document['id']}: {day} is a make-up workday, and a holiday or no weekend day"


def render(ident, reviewed, market, name, source, note, until, weekend, days, work):
    """One document: a field a line, but for the lists an entry a line."""

    def text(value):
        return json.dumps(value, ensure_ascii=False)

    fields = [
        ("format", FORMAT),
        ("id", ident),
        ("version", reviewed),
        ("market", market),
        ("name", name),
        ("source", source),
        ("note", note),
        ("knownFrom", str(FIRST)),
        ("knownUntil", str(until)),
        ("weekend", [WEEKDAYS[day] for day in sorted(weekend)]),
    ]

    def rows(key, values):
        return f"  {text(key)}: [\n" + ",\n".join(f"    {text(value)}" for value in values) + "\n  ]"

    lines = [
        rows(key, value) if key == "source" else f"  {text(key)}: {text(value)}"
        for key, value in fields
        if value
    ]
    lines.append(rows("holidays", [{"date": str(day), "name": days[day]} for day in sorted(days)]))
    if work:
        lines.append(rows("workdays", [str(day) for day in sorted(work)]))
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main():
    parser = argparse.ArgumentParser(description="Write the calendar documents of this folder.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail on drift")
    args = parser.parse_args()

    pins = pinned()
    require(pins)
    calendars = {"cn": china(pins)} | {entry.id: calendar(entry, pins) for entry in ENTRIES}
    wrong = [line for found in calendars.values() for line in disagreements(found)]
    if wrong:
        sys.exit("\n".join(wrong))

    want = {HERE / f"{ident}.json": found.text for ident, found in calendars.items()}
    here = {path: path.read_text(encoding="utf-8") for path in HERE.glob("*.json")}
    drift = sorted(path for path in here.keys() | want.keys() if here.get(path) != want.get(path))
    if args.check:
        for path in drift:
            print(f"differs: {path.name}", file=sys.stderr)
        sys.exit(1 if drift else 0)
    for path in drift:
        if path in want:
            path.write_text(want[path], encoding="utf-8")
            print(f"wrote {path.name}")
        else:
            print(f"not written by this script: {path.name}", file=sys.stderr)
    print(f"{len(want)} calendars agree with the packages on every day")


if __name__ == "__main__":
    main()

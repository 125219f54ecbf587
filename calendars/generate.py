#!/usr/bin/env python3
"""Write the calendar documents of this folder.

    python3 generate.py            rewrite every document
    python3 generate.py --check    write nothing, fail if a document would change

Needs the packages in requirements.txt, at exactly those versions.
"""

import argparse
import json
import sys
from datetime import date, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

HERE = Path(__file__).resolve().parent
FORMAT = "return-policy-calendar/1"

# The day the sources were last gone through: raise it with any change of content.
VERSION = "2026-11-21"

FIRST, LAST = 2024, 2027
YEARS = range(FIRST, LAST + 1)
WEEKEND = ["saturday", "sunday"]

# China: one notice a year, which names both the days off and the weekend days worked in exchange.
NOTICES = {
    2024: "State Council General Office notice on holidays in 2024, Guo Ban Fa Ming Dian [2023] No. 7",
    2025: "State Council General Office notice on holidays in 2025, Guo Ban Fa Ming Dian [2024] No. 12",
    2026: "State Council General Office notice on holidays in 2026, Guo Ban Fa Ming Dian [2025] No. 7",
}

EU = {
    "AT": "Austria",
    "BE": "Belgium",
    "BG": "Bulgaria",
    "CY": "Cyprus",
    "CZ": "Czechia",
    "DE": "Germany",
    "DK": "Denmark",
    "EE": "Estonia",
    "ES": "Spain",
    "FI": "Finland",
    "FR": "France",
    "GR": "Greece",
    "HR": "Croatia",
    "HU": "Hungary",
    "IE": "Ireland",
    "IT": "Italy",
    "LT": "Lithuania",
    "LU": "Luxembourg",
    "LV": "Latvia",
    "MT": "Malta",
    "NL": "Netherlands",
    "PL": "Poland",
    "PT": "Portugal",
    "RO": "Romania",
    "SE": "Sweden",
    "SI": "Slovenia",
    "SK": "Slovakia",
}

# Days the Dutch government has equated with a holiday, by royal decree for three years at a time.
DUTCH_EQUATED = [
    date(2024, 5, 10),
    date(2024, 12, 27),
    date(2025, 5, 30),
    date(2026, 1, 2),
    date(2026, 5, 15),
    date(2027, 5, 7),
]


def easter(year):
    from dateutil.easter import easter as western

    return western(year)


def midsummer_eve(year):
    """The Friday between 19 and 25 June."""
    day = date(year, 6, 19)
    return day + timedelta((4 - day.weekday()) % 7)


def every_year(month, day, name):
    return [(date(year, month, day), name) for year in YEARS]


# Days that are no public holiday by name but that the state's law on deadlines treats as one:
# code -> (days, the law, note).
EQUATED = {
    "AT": (
        [(easter(y) - timedelta(2), "Good Friday") for y in YEARS],
        "European Convention on the Calculation of Time-Limits, Austrian notification (BGBl. 254/1983)",
        "Good Friday is not a general holiday, but counts as one when a period ends on it.",
    ),
    "DK": (
        every_year(6, 5, "Constitution Day")
        + every_year(12, 24, "Christmas Eve")
        + every_year(12, 31, "New Year's Eve"),
        "Forbrugeraftaleloven (Consumer Contracts Act), section 19(6)",
        "5 June, 24 and 31 December are not official holidays, but a right of withdrawal that would "
        "lapse on one of them runs on to the next working day.",
    ),
    "NL": (
        every_year(5, 5, "Liberation Day")
        + [(day, "Day equated with a holiday") for day in DUTCH_EQUATED],
        "Algemene termijnenwet, article 3, and the royal decrees under its third paragraph",
        "For deadlines Good Friday and 5 May count every year, though 5 May is a day off for most only "
        "every fifth year; so do the days equated by decree.",
    ),
    "SE": (
        [(midsummer_eve(y), "Midsummer Eve") for y in YEARS]
        + every_year(12, 24, "Christmas Eve")
        + every_year(12, 31, "New Year's Eve"),
        "Lag (1930:173) om beräkning av lagstadgad tid, section 2",
        "Midsummer Eve, Christmas Eve and New Year's Eve are not public holidays, but count as one when a "
        "period ends on them. Ordinary Sundays are not listed.",
    ),
}

NOTES = {
    "BG": "Includes 31 December 2025 and 2 January 2026, days off by government decision.",
    "DE": "Only the nine holidays of all states. The states have more of their own, which are not here. "
    "24 and 31 December are ordinary working days.",
    "ES": "Only the national days. Regions and towns add their own and may move a national day that "
    "falls on a Sunday, which is then not listed.",
    "FI": "Midsummer Eve and Christmas Eve count as holidays when a period ends on them (act 150/1930, "
    "section 5).",
    "FR": "Without the additional days of Alsace-Moselle and of the overseas departments.",
    "GR": "1 May is moved by decree when it falls in Easter week or on a Sunday; 2027 is the expected day.",
    "PL": "24 December is a holiday since 2025.",
}

# States that swap a working day for a Saturday by yearly decree. The day off is then a rest day and
# not a public holiday, and for periods under Union law a Saturday is never a working day
# (Regulation 1182/71, article 2), so neither side of the swap is listed.
SWAPPED = "Day off (substituted from "
SWAP_NOTE = (
    "Bridge days exchanged for a working Saturday by yearly decree are neither holidays nor workdays "
    "here: {}."
)


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


def china(pins):
    from chinese_calendar.constants import holidays as off
    from chinese_calendar.constants import workdays as worked

    import holidays

    published = sorted({d.year for d in off if d.year >= FIRST})
    if published != sorted(NOTICES):
        sys.exit(f"chinesecalendar has {published}, NOTICES has {sorted(NOTICES)}: bring them together")

    days = {d: name for d, name in off.items() if d.year >= FIRST}
    work = {d for d in worked if d.year >= FIRST}

    # A second opinion. `holidays` lists no weekend day that merely lies inside a block of days off.
    other = holidays.country_holidays("CN", years=published, language="en_US")
    ours = {d for d in days if d.weekday() < 5}
    theirs = {d for d in other if d.weekday() < 5}
    swaps = {d for d in other.weekend_workdays if d.year >= FIRST}
    if ours != theirs or work != swaps or not set(other) <= set(days):
        sys.exit(f"CN: the two packages disagree on {sorted(ours ^ theirs)} {sorted(work ^ swaps)}")
    if any(d.weekday() < 5 for d in work) or work & set(days):
        sys.exit("CN: a make-up workday is no weekend day, or a holiday")

    return render(
        "cn",
        "China (mainland)",
        [NOTICES[year] for year in published]
        + [f"Python packages chinesecalendar {pins['chinesecalendar']} and holidays {pins['holidays']}"],
        "Every day of each holiday block is listed, weekend days and days off in lieu too.",
        published[-1],
        days,
        work,
    )


def member_state(code, pins):
    import holidays

    listed = holidays.country_holidays(code, years=YEARS, language="en_US", categories=("public",))
    if "en_US" not in listed.supported_languages or listed.weekend != {5, 6}:
        sys.exit(f"{code}: no English names, or another weekend")

    days, swaps = {}, []
    for day, joined in listed.items():
        names = list(dict.fromkeys(joined.split("; ")))
        if any(name.startswith(SWAPPED) for name in names):
            swaps.append(day)
            names = [name for name in names if not name.startswith(SWAPPED)]
        if "Sunday" in names:
            sys.exit(f"{code}: ordinary Sundays are listed")
        if names:
            days[day] = "; ".join(names)

    source = [f"Python package holidays {pins['holidays']}"]
    note = [NOTES[code]] if code in NOTES else []
    if code in EQUATED:
        extra, law, remark = EQUATED[code]
        for day, name in extra:
            if day not in days:
                days[day] = name
            elif name not in days[day]:
                days[day] += f"; {name}"
        source.append(law)
        note.append(remark)
    if swaps:
        note.append(SWAP_NOTE.format(", ".join(d.isoformat() for d in sorted(swaps))))
    return render(code.lower(), EU[code], source, " ".join(note), LAST, days, set())


def render(ident, name, source, note, last_year, days, work):
    """One document: a field a line, but for the lists an entry a line."""

    def text(value):
        return json.dumps(value, ensure_ascii=False)

    fields = [
        ("format", FORMAT),
        ("id", ident),
        ("version", VERSION),
        ("market", ident.upper()),
        ("name", name),
        ("source", source),
        ("note", note),
        ("knownFrom", f"{FIRST}-01-01"),
        ("knownUntil", f"{last_year}-12-31"),
        ("weekend", WEEKEND),
    ]
    def rows(key, values):
        return f"  {text(key)}: [\n" + ",\n".join(f"    {text(value)}" for value in values) + "\n  ]"

    lines = [
        rows(key, value) if key == "source" else f"  {text(key)}: {text(value)}"
        for key, value in fields
        if value
    ]
    lines.append(rows("holidays", [{"date": d.isoformat(), "name": days[d]} for d in sorted(days)]))
    if work:
        lines.append(rows("workdays", [d.isoformat() for d in sorted(work)]))
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main():
    parser = argparse.ArgumentParser(description="Write the calendar documents of this folder.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail on drift")
    args = parser.parse_args()

    pins = pinned()
    require(pins)
    want = {HERE / "cn.json": china(pins)}
    want |= {HERE / f"{code.lower()}.json": member_state(code, pins) for code in EU}

    here = {path: path.read_text(encoding="utf-8") for path in HERE.glob("*.json")}
    drift = sorted(p for p in here.keys() | want.keys() if here.get(p) != want.get(p))
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
    print(f"{len(want)} calendars, version {VERSION}")


if __name__ == "__main__":
    main()

"""Which calendars there are, and where each one differs from the packages it is made from.

An entry names a country and region of the Python package `holidays`. Whatever its days are to be
otherwise stands in a `Change`, next to the law that says so: `generate.py` accepts no other difference.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

FIRST, LAST = date(2024, 1, 1), date(2027, 12, 31)
YEARS = range(FIRST.year, LAST.year + 1)
FRIDAY, SUNDAY = 4, 6

# China is made from the package `chinesecalendar`, which follows one notice a year; each names both the
# days off and the weekend days worked in exchange.
NOTICES = {
    2024: "State Council General Office notice on holidays in 2024, Guo Ban Fa Ming Dian [2023] No. 7",
    2025: "State Council General Office notice on holidays in 2025, Guo Ban Fa Ming Dian [2024] No. 12",
    2026: "State Council General Office notice on holidays in 2026, Guo Ban Fa Ming Dian [2025] No. 7",
}
# The day they were last gone through.
NOTICES_VERSION = "2026-11-21"


@dataclass(frozen=True)
class Change:
    """A difference from the package that a law asks for."""

    law: str
    # Days that the package does not list, or lists under another name.
    add: tuple[tuple[date, str], ...] = ()
    # Days, or names, of the package that do not count.
    drop: tuple[date | str, ...] = ()
    # Names that count; all others are dropped.
    keep: tuple[str, ...] = ()
    # The days of rest in a week, where they are not the package's.
    weekend: tuple[int, ...] = ()
    # Whether days exchanged for others are left out: the day off and the weekend day worked for it.
    no_swaps: bool = False


@dataclass(frozen=True)
class Entry:
    """One calendar; without a market of its own, its id in upper case is its market."""

    id: str
    name: str
    country: str
    region: str | None = None
    note: str = ""
    changes: tuple[Change, ...] = ()
    until: date = LAST
    categories: tuple[str, ...] = ("public",)
    market: str | None = None
    # The day its sources were last gone through; raised with any change of content. One for each
    # calendar, because it is part of what identifies a decision.
    version: str = "2026-11-22"


def every_year(month, day, name, since=FIRST.year):
    return tuple((date(year, month, day), name) for year in YEARS if year >= since)


def by_easter(days, name):
    return tuple((easter(year) + timedelta(days), name) for year in YEARS)


def by_weekday(month, earliest, weekday, name):
    """Every year the first such day of the week from `earliest` of the month on."""
    starts = (date(year, month, earliest) for year in YEARS)
    return tuple((start + timedelta((weekday - start.weekday()) % 7), name) for start in starts)


def named(day, *dates):
    return tuple((date.fromisoformat(text), day) for text in dates)


def days(*dates):
    return tuple(map(date.fromisoformat, dates))


# The states of the European Union: days of the whole state.

EU_NAMES = {
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

EU_NOTES = {
    "AT": "Good Friday is not a general holiday, but counts as one when a period ends on it.",
    "BG": "Includes 31 December 2025 and 2 January 2026, days off by government decision.",
    "DE": "Only the nine holidays of all states. The states have more of their own, which are not here. "
    "24 and 31 December are ordinary working days.",
    "DK": "5 June, 24 and 31 December are not official holidays, but a right of withdrawal that would "
    "lapse on one of them runs on to the next working day.",
    "ES": "Only the national days. Regions and towns add their own and may move a national day that "
    "falls on a Sunday, which is then not listed.",
    "FI": "Midsummer Eve and Christmas Eve count as holidays when a period ends on them (act 150/1930, "
    "section 5).",
    "FR": "Without the additional days of Alsace-Moselle and of the overseas departments.",
    "GR": "1 May is moved by decree when it falls in Easter week or on a Sunday; 2027 is the expected day.",
    "HU": "Bridge days exchanged for a working Saturday by yearly decree are neither holidays nor workdays "
    "here: {swaps}.",
    "LV": "Bridge days exchanged for a working Saturday by yearly decree are neither holidays nor workdays "
    "here: {swaps}.",
    "NL": "For deadlines Good Friday and 5 May count every year, though 5 May is a day off for most only "
    "every fifth year; so do the days equated by decree.",
    "PL": "24 December is a holiday since 2025.",
    "SE": "Midsummer Eve, Christmas Eve and New Year's Eve are not public holidays, but count as one when a "
    "period ends on them. Ordinary Sundays are not listed.",
}

# The day off is a rest day and not a public holiday, and for periods under Union law a Saturday is never a
# working day.
EU_SWAPS = Change("Regulation (EEC, Euratom) No 1182/71, article 2", no_swaps=True)

# Days that are no public holiday by name but that the state's law on deadlines treats as one.
EU_CHANGES = {
    "AT": Change(
        "European Convention on the Calculation of Time-Limits, Austrian notification (BGBl. 254/1983)",
        add=by_easter(-2, "Good Friday"),
    ),
    "DK": Change(
        "Forbrugeraftaleloven (Consumer Contracts Act), section 19(6)",
        add=every_year(6, 5, "Constitution Day")
        + every_year(12, 24, "Christmas Eve")
        + every_year(12, 31, "New Year's Eve"),
    ),
    "HU": EU_SWAPS,
    "LV": EU_SWAPS,
    "NL": Change(
        "Algemene termijnenwet, article 3, and the royal decrees under its third paragraph",
        add=every_year(5, 5, "Liberation Day")
        + named(
            "Day equated with a holiday",
            *("2024-05-10", "2024-12-27", "2025-05-30", "2026-01-02", "2026-05-15", "2027-05-07"),
        ),
    ),
    "SE": Change(
        "Lag (1930:173) om beräkning av lagstadgad tid, section 2",
        add=by_weekday(6, 19, FRIDAY, "Midsummer Eve")
        + every_year(12, 24, "Christmas Eve")
        + every_year(12, 31, "New Year's Eve"),
    ),
}

EU = [
    Entry(
        code.lower(),
        name,
        code,
        note=EU_NOTES.get(code, ""),
        changes=(EU_CHANGES[code],) if code in EU_CHANGES else (),
        version="2026-11-21",
    )
    for code, name in EU_NAMES.items()
]

# Their regions: days of the whole region. What holds in some towns only is left out.

LAENDER = {
    "BB": "Brandenburg",
    "BE": "Berlin",
    "BW": "Baden-Württemberg",
    "BY": "Bavaria",
    "HB": "Bremen",
    "HE": "Hesse",
    "HH": "Hamburg",
    "MV": "Mecklenburg-Western Pomerania",
    "NI": "Lower Saxony",
    "NW": "North Rhine-Westphalia",
    "RP": "Rhineland-Palatinate",
    "SH": "Schleswig-Holstein",
    "SL": "Saarland",
    "SN": "Saxony",
    "ST": "Saxony-Anhalt",
    "TH": "Thuringia",
}

LAND_NOTES = {
    "BB": "Easter Sunday and Whit Sunday are holidays by name.",
    "BE": "8 May was a holiday in 2025 only.",
    "BY": "Without Assumption Day (15 August), a holiday in mostly Catholic municipalities only, and without "
    "8 August, a holiday in the city of Augsburg only.",
    "SN": "Without Corpus Christi, a holiday in some Catholic municipalities only.",
    "TH": "Without Corpus Christi, a holiday in some Catholic municipalities only.",
}

COMMUNITIES = {
    "AN": "Andalusia",
    "AR": "Aragon",
    "AS": "Asturias",
    "CB": "Cantabria",
    "CE": "Ceuta",
    "CL": "Castile and León",
    "CM": "Castilla-La Mancha",
    "CN": "Canary Islands",
    "CT": "Catalonia",
    "EX": "Extremadura",
    "GA": "Galicia",
    "IB": "Balearic Islands",
    "MC": "Murcia",
    "MD": "Madrid",
    "ML": "Melilla",
    "NC": "Navarre",
    "PV": "Basque Country",
    "RI": "La Rioja",
    "VC": "Valencia",
}

COMMUNITY_NOTES = {
    "CE": "One municipality, so its own days are here.",
    "CN": "Each island has one more day of its own, and each town two: they are not here.",
    "CT": "In Aran 17 June takes the place of 26 December. The two days of each town are not here.",
    "ML": "One municipality, so its own days are here.",
}

EU_REGIONS = [
    *(
        Entry(
            f"de-{code.lower()}",
            f"Germany ({name})",
            "DE",
            code,
            note=f"{LAND_NOTES.get(code, '')} 24 and 31 December are ordinary working days.".strip(),
        )
        for code, name in LAENDER.items()
    ),
    *(
        Entry(
            f"es-{code.lower()}",
            f"Spain ({name})",
            "ES",
            code,
            note="Regional days are fixed for one year at a time; those of 2027 are not in the source yet. "
            + COMMUNITY_NOTES.get(code, "The two days of each town are not here."),
            until=date(2026, 12, 31),
        )
        for code, name in COMMUNITIES.items()
    ),
    Entry(
        "fr-alsace-moselle",
        "France (Alsace and Moselle)",
        "FR",
        "6AE",
        market="",
        note="For the departments 57, 67 and 68. By law Good Friday is a holiday only in municipalities with a "
        "Protestant or a shared church (Code du travail, article L3134-13); it is listed for all.",
    ),
    Entry(
        "it-bz",
        "Italy (South Tyrol)",
        "IT",
        "BZ",
        note="Adds Whit Monday, a provincial holiday; whether it binds private business is contested. The days "
        "of patron saints of towns are not here.",
    ),
    Entry("pt-20", "Portugal (Azores)", "PT", "20", note="Without the days of the municipalities."),
    Entry(
        "pt-30",
        "Portugal (Madeira)",
        "PT",
        "30",
        note="2 April is a holiday since 2025. Without the days of the municipalities.",
        changes=(
            Change(
                "Decreto Legislativo Regional n.º 17/2024/M",
                add=every_year(4, 2, "Autonomy Day", since=2025),
            ),
        ),
    ),
]

UNITED_KINGDOM = [
    Entry("gb", "United Kingdom", "GB", note="Only the bank holidays of all four nations."),
    Entry("gb-eng", "England and Wales", "GB", "ENG", note="England and Wales have the same bank holidays."),
    Entry("gb-nir", "Northern Ireland", "GB", "NIR", note="12 July is proclaimed for each year."),
    Entry(
        "gb-sct",
        "Scotland",
        "GB",
        "SCT",
        note="Bank holidays; 15 June 2026 by proclamation. Towns keep local days instead of some of them.",
    ),
]

ASIA = [
    Entry(
        "hk",
        "Hong Kong",
        "HK",
        categories=("optional",),
        note="The general holidays (Cap. 149), not the fewer statutory holidays for employees. Every Sunday is "
        "a general holiday too; a Saturday is not.",
    ),
    Entry(
        "in",
        "India",
        "IN",
        changes=(
            Change(
                "The national holidays, as the National and Festival Holidays Acts of the states name them",
                keep=("Republic Day", "Independence Day", "Mahatma Gandhi's Birthday"),
            ),
        ),
        note="Only the three national holidays. The Union and each state announce many more every year, which "
        "are not here. Many businesses work on Saturdays.",
    ),
    Entry(
        "jp",
        "Japan",
        "JP",
        note="National holidays with substitute and citizens' holidays. The equinoxes of 2027 are those of the "
        "official gazette of February 2026. 29 to 31 December, 2 and 3 January are no national holidays.",
    ),
    Entry(
        "kr",
        "South Korea",
        "KR",
        note="Public holidays with substitute and election days. 1 May and 17 July are public holidays since "
        "2026. 2027 follows from the Public Holidays Act; one more day is often declared at short notice.",
    ),
    Entry(
        "sg",
        "Singapore",
        "SG",
        note="Public holidays as announced by the Ministry of Manpower, with the Monday after one on a Sunday. "
        "Polling day is a public holiday: 3 May 2025.",
    ),
    Entry(
        "tw",
        "Taiwan",
        "TW",
        note="As in the office calendars of the Directorate-General of Personnel Administration. 5 more days off "
        "by the act of 2025. 1 May 2024 and 2025 were days off for employees only and are not listed. Since 2026 "
        "no Saturday is worked in exchange. Days on which a typhoon closes offices are not here.",
    ),
]

AMERICAS = [
    Entry(
        "br",
        "Brazil",
        "BR",
        note="National holidays only. States and cities have more; Carnival and Corpus Christi are optional "
        "days and not here. Good Friday is formally a holiday of the cities.",
    ),
    Entry(
        "ca",
        "Canada",
        "CA",
        categories=("public", "government"),
        changes=(
            Change(
                "Interpretation Act (R.S.C. 1985, c. I-21), sections 26 and 35",
                add=by_easter(1, "Easter Monday"),
            ),
        ),
        note="Federal holidays. Boxing Day and days observed instead are those of federally regulated work; for "
        "the Interpretation Act neither they nor Saturdays are holidays. Without those of the provinces.",
    ),
    Entry(
        "ca-on",
        "Canada (Ontario)",
        "CA",
        "ON",
        changes=(
            Change(
                "Legislation Act, 2006 (S.O. 2006, c. 21, Sch. F), sections 88 and 89",
                add=by_easter(1, "Easter Monday") + every_year(11, 11, "Remembrance Day"),
                drop=("Boxing Day (observed)",),
                weekend=(SUNDAY,),
            ),
        ),
        note="The holidays of the Legislation Act, for which a Saturday is none. Without the civic holiday in "
        "August, which cities set.",
    ),
    Entry(
        "ca-qc",
        "Canada (Quebec)",
        "CA",
        "QC",
        changes=(
            Change(
                "Interpretation Act (CQLR, c. I-16), sections 52 and 61(23)",
                add=by_easter(1, "Easter Monday"),
                drop=("Christmas Day (observed)",),
            ),
            Change(
                "Consumer Protection Act (CQLR, c. P-40.1), section 269(c)",
                add=every_year(1, 2, "2 January") + every_year(12, 26, "26 December"),
            ),
        ),
        note="The holidays of the Interpretation Act, with the days and the Saturday that the Consumer Protection "
        "Act adds for its own periods. The Code of Civil Procedure has more for the courts.",
    ),
    Entry(
        "us",
        "United States",
        "US",
        note="Federal holidays with the days observed instead (5 U.S.C. 6103). Without those of the states, and "
        "without days on which the President closes federal offices.",
    ),
    Entry(
        "us-ca",
        "United States (California)",
        "US",
        "CA",
        changes=(
            Change(
                "Code of Civil Procedure, sections 12a and 135; Government Code, section 6700; California Rules "
                "of Court, rule 1.11",
                add=every_year(2, 12, "Lincoln's Birthday")
                + by_weekday(9, 22, FRIDAY, "Native American Day"),
                drop=("Susan B. Anthony Day", "Diwali"),
            ),
        ),
        note="Judicial holidays: for the performance of an act required by law they and all Saturdays are "
        "holidays. Columbus Day, Lunar New Year, 24 April, Admission Day and Diwali are state holidays but no "
        "judicial ones.",
    ),
    Entry(
        "us-ftc",
        "United States (Cooling-Off Rule)",
        "US",
        market="US",
        changes=(
            Change(
                "16 CFR 429.0(f): a business day is any day but a Sunday or a federal holiday; 5 U.S.C. 6103(a)",
                drop=(
                    "Independence Day (observed)",
                    "Juneteenth National Independence Day (observed)",
                    "Christmas Day (observed)",
                    "New Year's Day (observed)",
                ),
                weekend=(SUNDAY,),
            ),
        ),
        note="For the three business days of door-to-door sales. Saturdays are business days; so are days "
        "observed instead of a holiday on a weekend, as official comment 2(a)(6)-2 to Regulation Z reads the "
        "same words.",
    ),
    Entry(
        "us-ny",
        "United States (New York)",
        "US",
        "NY",
        changes=(
            Change(
                "General Construction Law, sections 24 and 25",
                add=by_weekday(6, 8, SUNDAY, "Flag Day"),
                drop=("Susan B. Anthony Day", *days("2026-07-03", "2027-06-18", "2027-12-24", "2027-12-31")),
            ),
        ),
        note="Public holidays with every general election day. One on a Sunday moves to Monday, one on a "
        "Saturday does not move.",
    ),
]

STATES = {
    "ACT": "Australian Capital Territory",
    "NSW": "New South Wales",
    "NT": "Northern Territory",
    "QLD": "Queensland",
    "SA": "South Australia",
    "TAS": "Tasmania",
    "VIC": "Victoria",
    "WA": "Western Australia",
}

STATE_NOTES = {
    "NSW": "Without the bank holiday in August. The Monday after 25 April is a holiday in 2026 and 2027 only.",
    "NT": "Without local show days and the holidays of an evening.",
    "QLD": "Without local show days and the holiday of an evening.",
    "SA": "Without the holidays of an evening.",
    "TAS": "Without days of parts of the state and of the public service.",
    "VIC": "The Friday before the football final hangs on a yearly schedule: 2027 is known up to August.",
    "WA": "The King's Birthday is proclaimed for each year; 2027 is the usual day.",
}

AUSTRALIA = [
    Entry(
        "au",
        "Australia",
        "AU",
        changes=(
            Change(
                "The public holidays acts of all eight states and territories",
                add=named("Australia Day", "2025-01-27")
                + named("Boxing Day (observed)", "2026-12-28", "2027-12-28")
                + named("Christmas Day (observed)", "2027-12-27"),
            ),
        ),
        note="Only the days of all states and territories.",
    ),
    *(
        Entry(
            f"au-{code.lower()}",
            f"Australia ({name})",
            "AU",
            code,
            note=STATE_NOTES.get(code, ""),
            until=date(2027, 8, 31) if code == "VIC" else LAST,
            changes=(
                Change("Holidays Act 1983, section 4: in its district only", drop=("The Royal Queensland Show",)),
            )
            if code == "QLD"
            else (),
        )
        for code, name in STATES.items()
    ),
]

ENTRIES = [*EU, *EU_REGIONS, *UNITED_KINGDOM, *ASIA, *AMERICAS, *AUSTRALIA]

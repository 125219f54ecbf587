//! Policies as Markdown: a table of all of them, each with its rules, and the words they ask for.

use std::collections::BTreeSet;

use crate::statutes::{Pack, Rule, Setting, Statutes, Word};

use super::words;

const ORIGIN: &str = "\
Produced from the packs in this folder by `return-policy statutes`; `cargo xtask update` writes it
anew. [WORDS.md](WORDS.md) explains the words that rules ask for, and how the law is written down.
";

const LEGEND: &str = "\
Minimums by law: a shop's own document may be better for the buyer than a document of layer `floor`,
and never worse. Not legal advice.

- **When**: all of it must hold. A rule without conditions holds wherever its pack does.
- **Windows**: the day of the event is not counted, and the last day is wholly inside. Of several
  events the first that is not `null` counts. The buyer gives notice in it. So where nothing else
  is said.
- **Several rules**: of two that set one term, the one that lists the other in `overrides` counts,
  else the one that asks for more. `no right`: the law gives none; a shop may.
- **Settings** choose between contested readings. A shop states another one than the default in its
  own document: `\"given\": { \"setting\": { \"NAME\": \"READING\" } }`.
- **Confidence**: `primary`, the text was read; `secondary`, an authority's statement; `known`,
  general knowledge; `uncertain`, contested.
";

/// All policies; those that are built in are linked to the files of their folder.
pub(crate) fn statutes(statutes: &Statutes, built_in: bool) -> String {
    let packs = &statutes.statutes;
    let mut page = vec!["# Statutes\n".to_owned()];
    page.extend(built_in.then(|| ORIGIN.to_owned()));
    page.push(LEGEND.to_owned());
    let head = ["pack", "law", "markets", "contracts", "settings", "zones", "calendars"];
    page.push(table(head, packs.iter().map(summary)));
    page.extend(packs.iter().map(|pack| section(pack, built_in)));
    page.push("## Words\n\nWhat orders and products must tell, and which packs ask for it.\n".to_owned());
    page.push(table(["word", "values", "packs"], statutes.words.iter().map(word)));
    page.join("\n")
}

fn summary(pack: &Pack) -> [String; 7] {
    let some = |names: Vec<&str>, thing| match names.as_slice() {
        [] => "none".into(),
        [one] => code(one),
        several => words::count(several.len(), thing),
    };
    [
        code(&pack.id),
        format!("[{}](#{})", pack.title.as_deref().map_or_else(|| code(&pack.id), prose), slug(&heading(pack))),
        if pack.markets.is_empty() { "all".into() } else { pack.markets.join(", ") },
        pack.contracts.clone(),
        if pack.settings.is_empty() { String::new() } else { pack.settings.len().to_string() },
        some(pack.zones.iter().map(String::as_str).collect(), "zone"),
        some(pack.calendars.iter().map(String::as_str).collect(), "calendar"),
    ]
}

fn heading(pack: &Pack) -> String {
    pack.title.as_ref().map_or_else(|| code(&pack.id), |title| format!("{} ({})", prose(title), code(&pack.id)))
}

fn section(pack: &Pack, built_in: bool) -> String {
    let file = if built_in { format!("[{0}]({0})", pack.file) } else { code(&pack.file) };
    let layer = if pack.layer == "floor" { String::new() } else { format!(", layer `{}`", pack.layer) };
    let reasons: Vec<String> = pack.reasons.iter().map(|(own, of)| format!("`{own}`, a kind of `{of}`")).collect();
    let facts = [
        ("File", format!("{file}, version {}{layer}", pack.version)),
        ("For", pack.when.join("; ")),
        ("Contracts", pack.contracts.clone()),
        ("Zones", codes(&pack.zones)),
        ("Calendars", codes(&pack.calendars)),
        ("Reasons of its own", reasons.join("; ")),
        ("Takes for granted", pack.given.join("; ")),
    ];
    let facts = facts.iter().filter(|(_, fact)| !fact.is_empty());
    let facts: String = facts.map(|(name, fact)| format!("- {name}: {fact}\n")).collect();
    let mut parts = vec![format!("## {}\n", heading(pack)), facts];
    parts.extend(pack.note.as_deref().map(|note| format!("{}\n", prose(note))));
    parts.extend((!pack.settings.is_empty()).then(|| settings(&pack.settings)));
    let named = pack.named.iter().map(|named| [code(&named.name), prose(&named.text)]);
    parts.extend((!pack.named.is_empty()).then(|| table(["named by rules", "what it is"], named)));
    parts.extend(by_reason(&pack.rules).iter().map(|rules| reason(rules)));
    parts.join("\n")
}

fn code(name: &str) -> String {
    format!("`{name}`")
}

fn codes<'n>(names: impl IntoIterator<Item = &'n String>) -> String {
    names.into_iter().map(|name| code(name)).collect::<Vec<_>>().join(", ")
}

fn settings(settings: &[Setting]) -> String {
    let rows = settings.iter().flat_map(|setting| {
        setting.readings.iter().map(|reading| {
            let default = if setting.default.as_ref() == Some(&reading.value) { " (default)" } else { "" };
            let notes: Vec<String> = reading.notes.iter().map(|note| prose(note)).collect();
            [code(&setting.name), format!("`{}`{default}", reading.value), notes.join(" "), codes(&reading.rules)]
        })
    });
    table(["setting", "reading", "remarks", "rules that ask for it"], rows)
}

/// The rules that ask for the same reasons, together.
fn by_reason(rules: &[Rule]) -> Vec<Vec<&Rule>> {
    let mut groups: Vec<Vec<&Rule>> = Vec::new();
    for rule in rules {
        let same = |group: &&mut Vec<&Rule>| group.first().is_some_and(|first| first.reason == rule.reason);
        match groups.iter_mut().find(same) {
            Some(group) => group.push(rule),
            None => groups.push(vec![rule]),
        }
    }
    groups
}

/// The rules of one reason; what most of them ask for is said above the table.
fn reason(rules: &[&Rule]) -> String {
    let common = common(rules);
    let reason = rules.first().map(|rule| rule.reason.as_str()).filter(|reason| !reason.is_empty());
    let reason = reason.map_or_else(|| "Any reason".to_owned(), |reason| format!("`reason` {reason}"));
    let said = common.iter().map(|phrase| {
        let everywhere = rules.iter().all(|rule| rule.when.contains(phrase));
        format!("{phrase}{}", if everywhere { "" } else { " unless said otherwise" })
    });
    let title: Vec<String> = [reason].into_iter().chain(said).collect();
    let rows = rules.iter().map(|rule| {
        let when: Vec<&str> = rule.when.iter().filter(|one| !common.contains(one)).map(String::as_str).collect();
        let confidence = rule.confidence.as_deref().unwrap_or_default();
        [
            code(&rule.id),
            when.join("; "),
            rule.says.join("; "),
            rule.basis.iter().map(|basis| prose(basis)).collect::<Vec<_>>().join("; "),
            if confidence == "uncertain" { "**uncertain**".into() } else { confidence.into() },
        ]
    });
    format!("**{}**\n\n{}", title.join("; "), table(["rule", "when", "what it says", "basis", "confidence"], rows))
}

/// Of each fact that every rule asks about, the condition that more than half of them have.
fn common<'r>(rules: &[&'r Rule]) -> Vec<&'r String> {
    let having = |one: &dyn Fn(&String) -> bool| rules.iter().filter(|rule| rule.when.iter().any(one)).count();
    let mut found: Vec<&String> = Vec::new();
    for phrase in rules.iter().flat_map(|rule| &rule.when) {
        let everywhere = having(&|other| fact(other) == fact(phrase)) == rules.len();
        let often = having(&|other| other == phrase) > rules.len() / 2;
        if everywhere && often && !found.contains(&phrase) {
            found.push(phrase);
        }
    }
    found
}

/// The fact that a condition is on, which it names first.
fn fact(phrase: &str) -> &str {
    phrase.split(' ').next().unwrap_or_default()
}

fn word(word: &Word) -> [String; 3] {
    let listed = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(", ");
    [code(&word.name), listed(&word.values), listed(&word.packs)]
}

fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let cell = |cell: &String| if cell.is_empty() { " ".to_owned() } else { format!(" {} ", cell.replace('|', "\\|")) };
    let row = |cells: &[String]| format!("|{}|\n", cells.iter().map(cell).collect::<Vec<_>>().join("|"));
    let head = [row(&head.map(str::to_owned)), row(&head.map(|_| "---".to_owned()))].concat();
    rows.fold(head, |table, cells| table + &row(&cells))
}

/// Other people's words: none of them is markup, and none steers a terminal. What stands in backticks stays code.
fn prose(text: &str) -> String {
    let mut code = false;
    let mut written = String::new();
    for character in text.chars() {
        code ^= character == '`';
        match character {
            character if character.is_control() => written.push(' '),
            '<' if !code => written.push_str("&lt;"),
            '*' | '_' | '[' | ']' | '\\' if !code => written.extend(['\\', character]),
            character => written.push(character),
        }
    }
    written
}

/// The anchor that a heading gets where Markdown is shown as a page: letters, digits and hyphens.
fn slug(heading: &str) -> String {
    let kept = heading.chars().filter(|character| character.is_alphanumeric() || matches!(character, ' ' | '-'));
    kept.map(|character| if character == ' ' { '-' } else { character }).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_most_rules_ask_for_is_said_once() {
        let rule = |id: &str, when: &[&str]| Rule {
            id: id.into(),
            reason: "transaction".into(),
            when: when.iter().map(|phrase| (*phrase).to_owned()).collect(),
            says: vec!["granted".into()],
            basis: vec!["article 1".into()],
            confidence: Some("uncertain".into()),
        };
        let rules = [
            rule("a", &["`supply` goods", "`channel` not in-store"]),
            rule("b", &["`supply` goods", "`channel` not in-store", "`tag` press"]),
            rule("c", &["`supply` goods", "`channel` in-store", "`tag` press"]),
        ];
        let expected = "\
**`reason` transaction; `supply` goods; `channel` not in-store unless said otherwise**

| rule | when | what it says | basis | confidence |
| --- | --- | --- | --- | --- |
| `a` | | granted | article 1 | **uncertain** |
| `b` | `tag` press | granted | article 1 | **uncertain** |
| `c` | `channel` in-store; `tag` press | granted | article 1 | **uncertain** |
";
        assert_eq!(reason(&rules.iter().collect::<Vec<_>>()), expected);
    }

    #[test]
    fn words_are_no_markup() {
        #[rustfmt::skip]
        let cases = [
            ("emphasis",         "a *b* _c_",          "a \\*b\\* \\_c\\_"),
            ("a tag",            "<b>",                "&lt;b>"),
            ("code stays code",  "`a_b` and a_b",      "`a_b` and a\\_b"),
            ("a line break",     "a\nb\u{1b}",         "a b "),
        ];
        for (why, text, expected) in cases {
            assert_eq!(prose(text), expected, "{why}");
        }
    }

    #[test]
    fn a_table_has_a_row_for_each() {
        let rows = [["a|b".to_owned(), String::new()]];
        assert_eq!(table(["x", "y"], rows.into_iter()), "| x | y |\n| --- | --- |\n| a\\|b | |\n");
    }

    #[test]
    fn a_heading_can_be_linked_to() {
        assert_eq!(slug("China: consumer returns (`cn`)"), "china-consumer-returns-cn");
    }
}

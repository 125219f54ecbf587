//! What the parts of a window must agree on.

use super::nested;
use crate::day::{self, Length};
use crate::json::Json;
use crate::pointer::Pointer;
use crate::policy::read::{COMBINATIONS, MOST_NAMES, MOST_PERIODS, count, definition, parts};
use crate::problem::{self, Problem, ProblemCode};
use crate::term::Term;

/// Checks every window of a document, wherever it stands; `names` checks the zones and calendars it names.
pub(super) fn check(
    source: &Json<'_>,
    at: &Pointer<'_>,
    names: &dyn Fn(&Json<'_>, &Pointer<'_>, &mut Vec<Problem>),
    problems: &mut Vec<Problem>,
) {
    let mut walk = Walk { windows: source.get("windows"), names, problems };
    let windows = at.key("windows");
    let count = source.get("windows").map(Json::entries).unwrap_or_default().len();
    if !problem::limit(count, MOST_WINDOWS, "windows", &windows, walk.problems) {
        return;
    }
    let mut left = MOST_LOOKED_AT;
    for (name, window) in source.get("windows").map(Json::entries).unwrap_or_default() {
        let at = windows.key(name);
        let named = |name: &str| {
            let mut named = Vec::new();
            walk.windows.and_then(|windows| windows.get(name)).into_iter().for_each(|json| names_in(json, &mut named));
            named
        };
        if nested::leads_back(name, &named, &mut left) {
            let message = format!("`{name}` is made of itself; let one of the windows it names be a period of its own");
            walk.say(ProblemCode::DefinitionClash, &at, message);
        } else {
            walk.whole(window, &at);
        }
    }
    let rules = at.key("rules");
    for (index, rule) in source.get("rules").map(Json::items).unwrap_or_default().iter().enumerate() {
        let Some(then) = rule.get("then") else { continue };
        let rule = rules.index(index);
        let at = rule.key("then");
        let adjusts = |window: &Json<'_>| {
            let adjustment = ["add", "atLeastUntil", "cap"].iter().any(|field| window.get(field).is_some());
            adjustment && window.get("from").is_none()
        };
        if let Some(window) = then.get("window").filter(|window| !adjusts(window)) {
            walk.whole(window, &at.key("window"));
        }
        for term in Term::DUE {
            if let Some(due) = then.get(term.text()) {
                walk.alone(due, &at.key(term.text()));
            }
        }
        if let Some(seller) = then.get("burden").and_then(|burden| burden.get("seller")) {
            walk.alone(seller, &at.key("burden").key("seller"));
        }
    }
}

/// Working days are counted one by one.
const MOST_WORKING_DAYS: u32 = 400;

/// How many windows a document may name.
const MOST_WINDOWS: usize = 500;

/// How many names one search for circles looks at; of windows that name more some are made of too many periods.
const MOST_LOOKED_AT: usize = 1_000_000;

/// A walk over the windows of a document.
struct Walk<'w> {
    windows: Option<&'w Json<'w>>,
    names: &'w dyn Fn(&Json<'_>, &Pointer<'_>, &mut Vec<Problem>),
    problems: &'w mut Vec<Problem>,
}

impl Walk<'_> {
    fn say(&mut self, code: ProblemCode, at: &Pointer<'_>, message: impl Into<String>) {
        self.problems.push(Problem::new(code, at, message));
    }

    /// A window with all that it is made of.
    fn whole(&mut self, json: &Json<'_>, at: &Pointer<'_>) {
        if !matches!(json, Json::Text(_)) && !count(self.windows, json, MOST_NAMES, &mut { MOST_PERIODS }) {
            let message = format!("made of more than {MOST_PERIODS} periods, or too deeply; combine fewer windows");
            self.say(ProblemCode::BadSize, at, message);
        }
        self.window(json, at);
    }

    /// A window by name or definition.
    fn window(&mut self, json: &Json<'_>, at: &Pointer<'_>) {
        match json {
            Json::Text(name) if definition(self.windows, json).is_none() => {
                let message = format!("`{name}` is no window of this document; define it under `windows`");
                self.say(ProblemCode::UnknownWindow, at, message);
            }
            Json::Object(_) => self.definition(json, at),
            _ => {}
        }
    }

    /// A period of time that nobody acts in: when it opens and what act it waits for says nothing.
    fn alone(&mut self, json: &Json<'_>, at: &Pointer<'_>) {
        self.without_act(json, at);
        self.whole(json, at);
    }

    fn without_act(&mut self, json: &Json<'_>, at: &Pointer<'_>) {
        for field in ["opens", "act", "usage"].into_iter().filter(|field| json.get(field).is_some()) {
            self.say(ProblemCode::UnknownField, &at.key(field), format!("nobody acts in this period; drop `{field}`"));
        }
        for (key, _) in COMBINATIONS {
            let list = at.key(key);
            for (index, part) in json.get(key).map(Json::items).unwrap_or_default().iter().enumerate() {
                self.without_act(part, &list.index(index));
            }
        }
    }

    fn definition(&mut self, json: &Json<'_>, at: &Pointer<'_>) {
        (self.names)(json, at, self.problems);
        if parts(json).is_empty() { self.period(json, at) } else { self.combination(json, at) }
    }

    fn period(&mut self, json: &Json<'_>, at: &Pointer<'_>) {
        match (json.get("length"), json.get("until")) {
            (Some(_), Some(_)) => {
                let message = "`until` cannot stand beside `length`; keep one, combine windows with `earliestOf` or `latestOf`, or adjust with `atLeastUntil` or `cap`";
                self.say(ProblemCode::UnknownField, &at.key("until"), message);
            }
            (None, None) => {
                let message = "a window needs a `length` such as `P14D`, or `until` with its last day";
                self.say(ProblemCode::MissingField, &at.key("length"), message);
            }
            _ => {}
        }
        let text = |field: &str| json.get(field).and_then(Json::text);
        let length = text("length").unwrap_or_default();
        if day::read_hours(length).is_some() {
            for field in ["counts", "ends", "rolls", "suspends"].into_iter().filter(|field| json.get(field).is_some()) {
                let message = format!("hours run from the very instant; drop `{field}`, or give the length in days");
                self.say(ProblemCode::UnknownField, &at.key(field), message);
            }
        }
        if day::read_hours(length).is_some() {
            let from = at.key("from");
            for (index, anchor) in json.get("from").map(Json::items).unwrap_or_default().iter().enumerate() {
                for field in ["offset", "rolls"].into_iter().filter(|field| anchor.get(field).is_some()) {
                    let message =
                        format!("hours run from the very instant; drop `{field}`, or give the length in days");
                    self.say(ProblemCode::UnknownField, &from.index(index).key(field), message);
                }
            }
        }
        let is_countable = |length: Length| length.months == 0 && length.days <= MOST_WORKING_DAYS;
        if text("counts") == Some("working-day") && !Length::read(length).is_some_and(is_countable) {
            let message = format!("only days can be counted as working days, and no more than {MOST_WORKING_DAYS}");
            self.say(ProblemCode::BadForm, &at.key("counts"), message);
        }
    }

    fn combination(&mut self, json: &Json<'_>, at: &Pointer<'_>) {
        let act = |json: &Json<'_>| json.get("act").and_then(Json::text).unwrap_or("notify").to_owned();
        for (key, _) in COMBINATIONS {
            for (index, part) in json.get(key).map(Json::items).unwrap_or_default().iter().enumerate() {
                let list = at.key(key);
                let at = list.index(index);
                let differs = definition(self.windows, part).filter(|part| part.get("act").is_some());
                if differs.is_some_and(|part| act(part) != act(json)) {
                    let message = "its act is another than that of the window it is part of; say it there";
                    self.say(ProblemCode::DefinitionClash, &at, message);
                }
                if definition(self.windows, part).is_some_and(|part| part.get("usage").is_some()) {
                    let message = "its `usage` would end it alone; say it of the window it is part of";
                    self.say(ProblemCode::DefinitionClash, &at, message);
                }
                self.window(part, &at);
            }
        }
    }
}

/// The names of windows in a definition.
fn names_in<'j>(json: &'j Json<'j>, names: &mut Vec<&'j str>) {
    match json {
        Json::Text(name) => names.push(name),
        json => parts(json).iter().for_each(|part| names_in(part, names)),
    }
}

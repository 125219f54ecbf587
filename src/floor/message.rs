//! Says in words what a floor proof found, and the way out.

use crate::compile::{Compiled, RuleId};
use crate::condition::Cell;
use crate::day;
use crate::fact;
use crate::floor::answer::{Days, Finding, Ground, Outcome, Place};
use crate::floor::days::{Pair, Witness};
use crate::floor::example::{asked, days_of, example, of_history, repairs_of};
use crate::floor::prover::Raised;
use crate::floor::stated;
use crate::gather::Gather;
use crate::period::Changes;
use crate::policy::Span;
use crate::problem::Example;
use crate::prove;
use crate::term::{Grant, Term, Value};
use crate::window::{Adjusted, End};
use crate::zone::Zone;

/// Orders that show a difference.
pub(super) struct Found {
    pub(super) cell: Cell,
    pub(super) outcome: Outcome,
    pub(super) example: Option<Example>,
    pub(super) shown: Option<Shown>,
    /// The declared and the required value, where several rules give them together.
    pub(super) values: Option<(Option<Value>, Value)>,
    /// The rules that change the windows in question.
    pub(super) changed_by: Vec<RuleId>,
}

/// A difference in time.
pub(super) struct Shown {
    days: Days,
    declared: Adjusted,
    required: Adjusted,
    due: bool,
    late: bool,
    harder: bool,
}

impl Found {
    /// Orders on which the declared value is worse.
    pub(super) const fn on(cell: Cell) -> Self {
        Self { cell, outcome: Outcome::Refuted, example: None, shown: None, values: None, changed_by: Vec::new() }
    }

    /// Orders on which there is no order between the values.
    pub(super) fn unordered(cell: Cell) -> Self {
        Self { outcome: Outcome::Undecided, ..Self::on(cell) }
    }
}

impl Shown {
    /// What a witness shows of two windows.
    pub(super) fn new(witness: &Witness, pair: &Pair<'_>, declared: Adjusted, required: Adjusted) -> Self {
        let zone = pair.clock.zone(pair.required.zone());
        let write = |instant| zone.map_or_else(|| crate::zone::write_utc(instant), |zone: &Zone| zone.write(instant));
        let last = |end: End| match end {
            End::After(day, _) => Some(day::write(day)),
            _ => None,
        };
        let opens = witness.declared.opens.and_then(|opens| opens.exact());
        Self {
            days: Days {
                events: days_of(witness, &pair.same),
                repairs: repairs_of(witness),
                acts_at: write(witness.gap.acts),
                at: write(witness.gap.at),
                declared_last_day: last(witness.declared.end),
                required_last_day: last(witness.required.end),
            },
            declared,
            required,
            due: pair.due,
            late: !pair.due && opens.is_none_or(|opens| opens > witness.gap.acts),
            harder: !pair.due && !pair.declared.window.act.comes_no_later(pair.required.window.act),
        }
    }

    /// Whether repairs move one of the windows, and whether there are some.
    fn repairs(&self) -> (bool, bool) {
        let spans = [&self.declared.window.span, &self.required.window.span];
        let suspended = spans.into_iter().flat_map(Span::periods).any(|period| period.suspends.is_some());
        (suspended, !self.days.repairs.is_empty())
    }

    fn text(&self, own: &str, floor: &str) -> String {
        let days = &self.days;
        let until = |day: &Option<String>, else_said: &str| {
            day.as_ref().map_or_else(|| else_said.to_owned(), |day| format!("until {day}"))
        };
        let own_end = until(&days.declared_last_day, "until a day that is not known");
        let floor_end = until(&days.required_last_day, "later");
        let same = days.declared_last_day.as_ref().filter(|day| days.required_last_day.as_ref() == Some(day));
        if let (true, Some(day)) = (self.due, same) {
            return format!(
                "{own} lets it be due later on {day} than {floor}; shorten it, or let it run from the same event"
            );
        }
        if self.due {
            return format!(
                "{own} lets it be due {own_end} where {floor} has it {floor_end}; shorten it, or let it run from the same event"
            );
        }
        if self.harder {
            return format!(
                "the window of {own} waits for `{}`, that of {floor} for `{}`, which may come first; let `act` be that",
                self.declared.window.act.text(),
                self.required.window.act.text(),
            );
        }
        if self.late {
            return format!(
                "the window of {own} is not open yet at {} where that of {floor} is; let it open with {}",
                days.acts_at,
                openers(&self.required),
            );
        }
        if let Some(day) = same {
            return format!(
                "the window of {own} ends earlier on {day} than that of {floor}; let both end at one instant"
            );
        }
        format!(
            "the window of {own} is open {own_end} where that of {floor} is open {floor_end}; lengthen it, or let it run from {}",
            anchors(&self.required),
        )
    }
}

fn quoted(events: &[usize]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for event in events {
        let name = fact::definition(*event).name;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    crate::text::quoted(&names)
}

fn anchors(window: &Adjusted) -> String {
    let mut events = Vec::new();
    for period in window.window.span.periods() {
        events.extend(period.from.iter().map(|anchor| anchor.fact));
    }
    quoted(&events)
}

fn openers(window: &Adjusted) -> String {
    if window.window.opens.is_empty() { anchors(window) } else { quoted(&window.window.opens) }
}

/// One finding; without anything found it could not be decided.
pub(super) fn finding(compiled: &Compiled, raised: Raised) -> Finding {
    let Raised { term, required: floor, declared: rule, values: (declared, required), found } = raised;
    let place = |rule: RuleId| Place {
        document: compiled.rule(rule).map(|(document, _)| document.id.clone()).unwrap_or_default(),
        rule: prove::rule_name(compiled, rule),
        path: prove::path(compiled, rule),
    };
    let ground = |rule: RuleId| {
        let stated = compiled.rule(rule).map(|(_, rule)| (rule.basis.clone(), rule.confidence.clone()));
        let (basis, confidence) = stated.unwrap_or_default();
        Ground { place: place(rule), basis, confidence }
    };
    let changed_by = found.iter().flat_map(|found| found.changed_by.iter().map(|rule| ground(*rule))).gather();
    let changes = |window: Option<&Adjusted>| window.map(|window| window.changes.clone()).unwrap_or_default();
    let time = found.as_ref().and_then(|found| found.shown.as_ref());
    let (own_changes, floor_changes) =
        (changes(time.map(|time| &time.declared)), changes(time.map(|time| &time.required)));
    let (own, floor) = (rule.map(place), ground(floor));
    let what = found
        .as_ref()
        .and_then(|found| Some((asked(compiled, &found.cell, "reason")?, asked(compiled, &found.cell, "remedy")?)));
    let shown =
        found.as_ref().map(|found| found.example.clone().unwrap_or_else(|| example(compiled, &found.cell, None)));
    let history = found.as_ref().zip(shown.as_ref()).map(|(found, shown)| {
        let (suspended, repaired) = found.shown.as_ref().map(Shown::repairs).unwrap_or_default();
        of_history(compiled, &found.cell, shown, suspended, repaired)
    });
    let history = history.unwrap_or_default();
    let message = if history.is_empty() {
        message(term, own.as_ref(), &floor.place, (declared.as_ref(), &required), found.as_ref(), what.as_ref())
    } else {
        of_repairs(term, own.as_ref(), &floor.place, &history)
    };
    let (reason, remedy) = what.map_or((None, None), |(reason, remedy)| (Some(reason), Some(remedy)));
    let outcome = found.as_ref().filter(|_| history.is_empty()).map_or(Outcome::Undecided, |found| found.outcome);
    let none = Changes::default();
    let days = found.and_then(|found| found.shown).map(|shown| shown.days);
    let of_window = |value: &Value, changes: &Changes| {
        stated::value(value, if matches!(value, Value::Window(_)) { changes } else { &none })
    };
    Finding {
        outcome,
        floor,
        rule: own,
        changed_by,
        reason,
        remedy,
        term,
        declared: declared.and_then(|value| of_window(&value, &own_changes)),
        required: of_window(&required, &floor_changes),
        example: shown,
        days,
        message,
    }
}

/// What hangs on the history of the goods is not shown by an order.
fn of_repairs(term: Term, own: Option<&Place>, floor: &Place, history: &[String]) -> String {
    let (law, name) = (format!("`{}/{}`", floor.document, floor.rule), term.text());
    let names: Vec<&str> = history.iter().map(String::as_str).gather();
    let whose = own.map_or("what nobody declares".to_owned(), |own| format!("`{}`", own.rule));
    format!(
        "could not decide whether {whose} is no worse than {law} in `{name}`, for that hangs on {}, which follow from repairs and claims; declare what {law} says",
        crate::text::quoted(&names)
    )
}

fn message(
    term: Term,
    own: Option<&Place>,
    floor: &Place,
    (declared, required): (Option<&Value>, &Value),
    found: Option<&Found>,
    what: Option<&(String, String)>,
) -> String {
    let law = format!("`{}/{}`", floor.document, floor.rule);
    let name = term.text();
    let rule = own.map(|own| format!("`{}`", own.rule));
    let (Some(found), rule) = (found, rule) else {
        let who = own.map_or("what nobody declares".to_owned(), |own| format!("`{}`", own.rule));
        return format!(
            "could not decide for all orders whether {who} is no worse than {law} in `{name}`; simplify the conditions or windows of both, or declare what {law} says"
        );
    };
    let whom = what.map_or(String::new(), |(reason, remedy)| format!(" `{remedy}` for `{reason}`"));
    match (rule, declared, required) {
        (None, _, Value::Granted(_)) => {
            format!("no declared rule grants{whom}, which {law} grants; add a rule that grants it")
        }
        (None, ..) => format!("no declared rule sets `{name}`, which {law} sets for{whom}; set it"),
        (Some(rule), Some(Value::Granted(Grant::Review)), _) => {
            format!("{rule} leaves{whom} to review where {law} grants it; grant it, or narrow the rule")
        }
        (Some(rule), Some(Value::Granted(_)), _) => {
            format!("{rule} refuses{whom}, which {law} grants; let the rule leave out such orders")
        }
        (Some(rule), ..) => match &found.shown {
            Some(shown) => shown.text(&rule, &law),
            None if found.outcome == Outcome::Undecided => format!(
                "`{name}` of {rule} and of {law} have no order, so which is better could not be decided; state it as {law} does"
            ),
            None => format!(
                "{rule} sets `{name}` to what may be worse for the buyer than that of {law}; set what {law} sets, or better"
            ),
        },
    }
}

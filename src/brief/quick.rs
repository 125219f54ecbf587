//! Decides a call of plain form without a tree of it, as far as it states what the answer hangs on.

use std::cell::OnceCell;

use crate::brief::call::{Asked, Call, Line};
use crate::brief::facts::{self, Facts, Of};
use crate::brief::known::{Atom, Known};
use crate::brief::matched::Matched;
use crate::brief::offered::{self, Memory};
use crate::brief::plan::{Plan, Sets};
use crate::brief::rows::{Found, Live};
use crate::brief::said;
use crate::brief::subject::Subject;
use crate::brief::{room, write};
use crate::compile::Compiled;
use crate::dimension::DimensionId;
use crate::fact::{self, FactId};
use crate::layer::When;

/// What deciding takes room for, kept from one call to the next.
#[derive(Debug, Default)]
pub(crate) struct Desk<'t> {
    call: Call<'t>,
    /// What is known of the order, and of one of its lines, by dimension.
    order: Vec<Of<'t>>,
    line: Vec<Of<'t>>,
    boxes: Boxes,
    memory: Memory,
}

impl Desk<'_> {
    /// The same room for calls in other texts.
    pub(crate) fn emptied(self) -> Desk<'static> {
        Desk {
            call: self.call.emptied(),
            order: room::emptied(self.order),
            line: room::emptied(self.line),
            boxes: self.boxes,
            memory: self.memory,
        }
    }
}

/// The boxes that hold for an order, for a line of it, and for a reason and a remedy.
#[derive(Debug, Default)]
struct Boxes {
    order: Found,
    line: Found,
    asked: Found,
    live: Vec<Live>,
}

/// How many bytes most answers have at most.
const ROOM: usize = 2_048;

/// Writes the answer of a call; `None` where it is not told here, and nothing is written.
pub(crate) fn answer<'t>(
    compiled: &'t Compiled,
    plan: &'t Plan,
    desk: &mut Desk<'t>,
    text: &'t str,
    out: &mut String,
) -> Option<()> {
    let before = out.len();
    out.reserve(ROOM);
    let written = decide(compiled, plan, desk, text, out);
    if written.is_none() {
        out.truncate(before);
    }
    written
}

fn decide<'t>(
    compiled: &'t Compiled,
    plan: &'t Plan,
    desk: &mut Desk<'t>,
    text: &'t str,
    out: &mut String,
) -> Option<()> {
    let Desk { call, order, line: of_line, boxes, memory } = desk;
    call.read(text, said::Reader { compiled, plan })?;
    let at = call.at?;
    let when = When::At(at, call.acts.clone());
    let facts = Facts { compiled, plan, call };
    facts.order(order);
    plan.rows.all(&mut boxes.order);
    narrow(plan, &plan.same, order, &mut boxes.order);
    write::begin(call.id, at, out);
    let mut decide = |line: &Line<'t>, asked: Option<&Asked<'t>>, out: &mut String| {
        facts.line(order, line, asked, of_line)?;
        let market = facts.market(of_line);
        let subject = Subject { compiled, plan, of: of_line, market, when: &when, world: OnceCell::new() };
        let left = facts.left(line);
        write::begin_line(line.id, left, out);
        let warranty =
            if left == Some(0) { String::new() } else { offers(&facts, &subject, asked, (boxes, memory), out)? };
        write::end_line(&warranty, out);
        Some(())
    };
    if call.is_request {
        for (index, asked) in call.asked.iter().enumerate() {
            // Most requests name the lines in their order.
            let same = call.lines.get(index).filter(|line| line.id == asked.line);
            let line = same.or_else(|| call.lines.iter().find(|line| line.id == asked.line))?;
            decide(line, Some(asked), out)?;
        }
    } else {
        for line in &call.lines {
            decide(line, None, out)?;
        }
    }
    write::end(out);
    Some(())
}

/// Writes the offers for every reason and remedy that is asked about, and gives those by component.
fn offers<'t>(
    facts: &Facts<'_, 't>,
    subject: &Subject<'_, 't>,
    asked: Option<&Asked<'t>>,
    (boxes, memory): (&mut Boxes, &mut Memory),
    out: &mut String,
) -> Option<String> {
    let Facts { compiled, plan, call } = *facts;
    let (reason_id, remedy_id, component_id) = plan.asked;
    let stated = asked.map(|asked| call.of_asked(asked)).unwrap_or_default();
    let word = |fact: FactId| match facts::value(stated, fact) {
        Some(Known::Word(word)) => Some(word),
        _ => None,
    };
    let (reason, remedy, component) = (word(fact::REASON), word(fact::REMEDY), word(fact::COMPONENT));
    boxes.line.copy(&boxes.order);
    narrow(plan, &plan.own, subject.of, &mut boxes.line);
    let stated_component = component_id.and_then(|id| subject.of.get(id)?.1);
    let mut warranty = String::new();
    let mut decide = |reason: (&str, Atom), remedy: (&str, Atom), component: Option<Atom>, out: &mut String| {
        boxes.asked.copy(&boxes.line);
        plan.rows.narrow(&mut boxes.asked, reason_id, Some(reason.1));
        plan.rows.narrow(&mut boxes.asked, remedy_id, Some(remedy.1));
        if let Some(id) = component_id {
            plan.rows.narrow(&mut boxes.asked, id, component.or(stated_component));
        }
        plan.rows.live(&boxes.asked, &mut boxes.live);
        let terms = boxes.live.iter().fold(Sets::default(), |terms, live| terms.or(live.sets));
        let matched = Matched { compiled, plan, live: &boxes.live, terms };
        let name = component.and_then(|atom| plan.components.get(usize::try_from(atom).ok()?));
        match offered::got(&matched, subject, memory).ok()? {
            Some(got) => write::offer((reason.0, remedy.0, name.map(String::as_str)), &got, &matched, subject, out),
            None => Some(()),
        }
    };
    let mut decide_all = |reason: (&str, Atom), place: usize| {
        let named = *plan.remedies.get(place)?;
        if remedy.is_some_and(|remedy| remedy != named) {
            return Some(());
        }
        let remedy = (named, Atom::try_from(place).ok()?);
        decide(reason, remedy, None, out)?;
        if component.is_none() {
            for atom in plan.asks(reason.1, place)?.components(plan.components.len()) {
                decide(reason, remedy, Some(atom), &mut warranty)?;
            }
        }
        Some(())
    };
    match reason.zip(subject.of.get(reason_id).and_then(|(_, atom)| *atom)) {
        // What is asked for is answered, be it granted or not.
        Some(reason) if remedy.is_some() => (0..plan.remedies.len()).try_for_each(|place| decide_all(reason, place))?,
        Some(reason) => plan.granted(reason.1).iter().try_for_each(|place| decide_all(reason, *place))?,
        None => {
            for (reason, atom) in &plan.reasons {
                plan.granted(*atom).iter().try_for_each(|place| decide_all((reason, *atom), *place))?;
            }
        }
    }
    Some(warranty)
}

/// Keeps the boxes that hold for what is known of these dimensions.
#[inline]
fn narrow(plan: &Plan, dimensions: &[DimensionId], of: &[Of<'_>], found: &mut Found) {
    for id in dimensions {
        if let Some((_, atom)) = of.get(*id) {
            plan.rows.narrow(found, *id, *atom);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::cut_down;
    use crate::load;

    const SHOP: &str = r#"{ "format": "return-policy/1", "id": "shop", "version": "1", "layer": "declared", "zone": "UTC",
        "given": { "channel": "online" },
        "windows": { "month": { "length": "P30D", "from": ["delivery"] }, "two": { "length": "P60D", "from": ["delivery"] } },
        "rules": [
            { "id": "month", "when": { "remedy": ["refund"], "reason": ["transaction"] }, "then": { "granted": true, "window": "month" } },
            { "id": "toys", "when": { "remedy": ["refund"], "reason": ["transaction"], "channel": ["online"], "category": ["toys"] },
                "then": { "granted": true, "window": "month" } },
            { "id": "gold", "when": { "remedy": ["refund"], "reason": ["transaction"], "tier": ["gold"] }, "overrides": ["toys"],
                "then": { "granted": true, "window": "two", "refundDue": { "length": "P14D", "from": ["notice"] } } },
            { "id": "sale", "when": { "remedy": ["refund"], "reason": ["transaction"], "tag": ["sale"] }, "overrides": ["gold", "toys"],
                "then": { "granted": false } }] }"#;

    const CALL: &str = r#"{"order":{"id":"1","tier":"gold","lines":[{"id":"a","category":"books","tags":[],"deliveredAt":"2026-11-01"}]},"at":"2026-11-21T12:00:00Z"}"#;

    /// What is told at once, and what is left to the decision in full. Whatever is told is what that says.
    #[test]
    fn calls_that_state_enough_are_told_at_once() {
        #[rustfmt::skip]
        let cases = [
            // why this row                          in place of this        stands this                                                     told
            ("everything is stated",                 "",                     "",                                                              true),
            ("there are spaces",                     ":",                    " :\n\t",                                                        true),
            ("an instant twice",                     r#"{"order""#,          r#"{"at":"2026-11-21T12:00:00Z","order""#,                       false),
            ("other values",                         r#""tier":"gold""#,     r#""tier":null"#,                                                true),
            ("a request",                            r#"},"at""#,            r#"},"request":{"lines":[{"line":"a","reason":"price"}]},"at""#, true),
            ("notice was sent",                      r#"},"at""#,            r#"},"request":{"noticeSentAt":"2026-11-20T12:00:00Z","lines":[{"line":"a"}]},"at""#, true),
            ("nothing hangs on what is missing",     r#""tier":"gold","lines":[{"id":"a","category":"books","#, r#""tier":null,"lines":[{"id":"a","#, true),
            ("the end hangs on what is missing",     r#""tier":"gold","#,    "",                                                              false),
            ("the status hangs on what is missing",  r#""tags":[],"#,        "",                                                              false),
            ("an escape",                            "gold",                 r"g\u006fld",                                                    false),
            ("buckets",                              r#""tags":[]"#,         r#""tags":[],"buckets":[{"id":"b"}]"#,                           false),
            ("a value twice",                        r#""tags":[]"#,         r#""tags":["x","x"]"#,                                           false),
            ("a field twice",                        r#""tags":[]"#,         r#""tags":[],"tags":[]"#,                                        false),
            ("a field that is not known",            r#""tags":[]"#,         r#""tags":[],"colour":"red""#,                                   false),
            ("a line twice",                         "}]}",                  r#"},{"id":"a"}]}"#,                                             false),
            ("a line that is not there",             r#"},"at""#,            r#"},"request":{"lines":[{"line":"b"}]},"at""#,                  false),
            ("a reason that is not known",           r#"},"at""#,            r#"},"request":{"lines":[{"line":"a","reason":"whim"}]},"at""#,  false),
            ("the same with nothing left",           r#"}]},"at""#,          r#","quantity":1,"returned":1}]},"request":{"lines":[{"line":"a","reason":"whim"}]},"at""#, false),
            ("nothing is left",                      r#""tags":[]"#,         r#""tags":[],"quantity":1,"returned":1"#,                        true),
            ("no JSON",                              "}]}",                  "}}",                                                            false),
        ];
        let documents = format!("[{SHOP},{}]", include_str!("../../zones/UTC.json"));
        let compiled = load::load(&documents).expect("documents without problems");
        let plan = Plan::new(&compiled).expect("a plan");
        for (why, from, to, told) in cases {
            let call = &CALL.replacen(from, to, 1);
            let mut quick = String::new();
            assert_eq!(
                answer(&compiled, &plan, &mut Desk::default(), call, &mut quick).is_some(),
                told,
                "{why}: {call}"
            );
            let full = crate::answer_text(cut_down(&compiled, call));
            assert_eq!(quick, if told { full } else { String::new() }, "{why}");
        }
    }
}

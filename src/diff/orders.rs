//! Counts which orders and lines a comparison's rows touch, and how much money.

use std::rc::Rc;

use crate::atom::AtomSet;
use crate::compile::Compiled;
use crate::condition::Truth;
use crate::diff::Row;
use crate::diff::both::Both;
use crate::dimension::DimensionId;
use crate::fact;
use crate::facts::{Derived, FactValue, Facts, Origin, Stated};
use crate::gather::Gather;
use crate::json::Json;
use crate::lines::{self, BadLines};
use crate::map::Map;
use crate::money::Money;
use crate::problem::Problem;
use crate::world::World;
use crate::{call, derived, document};

/// What was read.
#[derive(Debug, Default)]
pub(crate) struct Count {
    pub(crate) orders: i64,
    /// Lines, or buckets of lines.
    pub(crate) lines: i64,
    /// The lines of the text that are no call.
    pub(crate) bad: BadLines,
}

/// What a row touches.
#[derive(Debug, Clone, Default)]
pub(crate) struct Touched {
    pub(crate) orders: i64,
    pub(crate) lines: i64,
    /// Unit price times quantity of those lines, by currency.
    pub(crate) amounts: Vec<Money>,
    /// The touched lines that state no unit price, quantity or currency.
    pub(crate) unpriced: i64,
    /// The lines that it may touch, for a fact is missing on which that hangs.
    pub(crate) possible: i64,
}

/// Counts what each row touches among the calls, one a line.
pub(crate) fn count(both: &Both, rows: &mut [Row], calls: &str) -> Count {
    let mut count = Count::default();
    for row in rows.iter_mut() {
        row.touched = Some(Touched::default());
    }
    let asked = ["reason", "remedy", "component"].iter();
    let asked = asked.filter_map(|name| both.new.dimensions.position(fact::position(name), None)).gather();
    for (number, text) in lines::numbered(calls) {
        match read(both, text) {
            Ok(lines) => add(&mut count, rows, &lines, &asked),
            Err(problems) => count.bad.add(number, problems),
        }
    }
    count
}

/// A line, or a bucket of one, as both versions know it.
struct Line {
    old: Known,
    new: Known,
    amount: Option<(i64, String)>,
}

/// What one version knows of each fact.
struct Known {
    /// The atoms in which it lies.
    atoms: Vec<AtomSet>,
    /// Whether only a document vouches for it.
    given: Vec<bool>,
}

fn read(both: &Both, text: &str) -> Result<Vec<Line>, Vec<Problem>> {
    let json = call::read_call(text, &document::EVALUATION_CALL)?;
    let (old, old_problems) = call::open_call(&both.old, &json);
    let (new, new_problems) = call::open_call(&both.new, &json);
    // A reason that one version alone knows is no mistake of the call.
    let shared: Vec<Problem> =
        old_problems.into_iter().filter(|problem| new_problems.iter().any(|other| same(problem, other))).gather();
    let (Some(old), Some(new)) = (old, new) else { return Err(shared) };
    if !shared.is_empty() {
        return Err(shared);
    }
    let deliveries = [derived::deliveries(&both.old, old.order), derived::deliveries(&both.new, new.order)];
    let mut lines = Vec::new();
    for subject in &new.subjects {
        let [old_deliveries, new_deliveries] = &deliveries;
        lines.push(Line {
            old: known(&both.old, &old, subject, old_deliveries),
            new: known(&both.new, &new, subject, new_deliveries),
            amount: amount(new.order, subject),
        });
    }
    Ok(lines)
}

fn same(a: &Problem, b: &Problem) -> bool {
    (&a.path, a.code) == (&b.path, b.code)
}

fn known(compiled: &Compiled, call: &call::Call<'_>, subject: &call::Subject<'_>, deliveries: &[Derived]) -> Known {
    let mut facts = Facts::clone(&call::subject_facts(compiled, call, subject, deliveries));
    // What follows from a request is asked about before one is made.
    for fact in fact::FOLLOWING {
        let id = compiled.dimensions.position(fact, None);
        if let Some(slot) = id.and_then(|id| facts.stated.get_mut(id)) {
            *slot = Some(Stated::new(FactValue::None, Origin::Call(String::new())));
        }
    }
    let world = World::new(compiled, &Rc::new(facts), Map::new());
    let given = (0..compiled.dimensions.iter().count())
        .map(|id| matches!(world.facts.stated.get(id), Some(Some(Stated { origin: Origin::Given(_), .. }))))
        .gather();
    let mut atoms: Vec<AtomSet> = Vec::new();
    // A day that two documents see in two zones is one of two.
    for known in world.known_by_document() {
        if atoms.is_empty() {
            atoms = known.as_ref().clone();
        }
        for (all, more) in atoms.iter_mut().zip(known.iter()) {
            *all = all.or(more);
        }
    }
    Known { atoms, given }
}

/// Unit price times quantity, in the order's currency.
fn amount(order: &Json<'_>, subject: &call::Subject<'_>) -> Option<(i64, String)> {
    let of = |key: &str| {
        let bucket = subject.bucket.and_then(|(_, bucket)| bucket.get(key));
        bucket.or_else(|| subject.line.get(key)).and_then(Json::whole)
    };
    let currency = order.get("currency").and_then(Json::text)?;
    Some((of("unitPrice")?.checked_mul(of("quantity")?)?, currency.to_owned()))
}

fn add(count: &mut Count, rows: &mut [Row], lines: &[Line], asked: &[DimensionId]) {
    count.orders = count.orders.saturating_add(1);
    count.lines = count.lines.saturating_add(i64::try_from(lines.len()).unwrap_or(i64::MAX));
    for row in rows {
        let truths: Vec<Truth> = lines.iter().map(|line| line.touched(row, asked)).gather();
        let Some(touched) = &mut row.touched else { continue };
        if truths.contains(&Truth::True) {
            touched.orders = touched.orders.saturating_add(1);
        }
        for (line, truth) in lines.iter().zip(truths) {
            match truth {
                Truth::True => touched.add(line),
                Truth::Unknown => touched.possible = touched.possible.saturating_add(1),
                Truth::False => {}
            }
        }
    }
}

impl Line {
    /// Says whether a row is about this line.
    fn touched(&self, row: &Row, asked: &[DimensionId]) -> Truth {
        let inside = self.inside(&row.cell, asked);
        if inside == Truth::False {
            return inside;
        }
        let exact = row.exact.iter().flat_map(|cells| cells.iter());
        let any = exact.map(|cell| self.inside(cell.0.iter(), asked)).min().unwrap_or(Truth::False);
        let except = if row.left_out.is_empty() { Truth::False } else { self.inside(&row.left_out, asked) };
        match except {
            Truth::True => Truth::False,
            Truth::Unknown => inside.max(any).max(Truth::Unknown),
            Truth::False => inside.max(any),
        }
    }

    /// Says whether the facts lie in a box. What nobody asks about yet may be any of `asked`.
    fn inside<'c>(&self, cell: impl IntoIterator<Item = &'c (DimensionId, AtomSet)>, asked: &[DimensionId]) -> Truth {
        let mut truth = Truth::True;
        for (id, atoms) in cell {
            for known in self.knowing(*id) {
                if known.is_apart(atoms) {
                    return Truth::False;
                }
                let is_open = known.complement().is_empty() && asked.contains(id);
                if !known.is_within(atoms) && !is_open {
                    truth = Truth::Unknown;
                }
            }
        }
        truth
    }

    /// What the versions know of a fact: those that do not vouch for it, else both.
    fn knowing(&self, id: DimensionId) -> Vec<&AtomSet> {
        let sides = || [&self.old, &self.new].into_iter();
        let is_given = |side: &&Known| side.given.get(id).copied().unwrap_or(false);
        let all_given = sides().all(|side| is_given(&side));
        sides().filter(|side| all_given || !is_given(side)).filter_map(|side| side.atoms.get(id)).gather()
    }
}

impl Touched {
    fn add(&mut self, line: &Line) {
        self.lines = self.lines.saturating_add(1);
        let Some((amount, currency)) = &line.amount else {
            self.unpriced = self.unpriced.saturating_add(1);
            return;
        };
        match self.amounts.iter_mut().find(|money| money.currency == *currency) {
            Some(money) => money.amount = money.amount.saturating_add(*amount),
            None => self.amounts.push(Money { amount: *amount, currency: currency.clone() }),
        }
    }
}

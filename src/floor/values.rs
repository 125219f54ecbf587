//! Compares two values of a term that are no windows, and joins those of rules that tie.

use crate::compile::RuleId;
use crate::condition::{Cell, Undecided};
use crate::floor::message::Found;
use crate::floor::prover::{Both, Prover, Sides};
use crate::floor::search::Question;
use crate::floor::side::Piece;
use crate::gather::{AddAll, Gather};
use crate::map::Map;
use crate::money::{Money, Rate};
use crate::period::Changes;
use crate::policy::{Act, Span, Window};
use crate::prove::values;
use crate::term::{self, Burden, Fee, Grant, Value};
use crate::window::Adjusted;

/// How many rules may tie in one term before it is given up.
const MOST_TIED: usize = 32;

/// How a declared value stands against a required one.
enum Verdict<'v> {
    /// It is no worse for the buyer.
    NoWorse,
    /// It is worse.
    Worse,
    /// There is no order between them.
    Unordered,
    /// It hangs on days: what is declared must end no later.
    Due(&'v Span, &'v Span),
    /// It hangs on days: what is declared must end no earlier.
    Lasts(&'v Span, &'v Span),
}

/// A rule that may tie with one of a pair.
#[derive(Clone, Copy)]
struct Beside {
    rule: RuleId,
    /// Whether it is declared.
    own: bool,
    /// Whether it is looked at with this pair: else the pair in which it stands first looks at both.
    joins: bool,
}

impl<'c> Prover<'c> {
    /// Looks for orders in question on which the declared value, or its absence, is worse than the required one.
    pub(super) fn prove_value<'q>(
        &mut self,
        both: &Both<'q, 'c>,
        sides: Sides<'_, 'c>,
        question: Question<'q>,
    ) -> Result<Option<Found>, Undecided>
    where
        'c: 'q,
    {
        let compiled = self.compiled;
        let of = |side: bool, piece: &Piece<'c>| {
            let is_first = |rule: RuleId| {
                let starts = side || !matches!(values(compiled, rule).get(&both.term), Some(Value::Granted(Grant::No)));
                rule < piece.rule && starts
            };
            piece.tied.iter().map(|rule| Beside { rule: *rule, own: side, joins: !is_first(*rule) }).gather()
        };
        let mut beside: Vec<Beside> = of(false, both.required);
        beside.add_all(both.declared.into_iter().flat_map(|own| of(true, own)));
        if beside.len() > MOST_TIED {
            return Err(Undecided);
        }
        let own = both.declared.map(|own| own.value.clone());
        self.join(both, sides, (own, both.required.value.clone()), &beside, question)
    }

    /// Joins what ties: for each rule that may, orders where it sets its term as well and orders where it does not.
    fn join<'q>(
        &mut self,
        both: &Both<'q, 'c>,
        sides: Sides<'_, 'c>,
        (own, required): (Option<Value>, Value),
        beside: &[Beside],
        question: Question<'q>,
    ) -> Result<Option<Found>, Undecided>
    where
        'c: 'q,
    {
        // What a further rule brings makes what is declared only better.
        if beside.iter().all(|rule| rule.own) && matches!(compare(own.as_ref(), &required), Verdict::NoWorse) {
            return Ok(None);
        }
        let Some((first, rest)) = beside.split_first() else {
            return self.prove_values(both, sides, (own, required), &question);
        };
        if self.search.find(&question, &Cell::default())?.is_none() {
            return Ok(None);
        }
        let side = if first.own { &sides.declared.side } else { &sides.required.side };
        let beaters = side.beaters(first.rule, both.term);
        let regions = self.search.regions;
        let holding = |rules: &[RuleId]| {
            let mut question = question.clone();
            question.inside.add_all(rules.iter().filter_map(|rule| regions.get(*rule)));
            question
        };
        let mut branches = Vec::new();
        if first.joins
            && let Some(value) = values(self.compiled, first.rule).get(&both.term)
        {
            let mut sets = holding(&[first.rule]);
            sets.outside.add_all(beaters.iter().copied());
            let joined = |before: &Value| term::better(before, value);
            let values =
                if first.own { (own.as_ref().map(joined), required.clone()) } else { (own.clone(), joined(&required)) };
            branches.push((values, sets));
        }
        for beater in beaters {
            branches.push(((own.clone(), required.clone()), holding(&[first.rule, beater])));
        }
        let mut fails = question;
        fails.outside.push(first.rule);
        branches.push(((own, required), fails));
        let mut undecided = false;
        for (values, question) in branches {
            match self.join(both, sides, values, rest, question) {
                Ok(None) => {}
                Ok(found) => return Ok(found),
                Err(Undecided) => undecided = true,
            }
        }
        if undecided { Err(Undecided) } else { Ok(None) }
    }

    fn prove_values(
        &mut self,
        both: &Both<'_, 'c>,
        sides: Sides<'_, 'c>,
        (own, required): (Option<Value>, Value),
        question: &Question<'_>,
    ) -> Result<Option<Found>, Undecided> {
        let alone = |span: &Span| {
            let window = Window { span: span.clone(), opens: Vec::new(), act: Act::Notify, usage: Map::new() };
            Adjusted { window, changes: Changes::default() }
        };
        let found = match compare(own.as_ref(), &required) {
            Verdict::NoWorse => None,
            Verdict::Worse => self.find_to_show(question, both, sides, &Cell::default())?.map(Found::on),
            Verdict::Unordered => self.find_to_show(question, both, sides, &Cell::default())?.map(Found::unordered),
            Verdict::Due(a, b) => self.judge(both, (alone(a), alone(b), true), sides, question)?,
            Verdict::Lasts(a, b) => self.judge(both, (alone(a), alone(b), false), sides, question)?,
        };
        Ok(found.map(|found| Found { values: Some((own, required)), ..found }))
    }
}

/// Compares a declared value, if there is one, with a required one.
fn compare<'v>(declared: Option<&'v Value>, required: &'v Value) -> Verdict<'v> {
    let Some(declared) = declared else { return Verdict::Worse };
    match (declared, required) {
        _ if declared == required => Verdict::NoWorse,
        (Value::Due(a), Value::Due(b)) => Verdict::Due(a, b),
        (Value::Burden(Burden::SellerWithin(a)), Value::Burden(Burden::SellerWithin(b))) => Verdict::Lasts(a, b),
        (Value::RestockingFee(a), Value::RestockingFee(b)) => compare_fees(a, b),
        _ if is_unordered(declared, required) => Verdict::Unordered,
        _ if term::better(declared, required) == *declared => Verdict::NoWorse,
        _ => Verdict::Worse,
    }
}

fn compare_fees<'v>(declared: &Fee, required: &Fee) -> Verdict<'v> {
    let no_worse = match (charged(declared), charged(required)) {
        (Fee::None, _) => true,
        (_, Fee::None) => false,
        (Fee::Share(a), Fee::Share(b)) => a <= b,
        (Fee::Flat(a), Fee::Flat(b)) if a.currency == b.currency => a.amount <= b.amount,
        _ => return Verdict::Unordered,
    };
    if no_worse { Verdict::NoWorse } else { Verdict::Worse }
}

/// A fee of nothing is none.
fn charged(fee: &Fee) -> &Fee {
    match fee {
        Fee::Share(Rate(0)) | Fee::Flat(Money { amount: 0, .. }) => &Fee::None,
        fee => fee,
    }
}

/// Says whether neither of two values is better: fees for sending goods back of two currencies, of which a fee of nothing has
/// none, deductions for two kinds of use, or two words without an order.
fn is_unordered(declared: &Value, required: &Value) -> bool {
    match (declared, required) {
        (Value::ReturnShipping(a), Value::ReturnShipping(b)) => match (&a.fee, &b.fee) {
            (Some(a), Some(b)) => a.currency != b.currency && a.amount > 0 && b.amount > 0,
            _ => false,
        },
        (Value::Deduction(a), Value::Deduction(b)) => term::compare_deductions(a, b).is_none(),
        (Value::Word(term, _), Value::Word(..)) => !term::has_order(*term),
        _ => false,
    }
}

//! The terms that rules set, and which of two values is better for the buyer.

use std::cmp::Ordering;

use crate::gather::{AddAll, Gather};
use crate::money::{Money, Rate};
use crate::order;
use crate::policy::{Combine, Evidence, Span, Window};
use crate::window;

/// A thing that rules decide, each on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Term {
    /// Whether the remedy is granted.
    Granted,
    /// In which period.
    Window,
    /// Who pays for sending the goods back.
    ReturnShipping,
    /// What becomes of the freight paid for sending them out.
    OutboundShipping,
    /// What is kept back from the refund.
    RestockingFee,
    /// By when the refund is due.
    RefundDue,
    /// Who must prove that a defect was there, or was not.
    Burden,
    /// What the buyer must show.
    Evidence,
    /// What is kept back for the use the buyer had of the goods.
    Deduction,
    /// By when the seller must answer.
    AnswerDue,
    /// By when a repair must be done.
    RepairDue,
    /// By when an exchange must be done.
    ExchangeDue,
    /// By when a loan unit is owed while a repair lasts.
    LoanDue,
    /// Who chooses between this remedy and others.
    Choice,
    /// What a warranty covers.
    Covers,
    /// How the goods get to where they are repaired.
    Service,
    /// Who gives a warranty.
    Warrantor,
}

impl Term {
    /// The terms that describe an offer, in the order of answers.
    pub(crate) const COSTS: &[Self] = &[
        Self::ReturnShipping,
        Self::OutboundShipping,
        Self::RestockingFee,
        Self::RefundDue,
        Self::Burden,
        Self::Evidence,
        Self::Deduction,
        Self::AnswerDue,
        Self::RepairDue,
        Self::ExchangeDue,
        Self::LoanDue,
        Self::Choice,
        Self::Covers,
        Self::Service,
        Self::Warrantor,
    ];

    /// The terms whose value is a period by the end of which something is due.
    pub(crate) const DUE: &[Self] =
        &[Self::RefundDue, Self::AnswerDue, Self::RepairDue, Self::ExchangeDue, Self::LoanDue];

    /// The terms whose value is one of some words: the better comes first, where the words [have an order](has_order).
    pub(crate) const WORDS: &[(Self, &[&str])] = &[
        (Self::Choice, &["buyer", "seller"]),
        (Self::Service, &["on-site", "pick-up", "bring-in"]),
        (Self::Warrantor, &["seller", "manufacturer", "service-contract"]),
    ];

    /// The field of `then` and of answers.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Window => "window",
            Self::ReturnShipping => "returnShipping",
            Self::OutboundShipping => "outboundShipping",
            Self::RestockingFee => "restockingFee",
            Self::RefundDue => "refundDue",
            Self::Burden => "burden",
            Self::Evidence => "evidence",
            Self::Deduction => "deduction",
            Self::AnswerDue => "answerDue",
            Self::RepairDue => "repairDue",
            Self::ExchangeDue => "exchangeDue",
            Self::LoanDue => "loanDue",
            Self::Choice => "choice",
            Self::Covers => "covers",
            Self::Service => "service",
            Self::Warrantor => "warrantor",
        }
    }
}

/// The value a rule gives to a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Of [`Term::Granted`].
    Granted(Grant),
    /// Of [`Term::Window`].
    Window(Window),
    /// Of [`Term::ReturnShipping`].
    ReturnShipping(ReturnShipping),
    /// Of [`Term::OutboundShipping`].
    OutboundShipping(OutboundShipping),
    /// Of [`Term::RestockingFee`].
    RestockingFee(Fee),
    /// Of the terms of [`Term::DUE`].
    Due(Span),
    /// Of [`Term::Burden`].
    Burden(Burden),
    /// Of [`Term::Evidence`].
    Evidence(Evidence),
    /// Of [`Term::Deduction`].
    Deduction(Deduction),
    /// Of the terms of [`Term::WORDS`], by its position there and that of the word.
    Word(usize, usize),
    /// Of [`Term::Covers`], in the order of their names.
    Covers(Vec<String>),
}

/// What is kept back for the use the buyer had of the goods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deduction {
    /// Nothing.
    None,
    /// A share of the price paid for so much use.
    Usage {
        /// The share.
        rate: Rate,
        /// What counts the use: a name of `usage`.
        unit: String,
        /// For how many of these.
        per: i64,
        /// Whether less may be kept back: the share is a limit.
        at_most: bool,
    },
}

impl Value {
    /// The period or periods in it, where it has any.
    pub(crate) const fn span(&self) -> Option<&Span> {
        match self {
            Self::Window(window) => Some(&window.span),
            Self::Due(span) | Self::Burden(Burden::SellerWithin(span)) => Some(span),
            _ => None,
        }
    }
}

/// Who must prove whether a defect was there when the goods were delivered; the better comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Burden {
    /// The seller must prove that it was not.
    Seller,
    /// The seller, for defects that show within this time; the buyer for later ones.
    SellerWithin(Span),
    /// The buyer must prove that it was.
    Buyer,
}

/// Whether a remedy is granted; the better comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Grant {
    /// It is.
    Yes,
    /// A person decides.
    Review,
    /// It is not.
    No,
}

/// Who pays for sending the goods back, and what that costs the buyer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReturnShipping {
    /// Who pays the carrier: `buyer`, `seller`, `platform`, `manufacturer`, `insurance`.
    pub(crate) payer: String,
    /// What the buyer is charged where another pays the carrier.
    pub(crate) fee: Option<Money>,
    /// The most it may cost a buyer who pays the carrier; the payer of the other offer bears the rest.
    pub(crate) up_to: Option<Money>,
}

/// What becomes of the freight paid for sending the goods out; the better comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum OutboundShipping {
    /// All of it is refunded.
    Refunded,
    /// As much as the cheapest standard delivery would have cost is refunded.
    StandardRefunded,
    /// None of it is refunded.
    Kept,
}

impl OutboundShipping {
    /// The words that documents and answers use.
    pub(crate) const ALL: &[(Self, &str)] =
        &[(Self::Refunded, "refunded"), (Self::StandardRefunded, "standard-refunded"), (Self::Kept, "kept")];

    /// The word that documents and answers use.
    pub(crate) fn text(self) -> &'static str {
        Self::ALL.iter().find(|(value, _)| *value == self).map_or("kept", |(_, text)| text)
    }
}

/// What is kept back from the refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fee {
    /// Nothing.
    None,
    /// A share of the price paid.
    Share(Rate),
    /// A flat amount.
    Flat(Money),
}

/// Gives what the buyer of two open offers gets: `declared` unless `floor` is better in this term.
///
/// Better means, best first:
/// - granted: yes, review, no;
/// - return shipping: another payer without fee, the smaller flat fee; of two buyers who pay the carrier the smaller limit. The
///   actual cost and a flat fee meet as the actual cost up to the fee, for either may be the lesser;
/// - outbound freight: refunded, standard refunded, kept;
/// - restocking: none, then the smaller of two shares or of two amounts of one currency;
/// - what is due, a refund, an answer, a repair, an exchange, a loan unit: on the earlier of both days;
/// - the burden of proof: the seller's, then for the longer time, then the buyer's;
/// - evidence: what both ask for;
/// - deduction: none, then the smaller share for the same use, a limit as much as it allows;
/// - who chooses: the buyer, the seller; service: on site, picked up, brought in;
/// - what is covered: what either covers.
///
/// Where there is no order `declared` stands: a share against an amount, two currencies, two kinds of use, and who gives a
/// warranty, for that says whom to turn to and not what for. Windows are not compared here: each offer tests its own.
pub(crate) fn better(declared: &Value, floor: &Value) -> Value {
    match (declared, floor) {
        (Value::ReturnShipping(a), Value::ReturnShipping(b)) => Value::ReturnShipping(better_shipping(a, b)),
        (Value::OutboundShipping(a), Value::OutboundShipping(b)) => Value::OutboundShipping(*a.min(b)),
        (Value::Granted(a), Value::Granted(b)) => Value::Granted(*a.min(b)),
        (Value::RestockingFee(a), Value::RestockingFee(b)) => Value::RestockingFee(better_fee(a, b).clone()),
        (Value::Due(a), Value::Due(b)) => Value::Due(window::better(Combine::Earliest, a, b)),
        (Value::Deduction(a), Value::Deduction(b)) => Value::Deduction(better_deduction(a, b).clone()),
        (Value::Word(term, a), Value::Word(_, b)) if has_order(*term) => Value::Word(*term, *a.min(b)),
        (Value::Covers(a), Value::Covers(b)) => {
            let mut both = a.clone();
            both.add_all(b.iter().cloned());
            order::sort_once(&mut both);
            Value::Covers(both)
        }
        (Value::Burden(Burden::SellerWithin(a)), Value::Burden(Burden::SellerWithin(b))) => {
            Value::Burden(Burden::SellerWithin(window::better(Combine::Latest, a, b)))
        }
        (Value::Burden(a), Value::Burden(b)) => {
            let floor_is_better = matches!((a, b), (_, Burden::Seller) | (Burden::Buyer, _));
            Value::Burden(if floor_is_better { b.clone() } else { a.clone() })
        }
        (Value::Evidence(a), Value::Evidence(b)) => {
            Value::Evidence(a.iter().filter(|wanted| b.contains(wanted)).cloned().gather())
        }
        _ => declared.clone(),
    }
}

/// Says whether some words of a term are better than others, by its position in [`Term::WORDS`]: not so who gives a warranty.
pub(crate) fn has_order(term: usize) -> bool {
    Term::WORDS.get(term).is_some_and(|(term, _)| *term != Term::Warrantor)
}

fn better_deduction<'d>(a: &'d Deduction, b: &'d Deduction) -> &'d Deduction {
    if compare_deductions(a, b) == Some(Ordering::Greater) { b } else { a }
}

/// Which of two deductions keeps back less, a limit as much as it allows; `None` where they are for different uses.
///
/// Shares are compared for the same use, multiplied out.
pub(crate) fn compare_deductions(a: &Deduction, b: &Deduction) -> Option<Ordering> {
    let share = |deduction| match deduction {
        &Deduction::None => (0, 1, ""),
        Deduction::Usage { rate, unit, per, .. } => (i64::from(rate.0), *per, unit.as_str()),
    };
    let ((a, a_per, a_unit), (b, b_per, b_unit)) = (share(a), share(b));
    let has_order = a == 0 || b == 0 || a_unit == b_unit;
    has_order.then(|| a.saturating_mul(b_per).cmp(&b.saturating_mul(a_per)))
}

fn better_shipping(a: &ReturnShipping, b: &ReturnShipping) -> ReturnShipping {
    let pays_carrier = |shipping: &ReturnShipping| shipping.payer == "buyer";
    match (pays_carrier(a), pays_carrier(b)) {
        (false, false) => match compare_amounts(a.fee.as_ref(), b.fee.as_ref()) {
            Some(Ordering::Greater) => b.clone(),
            _ => a.clone(),
        },
        (true, true) => match (&a.up_to, &b.up_to) {
            (None, Some(_)) => b.clone(),
            (Some(ours), Some(theirs)) if compare_amounts(Some(ours), Some(theirs)) == Some(Ordering::Greater) => {
                b.clone()
            }
            _ => a.clone(),
        },
        (true, false) => actual_up_to(a, b),
        (false, true) => actual_up_to(b, a),
    }
}

/// The buyer pays the carrier, but never more than the flat fee of the other offer.
fn actual_up_to(actual: &ReturnShipping, flat: &ReturnShipping) -> ReturnShipping {
    let Some(fee) = flat.fee.as_ref().filter(|fee| fee.amount > 0) else { return flat.clone() };
    let lower = match &actual.up_to {
        Some(limit) if compare_amounts(Some(limit), Some(fee)) == Some(Ordering::Less) => limit,
        _ => fee,
    };
    ReturnShipping { up_to: Some(lower.clone()), ..actual.clone() }
}

/// Compares what two offers charge; nothing is the least, and two currencies have no order.
fn compare_amounts(a: Option<&Money>, b: Option<&Money>) -> Option<Ordering> {
    match (a, b) {
        (Some(a), Some(b)) if a.amount > 0 && b.amount > 0 && a.currency != b.currency => None,
        (a, b) => Some(a.map_or(0, |money| money.amount).cmp(&b.map_or(0, |money| money.amount))),
    }
}

fn better_fee<'f>(a: &'f Fee, b: &'f Fee) -> &'f Fee {
    let floor_is_better = match (a, b) {
        (Fee::None, _) => false,
        (_, Fee::None) => true,
        (Fee::Share(a), Fee::Share(b)) => b < a,
        (Fee::Flat(a), Fee::Flat(b)) => compare_amounts(Some(a), Some(b)) == Some(Ordering::Greater),
        _ => false,
    };
    if floor_is_better { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipping(payer: &str, fee: Option<i64>, up_to: Option<i64>) -> ReturnShipping {
        let euros = |amount| Money { amount, currency: "EUR".into() };
        ReturnShipping { payer: payer.into(), fee: fee.map(euros), up_to: up_to.map(euros) }
    }

    #[test]
    fn the_buyer_pays_the_lesser_of_two_offers() {
        #[rustfmt::skip]
        let cases = [
            // why this row                       declared                       floor                          together
            ("free beats everything",             ("seller", None, None),        ("buyer", None, None),         ("seller", None, None)),
            ("the law's free return stands",      ("buyer", None, None),         ("seller", None, None),        ("seller", None, None)),
            ("a smaller flat fee",                ("seller", Some(900), None),   ("seller", Some(500), None),   ("seller", Some(500), None)),
            ("actual cost, at most the fee",      ("seller", Some(900), None),   ("buyer", None, None),         ("buyer", None, Some(900))),
            ("the same, the other way round",     ("buyer", None, None),         ("platform", Some(900), None), ("buyer", None, Some(900))),
            ("a fee of nothing, against cost",    ("seller", Some(0), None),     ("buyer", None, None),         ("seller", Some(0), None)),
            ("a fee of nothing is free",          ("seller", Some(0), None),     ("seller", Some(500), None),   ("seller", Some(0), None)),
        ];
        for (why, declared, floor, together) in cases {
            let [declared, floor, together] =
                [declared, floor, together].map(|(payer, fee, up_to)| shipping(payer, fee, up_to));
            assert_eq!(better_shipping(&declared, &floor), together, "{why}");
        }
    }
}

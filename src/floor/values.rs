//! Compares two values of a term that are no windows.

use crate::money::Money;
use crate::policy::Span;
use crate::term::{self, Burden, Fee, Value};

/// How a declared value stands against a required one.
pub(super) enum Verdict<'v> {
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

/// Compares a declared value with a required one.
pub(super) fn compare<'v>(declared: &'v Value, required: &'v Value) -> Verdict<'v> {
    match (declared, required) {
        _ if declared == required => Verdict::NoWorse,
        (Value::RefundDue(a), Value::RefundDue(b)) => Verdict::Due(a, b),
        (Value::Burden(Burden::SellerWithin(a)), Value::Burden(Burden::SellerWithin(b))) => Verdict::Lasts(a, b),
        _ if is_unordered(declared, required) => Verdict::Unordered,
        _ if term::better(declared, required) == *declared => Verdict::NoWorse,
        _ => Verdict::Worse,
    }
}

fn is_unordered(declared: &Value, required: &Value) -> bool {
    let differ = |a: &Money, b: &Money| a.currency != b.currency;
    match (declared, required) {
        (Value::RestockingFee(Fee::Share(_)), Value::RestockingFee(Fee::Flat(_)))
        | (Value::RestockingFee(Fee::Flat(_)), Value::RestockingFee(Fee::Share(_))) => true,
        (Value::RestockingFee(Fee::Flat(a)), Value::RestockingFee(Fee::Flat(b))) => differ(a, b),
        (Value::ReturnShipping(a), Value::ReturnShipping(b)) => match (&a.fee, &b.fee) {
            (Some(a), Some(b)) => differ(a, b),
            _ => false,
        },
        _ => false,
    }
}

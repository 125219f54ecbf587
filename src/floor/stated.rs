//! What documents state, as answers show it: without regard to any order.

use crate::answer::{Condition, Scalar};
use crate::gather::Gather;
use crate::json::write::{Filled, Object, ToJson, Written};
use crate::period::Changes;
use crate::policy::{Act, Combine, GivenValue, Span};
use crate::shown::{self, write_period};
use crate::term::{Burden, Grant, Value};
use crate::{day, fact, window, write};

/// A value of a term; a window with what changes it.
pub(super) fn value(value: &Value, changes: &Changes) -> Option<Written> {
    let unchanged = Changes::default();
    let due = |span| Stated { span, changes: &unchanged, act: None };
    match value {
        Value::Granted(Grant::Yes) => Some(Written::of(&true)),
        Value::Granted(Grant::No) => Some(Written::of(&false)),
        Value::Granted(Grant::Review) => Some(Written::of(&"review")),
        Value::Window(window) => Some(Written::of(&Stated { span: &window.span, changes, act: Some(window.act) })),
        Value::Due(span) => Some(Written::of(&due(span))),
        Value::Burden(Burden::SellerWithin(span)) => Some(Written::only("seller", &due(span))),
        value => shown::timeless(value),
    }
}

/// A value that a document vouches for.
pub(super) fn vouched(value: &GivenValue) -> Written {
    let word = |text: &str| Condition::Is(Scalar::Text(text.to_owned()));
    Written::of(&match value {
        GivenValue::Is(value) => Condition::Is(write::scalar(value)),
        GivenValue::Tags(tags) => Condition::Values(tags.iter().cloned().map(Scalar::Text).gather()),
        GivenValue::Anchor(event) => {
            Condition::Names([("anchor".to_owned(), word(fact::definition(*event).name))].into())
        }
    })
}

/// A period, or a combination of several.
struct Stated<'s> {
    span: &'s Span,
    changes: &'s Changes,
    /// What the buyer does within a whole window; its parts do not repeat it.
    act: Option<Act>,
}

impl ToJson for Stated<'_> {
    fn write(&self, out: &mut String) {
        let mut object = Object::open(out);
        match self.span {
            Span::Period(period) => {
                write_period(period, self.changes, &mut object);
                object.field("lastDay", &window::fixed_day(period, self.changes).map(day::write));
            }
            Span::Combined(how, parts) => {
                let name = if *how == Combine::Earliest { "earliestOf" } else { "latestOf" };
                let part = |span| Self { span, changes: self.changes, act: None };
                object.field(name, &Filled(&parts.iter().map(part).gather()));
            }
        }
        if let Some(act) = self.act {
            let cap = self.changes.caps.iter().min_by_key(|cap| window::about(**cap));
            object.field("atLeastUntil", &self.changes.at_least_until.map(day::write));
            object.field("cap", &cap.map(|cap| cap.text()));
            object.field("act", &act.text());
        }
        object.close();
    }
}

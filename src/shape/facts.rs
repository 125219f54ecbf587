//! How facts look where they are stated.

use super::{Shape, check, check_duplicates, check_list};
use crate::fact::{self, Kind};
use crate::json::Json;
use crate::pointer::Pointer;
use crate::problem::Problem;

/// What is expected where names stand that are facts of their own.
pub(super) const NAMES: Shape = Shape::Map(&Shape::Word, &Shape::WordOrFlag);

/// Checks a fact as orders, products and requests state it.
pub(super) fn check_fact(fact: &fact::Definition, json: &Json<'_>, at: &Pointer<'_>, problems: &mut Vec<Problem>) {
    match (fact.kind, json) {
        (Kind::Tags, Json::List(items)) => check_list(&fact.value, 0, items, at, problems),
        (Kind::Tags, _) => check(&Shape::List(&Shape::Text, 0), json, at, problems),
        (Kind::Names | Kind::Amounts, Json::Object(entries)) => {
            check_duplicates(entries, at, problems);
            for (name, value) in entries {
                let at = at.key(name);
                check(&Shape::Word, &Json::Text(name.as_ref().into()), &at, problems);
                if !matches!(value, Json::Null) {
                    check(&fact.value, value, &at, problems);
                }
            }
        }
        (Kind::Names | Kind::Amounts, _) => check(&NAMES, json, at, problems),
        (_, Json::Null) if fact.nullable => {}
        _ => check(&fact.value, json, at, problems),
    }
}

//! Names that stand for other names: reasons below reasons, groups of groups, windows made of windows.

use crate::dimension::MOST_ABOVE;
use crate::fact;
use crate::gather::Gather;
use crate::load::Library;
use crate::map::Map;
use crate::pointer::Pointer;
use crate::problem::{self, Problem, ProblemCode};

/// How many reasons all documents may define.
const MOST_REASONS: usize = 500;

/// How many members all groups may have, those of groups within them included.
const MOST_MEMBERS: usize = 10_000;

/// Says whether names lead from one back to itself; `named` gives those that a name stands for. Each that is looked at is
/// taken from `left`; where nothing is left, it is not said.
pub(super) fn leads_back<'n>(name: &'n str, named: &dyn Fn(&'n str) -> Vec<&'n str>, left: &mut usize) -> bool {
    let mut seen = Map::new();
    let mut open = named(name);
    while let Some(next) = open.pop() {
        let Some(rest) = left.checked_sub(1) else { return false };
        *left = rest;
        if next == name {
            return true;
        }
        if !seen.contains_key(next) {
            seen.insert(next, ());
            open.append(&mut named(next));
        }
    }
    false
}

/// Every reason of a document ends at a standard one, not too far above it.
pub(super) fn check_reasons(library: &Library, known: &[&str], problems: &mut Vec<Problem>) {
    let mut parents: Map<&str, &str> = Map::new();
    for (reason, parent) in library.policies.iter().flat_map(|policy| &policy.reasons) {
        parents.get_or_insert(reason, parent);
    }
    let standard = |reason: &str| fact::REASONS.iter().find(|(standard, _)| *standard == reason);
    let above = |reason: &str| parents.get(reason).copied().or_else(|| standard(reason)?.1);
    let is_few = parents.len() <= MOST_REASONS;
    for policy in &library.policies {
        let root = Pointer::Root;
        let at = root.index(policy.place);
        let at = at.key("reasons");
        if !is_few && !policy.reasons.is_empty() {
            problem::limit(parents.len(), MOST_REASONS, "reasons of all documents", &at, problems);
        }
        for (reason, parent) in policy.reasons.iter().filter(|_| is_few) {
            let at = at.key(reason);
            // All own reasons and a standard one with its class: what goes on further runs in a circle.
            let most = MOST_REASONS.saturating_add(2);
            let count = std::iter::successors(above(reason), |reason| above(reason)).take(most).count();
            if standard(reason).is_some() {
                let message = format!("`{reason}` is a standard reason; choose another name for your own");
                problems.push(Problem::new(ProblemCode::DefinitionClash, at, message));
            } else if !known.contains(&parent.as_str()) {
                problems.push(Problem::new(ProblemCode::UnknownReason, at, super::unknown_reason(parent)));
            } else if leads_back(reason, &|reason| above(reason).into_iter().gather(), &mut { MOST_REASONS }) {
                let message = format!("`{reason}` lies below itself; end the chain at a standard reason");
                problems.push(Problem::new(ProblemCode::DefinitionClash, at, message));
            } else if count > MOST_ABOVE && count < most {
                let message =
                    format!("`{reason}` lies below more than {MOST_ABOVE} reasons; put it nearer to a standard one");
                problems.push(Problem::new(ProblemCode::BadSize, at, message));
            }
        }
    }
}

/// No group of markets is a member of itself, and all together are not too large.
pub(super) fn check_groups(library: &Library, problems: &mut Vec<Problem>) {
    let mut groups: Map<&str, &Vec<String>> = Map::new();
    for (group, members) in library.policies.iter().flat_map(|policy| &policy.groups) {
        groups.get_or_insert(group, members);
    }
    let members = |group| groups.get(group).into_iter().flat_map(|members| members.iter().map(String::as_str)).gather();
    let (mut left, mut circular) = (MOST_MEMBERS.saturating_add(1), Map::new());
    for group in groups.keys() {
        circular.insert(*group, leads_back(group, &members, &mut left));
    }
    for policy in &library.policies {
        let root = Pointer::Root;
        let at = root.index(policy.place);
        let at = at.key("groups");
        if left == 0 && !policy.groups.is_empty() {
            let message = format!(
                "the groups of all documents have more than {MOST_MEMBERS} members, those of groups within them included; list fewer"
            );
            problems.push(Problem::new(ProblemCode::BadSize, at, message));
        }
        for (group, _) in policy.groups.iter().filter(|(group, _)| circular.get(group.as_str()) == Some(&true)) {
            let message = format!(
                "`{group}` is a member of itself; leave it out, and let a group and a market have different names"
            );
            problems.push(Problem::new(ProblemCode::DefinitionClash, at.key(group), message));
        }
    }
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "small numbers")]
mod tests {
    use crate::Policy;

    /// The first code and place of the problems of a document with these fields.
    fn first_problem(fields: &str) -> Option<(&'static str, String)> {
        let text = format!(
            r#"[{{ "format": "return-policy/1", "id": "shop", "version": "1", "layer": "declared", {fields},
                "rules": [{{ "id": "all", "when": {{ "market": ["EU"] }}, "then": {{ "granted": false }} }}] }}]"#
        );
        let problems = Policy::compile(&text).err()?;
        problems.into_iter().next().map(|problem| (problem.code.text(), problem.path))
    }

    /// The name of one of many markets.
    fn market(number: usize) -> String {
        let letter = |divisor: usize| char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number / divisor % 26]);
        format!("{}{}-{}{}{}", letter(1), letter(26), letter(676), letter(17_576), letter(456_976))
    }

    /// A group of so many markets.
    fn flat(count: usize) -> String {
        let members: Vec<String> = (0..count).map(|number| format!("{:?}", market(number))).collect();
        format!(r#""groups": {{ "EU": [{}] }}"#, members.join(","))
    }

    /// So many groups, each of the next, and the last of a market.
    fn chain(count: usize) -> String {
        let groups = (0..count).map(|number| format!(r#""{}": ["{}"]"#, market(number), market(number + 1)));
        format!(r#""groups": {{ {} }}"#, groups.collect::<Vec<_>>().join(","))
    }

    /// So many reasons, each below the next, and the last below a standard one.
    fn below(count: usize, standard: &str) -> String {
        let parent = |number: usize| if number + 1 < count { format!("x{}", number + 1) } else { standard.to_owned() };
        let reasons = (0..count).map(|number| format!(r#""x{number}": "{}""#, parent(number)));
        format!(r#""reasons": {{ {} }}"#, reasons.collect::<Vec<_>>().join(","))
    }

    /// So many reasons side by side.
    fn beside(count: usize) -> String {
        let reasons = (0..count).map(|number| format!(r#""x{number}": "price""#));
        format!(r#""reasons": {{ {} }}"#, reasons.collect::<Vec<_>>().join(","))
    }

    #[test]
    fn what_would_take_long_to_follow_is_refused() {
        let refused = |place: &str| Some(("bad-size", place.to_owned()));
        #[rustfmt::skip]
        let cases = [
            // why this row                            fields                     refused at
            ("as many markets as are allowed",         flat(10_000),              None),
            ("one market more",                        flat(10_001),              refused("/0/groups")),
            // The first of 140 has 140 members, the last has one: 141 * 140 / 2 = 9,870 in all.
            ("groups in groups",                       chain(140),                None),
            // 142 * 141 / 2 = 10,011.
            ("one group more",                         chain(141),                refused("/0/groups")),
            ("as many reasons as are allowed",         beside(500),               None),
            ("one reason more",                        beside(501),               refused("/0/reasons")),
            ("as deep as is allowed",                  below(16, "quality"),      None),
            ("one reason deeper",                      below(17, "quality"),      refused("/0/reasons/x0")),
            ("the class of a standard one counts",     below(16, "defect"),       refused("/0/reasons/x0")),
        ];
        for (why, fields, refused) in cases {
            assert_eq!(first_problem(&fields), refused, "{why}");
        }
    }
}

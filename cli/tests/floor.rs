//! Policies held against floors.

use snapbox::str;

#[allow(dead_code, reason = "other tests need more of it")]
mod program;

use program::program;

#[test]
fn a_proof_says_under_which_facts_it_holds() {
    let check = ["check", "floor/fair.json", "--floor", "floor/law.json"];
    program(&check).assert().code(0).stderr_eq("").stdout_eq(str![[r#"
No problems in 1 document
  fair 1 (floor/fair.json)
  Europe/Berlin [..] (built in)

Proved: the policies give no less than the floors by themselves
under what the documents vouch for:
  fair: disclosure.return-cost yes

"#]]);
}

#[test]
fn a_refutation_shows_an_order_and_the_law() {
    let check = ["check", "floor/short.json", "--floor", "floor/law.json"];
    program(&check).assert().code(1).stdout_eq(str![[r#"
No problems in 1 document
  short 1 (floor/short.json)
  Europe/Berlin [..] (built in)

Not proved: 3 terms refuted, 0 terms undecided

"#]]).stderr_eq(str![[r#"
error[refuted returnShipping]: `week` sets `returnShipping` to what may be worse for the buyer than that of `law/cost-not-told`; set what `law/cost-not-told` sets, or better
  --> floor/short.json:9:7
   |
 9 |       "id": "week",
   |       ^^^^^^^^^^^^
   |
  ::: floor/law.json:16:7
   |
16 |       "id": "cost-not-told",
   |       --------------------- and here
   |
   = note: for example, an order with channel online, disclosure.return-cost no, reason change-of-mind, remedy refund, tag.final-sale no
   = note: required by law/cost-not-told: Act, section 2
   = note: declared by short/week: return: buyer pays
   = note: required: return: seller pays

error[refuted granted]: `final-sale` refuses `refund` for `change-of-mind`, which `law/withdrawal` grants; let the rule leave out such orders
  --> floor/short.json:14:7
   |
14 |       "id": "final-sale",
   |       ^^^^^^^^^^^^^^^^^^
   |
  ::: floor/law.json:9:7
   |
 9 |       "id": "withdrawal",
   |       ------------------ and here
   |
   = note: for example, an order with channel online, reason change-of-mind, remedy refund, tag.final-sale yes
   = note: required by law/withdrawal: Act, section 1 (primary)
   = note: declared by short/final-sale: no right
   = note: required: granted

error[refuted window]: the window of `week` is open until 2026-01-08 where that of `law/withdrawal` is open until 2026-01-15; lengthen it, or let it run from `delivery`
 --> floor/short.json:9:7
  |
9 |       "id": "week",
  |       ^^^^^^^^^^^^
  |
 ::: floor/law.json:9:7
  |
9 |       "id": "withdrawal",
  |       ------------------ and here
  |
  = note: for example, an order with channel online, delivery 2026-01-01, reason change-of-mind, remedy refund, tag.final-sale no
  = note: required by law/withdrawal: Act, section 1 (primary)
  = note: with delivery 2026-01-01: declared 2026-01-08, required 2026-01-15; the buyer acts at 2026-01-09T00:00:00+01:00
  = note: declared by short/week: 7 days from delivery
  = note: required: 14 days from delivery

"#]]);
}

/// What `check` finds in the policies is said whether the proof fails or not, and what it finds in the floors is not.
#[test]
fn findings_come_before_the_proof() {
    let check = ["check", "unused.json", "--floor", "floor/law.json"];
    program(&check)
        .assert()
        .stdout_eq(str![[r#"
No problems in 1 document, 1 warning, 1 note
  unused 1 (unused.json)
  Europe/Berlin [..] (built in)

Proved: the policies give no less than the floors by themselves

"#]])
        .stderr_eq(str![[r#"
note[gap][..]
...
warning[never-wins][..]
...
"#]]);
    // The folder has the floor too.
    let check = ["check", "floor", "--floor", "floor/law.json"];
    program(&check).assert().code(1).stdout_eq("").stderr_eq(str!["error[rule-clash][..]\n..."]);
}

#[test]
fn the_answer_is_json() {
    let check = ["check", "floor/fair.json", "--floor", "floor/law.json", "--format", "json"];
    program(&check).assert().code(0).stderr_eq("").stdout_eq(str![[r#"
{"ok":true,"value":{"format":"return-floor/1","outcome":"proved","floors":["law"],"given":[{"document":"fair","fact":"disclosure.return-cost","value":true}],"findings":[]}}

"#]]);
}

/// A proof about no order at all is none to rely on.
#[test]
fn a_floor_for_other_orders_proves_nothing() {
    let check = ["check", "abroad/shop.json", "--floor", "abroad/law.json"];
    program(&check).assert().code(1).stderr_eq("").stdout_eq(str![[r#"
No problems in 1 document
  abroad 1 (abroad/shop.json)
  Europe/Berlin [..] (built in)

Nothing to prove: no floor is for any order of these policies; check their markets and dates

"#]]);
}

#[test]
fn built_in_statutes_are_floors() {
    program(&["check", "floor/short.json", "--floor", "statutes"]).assert().code(1).stdout_eq(str![[r#"
No problems in 1 document
  short 1 (floor/short.json)
  Europe/Berlin [..] (built in)

Not proved: [..] refuted, [..] undecided
under what the documents vouch for:
...
"#]]);
}

#[test]
fn there_must_be_a_floor() {
    let check = ["check", "floor/fair.json", "--floor", "floor/short.json"];
    program(&check).assert().code(1).stdout_eq("").stderr_eq(str![[r#"
error[rule-clash]: `month` and `week` set `window` differently where both hold; let one list the other in `overrides`, narrow one, order their facts in `precedence`, or give the buyer the better by `ties`
...
"#]]);
}

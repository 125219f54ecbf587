//! Conditions that are built to be hard to tell apart.

use serde_json::{Value, json};

/// Sixty tags out of ninety-seven.
pub(crate) fn tags(rule: usize) -> Vec<String> {
    (0..60).map(|tag| format!("t{}", (rule * 7 + tag * 13) % 97)).collect()
}

/// Three of sixty flags: whether many such rules together leave anything out is hard to tell.
pub(crate) fn three(rule: usize) -> Value {
    let flag = |turn: usize| {
        let drawn = (rule * 3 + turn).wrapping_mul(2_862_933_555_777_941_757).wrapping_add(3_037_000_493);
        let value = if (drawn >> 40).is_multiple_of(2) { json!([true]) } else { json!({ "not": [true] }) };
        (format!("c{}", (drawn >> 20) % 60), value)
    };
    (0..3).map(flag).collect::<serde_json::Map<_, _>>().into()
}

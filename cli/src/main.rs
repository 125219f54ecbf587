//! The command `return-policy`.
fn main() {}

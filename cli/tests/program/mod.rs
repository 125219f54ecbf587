//! The program under test.

use snapbox::cmd::{Command, cargo_bin};

/// The instant at which the tests decide.
pub(crate) const AT: &str = "2026-11-21T10:00:00Z";

/// The order of the fixtures, in a folder of policies.
pub(crate) const ORDER: &str = "shop/more/order.json";

/// The program, run where the fixtures are.
pub(crate) fn program(arguments: &[&str]) -> Command {
    Command::new(cargo_bin!("return-policy"))
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures"))
        .env_remove("CLICOLOR_FORCE")
        .env_remove("NO_COLOR")
        .args(arguments)
}

//! Rebuilds the binary when a zone, calendar or statute that it carries is added or taken away.

fn main() {
    for folder in ["../zones", "../calendars", "../statutes"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}

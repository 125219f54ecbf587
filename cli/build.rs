//! Rebuilds the binary when a zone or calendar that it carries is added or taken away.

fn main() {
    for folder in ["../zones", "../calendars"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}

//! The README shows what the program prints.

use std::fs;
use std::path::Path;

use snapbox::cmd::{Command, cargo_bin};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A command of the README with the lines below it: what it reads, then what it prints.
struct Example<'r> {
    command: &'r str,
    input: String,
    output: Vec<&'r str>,
}

/// The commands of all blocks of type `console`, in their order.
fn examples(readme: &str) -> Vec<Example<'_>> {
    let blocks = readme.split("```console\n").skip(1).filter_map(|rest| rest.split("\n```").next());
    blocks.flat_map(|block| block.split("$ ").skip(1)).map(example).collect()
}

fn example(text: &str) -> Example<'_> {
    let mut lines = text.lines();
    let line = lines.next().unwrap_or_default();
    let (command, end) = line.split_once(" <<").unwrap_or((line, ""));
    let end = end.trim_matches('\'');
    let input = if end.is_empty() { Vec::new() } else { lines.by_ref().take_while(|line| *line != end).collect() };
    Example { command, input: input.join("\n"), output: lines.collect() }
}

#[test]
fn every_command_prints_the_lines_that_are_shown() {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).expect("a file");
    let folder = tempfile::tempdir().expect("a folder");
    let statutes = fs::canonicalize(Path::new(ROOT).join("statutes")).expect("a folder");
    let statutes = statutes.to_str().expect("a path");
    let mut run = 0;
    for Example { command, input, output } in examples(&readme) {
        if let Some(file) = command.strip_prefix("cat ") {
            fs::write(folder.path().join(file), output.join("\n")).expect("a file");
            continue;
        }
        let arguments = command.strip_prefix("return-policy ").expect("our program").split(' ');
        let arguments: Vec<&str> = arguments.map(|word| if word == "statutes" { statutes } else { word }).collect();
        let answer = Command::new(cargo_bin!("return-policy"))
            .args(arguments)
            .current_dir(folder.path())
            .stdin(input)
            .output()
            .expect("a running program");
        let printed = String::from_utf8(answer.stdout).expect("UTF-8");
        let mut rest = printed.lines();
        for line in output {
            let errors = String::from_utf8_lossy(&answer.stderr);
            assert!(
                rest.any(|printed| printed == line),
                "`{line}` of the README is not what is printed:\n{printed}{errors}"
            );
        }
        run += 1;
    }
    assert!(run > 0, "the README has no examples");
}

//! `replay`: many orders, decided again and compared.
#![allow(clippy::expect_used, clippy::arithmetic_side_effects, reason = "a test fails by panicking")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use return_policy::Policy;
use snapbox::cmd::{Command, cargo_bin};
use snapbox::{Data, str};

#[expect(dead_code, reason = "the order of the fixtures is not replayed")]
mod program;

use program::{AT, program};

const POLICY: &str = include_str!("fixtures/unused.json");
const BERLIN: &str = include_str!("../../zones/Europe-Berlin.json");

/// `replay` of orders from standard input.
fn replay(orders: impl Into<Vec<u8>>) -> Command {
    program(&["replay", "--policies", "unused.json", "--orders", "-"]).stdin(Data::binary(orders.into()))
}

fn library() -> Policy {
    Policy::compile(&format!("[{POLICY},{BERLIN}]")).expect("sound fixtures")
}

/// A call that takes the longer the more lines it has.
fn call(id: usize, lines: usize) -> String {
    let line =
        |line: usize| format!(r#"{{"id":"{line}","tags":["sale"],"deliveredAt":"2026-11-{:02}"}}"#, 10 + line % 10);
    let lines: Vec<String> = (0..lines).map(line).collect();
    format!(r#"{{"order":{{"id":"{id}","channel":"online","lines":[{}]}},"at":"{AT}"}}"#, lines.join(","))
}

/// Calls of one to twenty lines in no order.
fn calls(count: usize) -> Vec<String> {
    (0..count).map(|id| call(id, 1 + id * 37 % 20)).collect()
}

/// The library's own answers, one a line.
fn answers(calls: &[String]) -> String {
    let policy = library();
    calls.iter().map(|call| policy.evaluate(call) + "\n").collect()
}

/// A file in a folder that lives as long as the test.
fn file(folder: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    fs::write(&path, text).expect("a file");
    path
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn answers_are_the_bytes_of_the_library_however_many_threads_decide() {
    let calls = calls(600);
    let expected = answers(&calls);
    for jobs in ["1", "2", "8", "64"] {
        let output = replay(calls.join("\n")).args(["--jobs", jobs]).output().expect(jobs);
        assert_eq!(output.status.code(), Some(0), "{jobs} jobs");
        assert!(output.stdout == expected.as_bytes(), "{jobs} jobs: other bytes, or another order");
    }
}

#[test]
fn brief_answers_are_counted_and_compared_too() {
    let calls = calls(60);
    let policy = library();
    let expected: String = calls.iter().map(|call| policy.brief(call) + "\n").collect();
    let output = replay(calls.join("\n")).arg("--brief").output().expect("answers");
    assert!(output.stdout == expected.as_bytes(), "other bytes, or another order");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with("60 orders with") && said.contains(" open"), "{said}");
    let folder = folder();
    let before = file(&folder, "before.ndjson", &expected);
    let compared = replay(calls.join("\n")).args(["--brief", "--expect"]).arg(&before);
    compared.assert().code(0).stdout_eq(str![[r#"
60 answers as expected

"#]]);
}

#[test]
fn the_end_says_what_it_came_to() {
    let files = ["replay", "--policies", "unused.json", "--orders", "orders.ndjson"];
    program(&files).args(["--at", AT]).assert().code(0).stderr_eq(str![[r#"
2 orders with 2 lines, offers: 1 open

"#]]);
    for silent in [["--quiet", "--format=text"], ["--format", "json"]] {
        program(&files).args(["--at", AT]).args(silent).assert().code(0).stderr_eq("");
    }
}

/// An order by itself is decided at `--at`; a call keeps its own instant.
#[test]
fn orders_are_read_as_coverage_reads_them() {
    let order = r#"{"id":"1","channel":"online","lines":[{"id":"a","tags":[],"deliveredAt":"2026-11-12"}]}"#;
    let timed = format!(r#"{{"order":{order},"at":"2026-12-01T10:00:00Z"}}"#);
    let expected = answers(&[format!(r#"{{"order":{order},"at":"{AT}"}}"#), timed.clone()]);
    #[rustfmt::skip]
    let cases = [
        // why this row              orders
        ("lines",                    format!("{order}\n{timed}\n")),
        ("no end of the last line",  format!("{order}\n{timed}")),
        ("ends of two characters",   format!("{order}\r\n{timed}\r\n")),
        ("empty lines",              format!("\n{order}\n \n{timed}\n\n")),
        ("a mark of byte order",     format!("\u{feff}{order}\n{timed}")),
    ];
    for (why, orders) in cases {
        let output = replay(orders).args(["--at", AT]).output().expect(why);
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{why}");
        assert_eq!(output.status.code(), Some(0), "{why}");
    }
}

#[test]
fn a_bad_line_has_its_problems_in_its_place() {
    let good = call(1, 1);
    let orders = [good.as_bytes(), b"{ \"order\": x }", b"", b"\"\xff\"", b"{}", good.as_bytes()].join(&b'\n');
    replay(orders)
        .assert()
        .code(1)
        .stdout_eq(str![[r#"
{"ok":true,"value":{"format":"return-decision/1",[..]
{"ok":false,"problems":[{"path":"","code":"not-json","message":"not JSON: expected value at line 1 column 12"}]}
{"ok":false,"problems":[{"path":"","code":"not-json","message":"not JSON: byte 1 of the line is not UTF-8"}]}
{"ok":false,"problems":[{"path":"/at",[..]
{"ok":true,"value":{"format":"return-decision/1",[..]

"#]])
        .stderr_eq(str![[r#"
2 orders with 2 lines, offers: 2 open; 3 lines of the file could not be decided, the first is line 2

"#]]);
}

#[test]
fn what_cannot_be_replayed_is_said() {
    let order = r#"{ "id": "1", "lines": [{ "id": "a", "tags": [] }] }"#;
    let long = format!("[\n{}\n]", vec![order; 2000].join(",\n"));
    #[rustfmt::skip]
    let cases = [
        // why this row                  orders                        at          code  said
        ("nothing",                      String::new(),                AT,         1,    "error: no orders in `<stdin>`\n"),
        ("only empty lines",             "\n \n".into(),               AT,         1,    "error: no orders in `<stdin>`\n"),
        ("an instant that is none",      order.into(),                 "nonsense", 1,    " --> --at:1:1"),
        ("one order on several lines",   order.replace("[{", "[\n{"),  AT,         2,    "write each order on a line of its own"),
        ("a list longer than a block",   long,                         AT,         2,    "write each order on a line of its own"),
    ];
    for (why, orders, at, code, said) in cases {
        let output = replay(orders).args(["--at", at]).output().expect(why);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{why}: {stderr}");
        assert!(stderr.contains(said) && output.stdout.is_empty(), "{why}: {stderr}");
    }
    let files = ["--orders", "orders.ndjson", "--format", "json"];
    program(&["replay", "--policies", "clash.json"]).args(files).assert().code(1).stderr_eq("").stdout_eq(str![[r#"
{"ok":false,"problems":[{"file":"clash.json","path":"/rules/1","code":"rule-clash",[..]

"#]]);
    program(&["replay", "--policies", "unused.json", "--orders", "none", "--expect", "nor-this"])
        .assert()
        .code(2)
        .stdout_eq("")
        .stderr_eq(str![[r#"
error: cannot read `none`: [..]

error: cannot read `nor-this`: [..]

"#]]);
}

#[test]
fn answers_that_are_as_expected_are_not_printed() {
    let calls = calls(300);
    let folder = folder();
    let orders = file(&folder, "calls.ndjson", &calls.join("\n"));
    let expected = file(&folder, "answers.ndjson", &answers(&calls));
    let both = |jobs: &str| {
        program(&["replay", "--policies", "unused.json", "--jobs", jobs])
            .arg("--orders")
            .arg(&orders)
            .arg("--expect")
            .arg(&expected)
    };
    both("8").arg("--quiet").assert().code(0).stderr_eq("").stdout_eq("300 answers as expected\n");
    both("1").args(["--format", "json"]).assert().code(0).stderr_eq("").stdout_eq(str![[r#"
{"ok":true,"value":{"format":"return-replay/1","outcome":"same","orders":300,"badLines":0,"different":0,"withoutOrder":0,"differences":[]}}

"#]]);
}

/// Problems that were the answer then are as good as a decision.
#[test]
fn problems_can_be_expected() {
    let calls = [call(1, 1), r#"{"order":{}}"#.to_owned()];
    let folder = folder();
    let expected = file(&folder, "answers.ndjson", &answers(&calls));
    replay(calls.join("\n"))
        .arg("--expect")
        .arg(&expected)
        .assert()
        .code(0)
        .stdout_eq("2 answers as expected\n")
        .stderr_eq(str![[r#"
1 order with 1 line, offers: 1 open; 1 line of the file could not be decided, the first is line 2

"#]]);
}

#[test]
fn what_differs_has_its_line_and_place() {
    let calls: Vec<String> = (1..=5).map(|id| call(id, 2)).collect();
    let given = answers(&calls);
    let mut given: Vec<String> = given.lines().map(str::to_owned).collect();
    // Of the second order the second line was closed; the answer to the third had a note.
    let (first, second) = given[1].split_once(r#"{"line":"1""#).expect("a second line");
    given[1] = format!(r#"{first}{{"line":"1"{}"#, second.replacen(r#""status":"open""#, r#""status":"closed""#, 1));
    given[2] = given[2].replacen(r#""order":"3","#, r#""order":"3","note":{"by":"them"},"#, 1);
    given[3] = given[3].replacen(r#"{"ok":true,"#, r#"{ "ok": true,"#, 1);
    given[4] = "none".into();
    let folder = folder();
    let expected = file(&folder, "answers.ndjson", &given.join("\n"));
    let orders = calls.join("\n");
    replay(orders.clone()).args(["--quiet", "--expect"]).arg(&expected).assert().code(1).stderr_eq("").stdout_eq(str![
        [r#"
4 of 5 answers not as expected
  line 2
    /value/lines/1/offers/0/status: "closed" -> "open"
  line 3
    /value/note: {"by":"them"} -> nothing
  line 4: the same values, but not the same bytes
  line 5: what is expected is no JSON

"#]
    ]);
    replay(orders).args(["--format", "json", "--expect"]).arg(&expected).assert().code(1).stderr_eq("").stdout_eq(str![[r#"
{"ok":true,"value":{"format":"return-replay/1","outcome":"changed","orders":5,"badLines":0,"different":4,"withoutOrder":0,"differences":[{"line":2,"code":"changed","places":[{"path":"/value/lines/1/offers/0/status","expected":"closed","answered":"open"}],"more":0},{"line":3,"code":"changed","places":[{"path":"/value/note","expected":{"by":"them"}}],"more":0},{"line":4,"code":"rewritten"},{"line":5,"code":"unreadable"}]}}

"#]]);
}

#[test]
fn as_many_answers_are_expected_as_there_are_orders() {
    let calls = calls(250);
    let folder = folder();
    let fewer = file(&folder, "fewer.ndjson", &answers(&calls[..248]));
    replay(calls.join("\n")).args(["--quiet", "--expect"]).arg(&fewer).assert().code(1).stdout_eq(str![[r#"
2 of 250 answers not as expected
  line 249: no answer is expected
  line 250: no answer is expected

"#]]);
    let more = file(&folder, "more.ndjson", &answers(&calls));
    replay(calls[..249].join("\n")).args(["--quiet", "--expect"]).arg(&more).assert().code(1).stdout_eq(str![[r#"
249 answers as expected
  1 more answer expected after the last order

"#]]);
    let none = file(&folder, "none.ndjson", "");
    let output = replay(calls.join("\n")).args(["--quiet", "--expect"]).arg(&none).output().expect("a running program");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.ends_with("  line 100: no answer is expected\n  and 150 more lines\n"), "{printed}");
}

#[test]
fn answers_go_to_a_file_that_is_not_read() {
    let calls = calls(3);
    let folder = folder();
    let path = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    file(&folder, "policy.json", POLICY);
    file(&folder, "calls.ndjson", &calls.join("\n"));
    file(&folder, "before.ndjson", &answers(&calls[..2]));
    let (policy, orders, before) = (path("policy.json"), path("calls.ndjson"), path("before.ndjson"));
    let files = ["replay", "--policies", &policy, "--orders", &orders, "--expect", &before, "--output"];
    // Compared, they are written as well.
    program(&files).arg(path("answers.ndjson")).assert().code(1).stdout_eq(str![[r#"
1 of 3 answers not as expected
  line 3: no answer is expected

"#]]);
    assert_eq!(fs::read_to_string(path("answers.ndjson")).expect("a file"), answers(&calls));
    for read in [&policy, &orders, &before, &path("../policy.json").replace("..", "./")] {
        let kept = fs::read_to_string(read).expect("a file");
        let said = format!("error: `{read}` is read as well; write the answers to another file\n");
        program(&files).arg(read).assert().code(2).stdout_eq("").stderr_eq(said);
        assert_eq!(fs::read_to_string(read).expect("a file"), kept, "{read} was written over");
    }
    program(&files).arg("-").assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: `-` stands for standard input; without `--output` the answers go to standard output

"#]]);
}

/// The program with pipes on all sides.
fn piped() -> Child {
    std::process::Command::new(cargo_bin!("return-policy"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"))
        .args(["replay", "--policies", "unused.json", "--orders", "-", "--jobs", "4"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a running program")
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let mut child = piped();
    let mut orders = child.stdin.take().expect("a pipe");
    // Without an end: it is the reader that ends it.
    let writer = std::thread::spawn(move || {
        let calls = calls(50).join("\n") + "\n";
        while orders.write_all(calls.as_bytes()).is_ok() {}
    });
    let mut first = String::new();
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut first).expect("an answer");
    assert_eq!(first, answers(&calls(1)));
    writer.join().expect("no panic");
    assert_eq!(child.wait().expect("an end").code(), Some(0));
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("text");
    assert_eq!(said, "");
}

#[test]
fn an_answer_does_not_wait_for_the_next_order() {
    let mut child = piped();
    let mut orders = child.stdin.take().expect("a pipe");
    let mut printed = BufReader::new(child.stdout.take().expect("a pipe"));
    for id in 1..4 {
        let call = call(id, 1);
        orders.write_all(format!("{call}\n").as_bytes()).expect("a pipe");
        let mut answer = String::new();
        printed.read_line(&mut answer).expect("an answer");
        assert_eq!(answer, answers(&[call]));
    }
    drop(orders);
    assert_eq!(child.wait().expect("an end").code(), Some(0));
}

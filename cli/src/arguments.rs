//! What the command line says.

use clap::{Args, Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  return-policy check policies/
  return-policy check policies/ --floor statutes
  return-policy evaluate --policies policies/ --order order.json --at 2026-11-21T10:00:00Z
  return-policy evaluate --policies shop.json eu.json --order - --request request.json \\
      --at 2026-11-21T10:00:00+01:00 --format json < order.json
  return-policy terms --policies policies/ --product shoes.json --at 2026-11-21T10:00:00Z
  return-policy validate --policies policies/ --order order.json --request request.json \\
      --at 2026-11-21T10:00:00Z
  return-policy diff shop-before.json shop.json --with statutes/eu.json
  return-policy seal policies/ > policy.sealed.json
  return-policy coverage --policies policies/ --orders orders.ndjson --at 2026-11-21T10:00:00Z
  return-policy replay --policies policies/ --orders calls.ndjson --output answers.ndjson
  return-policy replay --policies policies/ --orders calls.ndjson --expect answers.ndjson
  return-policy statutes > statutes.md
  return-policy import warranty.json

Time zones and calendars that policies name, and that are not among the files, are built in.

Exit status: 0 answered, 1 problems in the documents, a request that is not acceptable, a floor
that is not proved, versions that could not be compared in full or answers that are not as expected,
2 wrong usage or a file that cannot be read. `diff` exits with 0 whether something changes or not.";

/// Decides what a buyer may ask for under return policies, and checks the policies.
#[derive(Debug, Parser)]
#[command(name = "return-policy", version, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Decide an order: what may be asked for, until when, and who pays
    Evaluate(Evaluate),
    /// Say what the buyer of a product may ask for, before it is bought
    Terms(Terms),
    /// Say whether a request may be accepted
    Validate(Validate),
    /// Check policies: prove that no two rules clash, and find what is not meant
    Check(Checking),
    /// Say what changes for buyers between two versions of a policy, for better or worse
    Diff(Diff),
    /// Check policies, and write what a page loads: them and all they name, under a seal
    Seal(Check),
    /// Count which rules decide something in many orders, and name those that never do
    Coverage(Coverage),
    /// Decide many orders again, on all cores, and compare the answers with those given before
    Replay(Replay),
    /// Lay out what statutes say, as tables
    Statutes(Statutes),
    /// Make a rule of a `WarrantyPromise` of schema.org
    Import(Import),
}

/// What all commands that decide take.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Policy files, or folders: every *.json below them that is a policy, a calendar or a zone
    #[arg(long, required = true, num_args = 1.., value_name = "FILE|DIR")]
    pub(crate) policies: Vec<String>,
    /// The instant to decide at, as RFC 3339: 2026-11-21T10:00:00+01:00
    #[arg(long, value_name = "INSTANT")]
    pub(crate) at: String,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// `evaluate`
#[derive(Debug, Args)]
pub(crate) struct Evaluate {
    #[command(flatten)]
    pub(crate) common: Common,
    /// The order; `-` reads standard input
    #[arg(long, value_name = "FILE|-")]
    pub(crate) order: String,
    /// What the buyer asks for; without it every reason and remedy is answered
    #[arg(long, value_name = "FILE|-")]
    pub(crate) request: Option<String>,
}

/// `terms`
#[derive(Debug, Args)]
pub(crate) struct Terms {
    #[command(flatten)]
    pub(crate) common: Common,
    /// The product; `-` reads standard input
    #[arg(long, value_name = "FILE|-")]
    pub(crate) product: String,
    /// The day on which it would be delivered: 2026-11-24
    #[arg(long, value_name = "DATE")]
    pub(crate) expected_delivery: Option<String>,
}

/// `validate`
#[derive(Debug, Args)]
pub(crate) struct Validate {
    #[command(flatten)]
    pub(crate) common: Common,
    /// The order; `-` reads standard input
    #[arg(long, value_name = "FILE|-")]
    pub(crate) order: String,
    /// What the buyer asks for; `-` reads standard input
    #[arg(long, value_name = "FILE|-")]
    pub(crate) request: String,
}

/// `check`
#[derive(Debug, Args)]
pub(crate) struct Checking {
    #[command(flatten)]
    pub(crate) documents: Check,
    /// Prove as well that the policies give no less than these floors by themselves: files, folders, or
    /// `statutes` for those that are built in. With `--format json` the answer is the proof alone
    #[arg(long, num_args = 1.., value_name = "FILE|DIR")]
    pub(crate) floor: Vec<String>,
}

/// What `check` and `seal` take
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Policy files, or folders: every *.json below them that is a policy, a calendar or a zone
    #[arg(required = true, value_name = "FILE|DIR")]
    pub(crate) policies: Vec<String>,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// `coverage`
#[derive(Debug, Args)]
pub(crate) struct Coverage {
    /// Policy files, or folders: every *.json below them that is a policy, a calendar or a zone
    #[arg(long, required = true, num_args = 1.., value_name = "FILE|DIR")]
    pub(crate) policies: Vec<String>,
    /// One JSON object a line: an order, or a call with `order`, `request` and `at`; `-` reads standard input
    #[arg(long, value_name = "FILE|-")]
    pub(crate) orders: String,
    /// The instant to decide at, for lines that say none, as RFC 3339: 2026-11-21T10:00:00+01:00
    #[arg(long, value_name = "INSTANT")]
    pub(crate) at: Option<String>,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// `replay`
#[derive(Debug, Args)]
pub(crate) struct Replay {
    /// Policy files, or folders: every *.json below them that is a policy, a calendar or a zone
    #[arg(long, required = true, num_args = 1.., value_name = "FILE|DIR")]
    pub(crate) policies: Vec<String>,
    /// One JSON object a line: an order, or a call with `order`, `request` and `at`; `-` reads standard input
    #[arg(long, value_name = "FILE|-")]
    pub(crate) orders: String,
    /// The instant to decide at, for lines that say none, as RFC 3339: 2026-11-21T10:00:00+01:00
    #[arg(long, value_name = "INSTANT")]
    pub(crate) at: Option<String>,
    /// Leave out of the answers what explains them: takes a fraction of the time
    #[arg(long)]
    pub(crate) brief: bool,
    /// Answers given before, one a line: prints which lines differ from them, and where, instead of the answers
    #[arg(long, value_name = "FILE|-")]
    pub(crate) expect: Option<String>,
    /// Write the answers to a file, one a line, rather than to standard output
    #[arg(long = "output", value_name = "FILE")]
    pub(crate) answers: Option<String>,
    /// How many threads decide; without it one for each core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
    /// Say neither how far it is nor what it came to
    #[arg(long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// `diff`
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The version before: a policy file, or a folder
    #[arg(value_name = "OLD")]
    pub(crate) old: String,
    /// The version after: a policy file, or a folder
    #[arg(value_name = "NEW")]
    pub(crate) new: String,
    /// Documents of both versions, such as statutes: files, or folders
    #[arg(long, num_args = 1.., value_name = "FILE|DIR")]
    pub(crate) with: Vec<String>,
    /// Orders, one as JSON a line: says how many each change touches, and how much money; `-` reads standard input
    #[arg(long, value_name = "FILE|-")]
    pub(crate) orders: Option<String>,
    /// The instant of orders that are no calls with an `at` of their own, as RFC 3339
    #[arg(long, value_name = "INSTANT", default_value = "2000-01-01T00:00:00Z", hide_default_value = true)]
    pub(crate) at: String,
    /// The language of the text
    #[arg(long, value_enum, default_value_t = Language::En)]
    pub(crate) language: Language,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// The language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// English
    En,
    /// Chinese
    Zh,
}

/// `statutes`
#[derive(Debug, Args)]
pub(crate) struct Statutes {
    /// Policy files, or folders; without any, the statutes that are built in
    #[arg(long, num_args = 1.., value_name = "FILE|DIR")]
    pub(crate) policies: Vec<String>,
    /// `md` for people, `json` for programs
    #[arg(long, value_enum, default_value_t = Tables::Md)]
    pub(crate) format: Tables,
}

/// `import`
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The promise, or an offer with one as its `warranty`, as JSON-LD; `-` reads standard input
    #[arg(value_name = "FILE|-")]
    pub(crate) promise: String,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// The form of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tables {
    /// Markdown; problems go to standard error
    Md,
    /// One line of JSON, problems included
    Json,
}

/// How to answer.
#[derive(Debug, Args)]
pub(crate) struct Output {
    /// `text` for people, `json` for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A summary for people; problems go to standard error
    Text,
    /// The engine's own answer as one line of JSON, problems included
    Json,
}

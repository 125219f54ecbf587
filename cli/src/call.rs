//! The calls that the engine answers, put together from files and options.

use return_policy::{Policy, ProblemCode};

use crate::arguments::{Evaluate, Terms, Validate};
use crate::input::{self, Failure, Origin, Source};
use crate::parts::Parts;
use crate::problem::Problem;

/// One call of the engine.
#[derive(Debug)]
pub(crate) struct Call {
    /// What is called.
    pub(crate) kind: Kind,
    /// The fields of the call.
    pub(crate) fields: Parts,
}

/// What may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Decide an order.
    Evaluate,
    /// Say a product's terms.
    Terms,
    /// Judge a request.
    Validate,
}

impl Call {
    /// The call of `evaluate`.
    pub(crate) fn evaluate(command: &Evaluate) -> Result<Self, Vec<Failure>> {
        let files = [("order", Some(&command.order)), ("request", command.request.as_ref())];
        read(Kind::Evaluate, &files, vec![("at", option("--at", &command.common.at))])
    }

    /// The call of `terms`.
    pub(crate) fn terms(command: &Terms) -> Result<Self, Vec<Failure>> {
        let expected = command.expected_delivery.as_ref();
        let expected = expected.map(|day| ("expectedDelivery", option("--expected-delivery", day)));
        let options = expected.into_iter().chain([("at", option("--at", &command.common.at))]);
        read(Kind::Terms, &[("product", Some(&command.product))], options.collect())
    }

    /// The call of `validate`.
    pub(crate) fn validate(command: &Validate) -> Result<Self, Vec<Failure>> {
        let files = [("order", Some(&command.order)), ("request", Some(&command.request))];
        read(Kind::Validate, &files, vec![("at", option("--at", &command.common.at))])
    }

    /// Gives the engine's answer, byte for byte.
    pub(crate) fn answer(&self, policy: &Policy) -> String {
        let fields: Vec<String> = self.fields.named().map(|(name, source)| field(name, source)).collect();
        let call = format!("{{{}}}", fields.join(","));
        match self.kind {
            Kind::Evaluate => policy.evaluate(&call),
            Kind::Terms => policy.terms(&call),
            Kind::Validate => policy.validate(&call),
        }
    }
}

fn read(
    kind: Kind,
    files: &[(&'static str, Option<&String>)],
    options: Vec<(&'static str, Source)>,
) -> Result<Call, Vec<Failure>> {
    let mut fields = Vec::new();
    let mut failures = Vec::new();
    for (name, argument) in files {
        match argument.map(|argument| input::read(argument)) {
            Some(Ok(source)) => fields.push((*name, source)),
            Some(Err(failure)) => failures.push(failure),
            None => {}
        }
    }
    fields.extend(options);
    if failures.is_empty() { Ok(Call { kind, fields: Parts::object(fields) }) } else { Err(failures) }
}

/// The value of an option.
pub(crate) fn option(name: &'static str, value: &str) -> Source {
    Source { origin: Origin::Option(name), text: value.to_owned() }
}

/// A field of a call: a file is JSON already; the value of an option becomes a JSON text.
pub(crate) fn field(name: &str, source: &Source) -> String {
    match source.origin {
        Origin::Option(_) => format!("\"{name}\":{}", serde_json::Value::from(source.text.as_str())),
        _ => format!("\"{name}\":{}", source.text),
    }
}

/// Says of every text that is no JSON where it stops being one, before such a text is joined with others.
pub(crate) fn not_json(parts: &Parts) -> Vec<Problem> {
    let files = parts.named().filter(|(_, source)| !matches!(source.origin, Origin::Option(_)));
    files.filter_map(|(name, source)| syntax_problem(name, source)).collect()
}

/// The engine itself reads the text, so that there is one opinion on what JSON is. One document is no list of
/// documents, so it goes no further than reading.
fn syntax_problem(name: &str, source: &Source) -> Option<Problem> {
    let problems = Policy::compile(&source.text).err()?;
    let found = problems.iter().find(|problem| problem.code == ProblemCode::NotJson && problem.path.is_empty())?;
    Problem::read(found).map(|problem| Problem { path: format!("/{name}"), ..problem })
}

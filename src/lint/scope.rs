//! What declared documents leave open together: days between their periods, and what the law wants them to have said.

use crate::compile::{Compiled, RuleId};
use crate::condition::Region;
use crate::fact;
use crate::gather::Gather;
use crate::order;
use crate::pointer::Pointer;
use crate::policy::{Layer, PolicyDocument};
use crate::problem::Example;
use crate::{prove, write};

use super::finding::{Finding, FindingCode};
use super::{Search, gap};

/// Looks at the declared documents together.
pub(crate) fn find(search: &mut Search<'_>) {
    periods(search);
    disclosures(search);
}

/// Documents for the same orders, one after the other, with days between them.
fn periods(search: &mut Search<'_>) {
    let compiled = search.compiled;
    let declared = || compiled.documents.iter().filter(|document| document.layer == Layer::Declared);
    for document in declared() {
        let Some(start) = document.effective.0 else { continue };
        let alike = |other: &&PolicyDocument| other.id != document.id && same_orders(compiled, other, document);
        let before = |other: &&PolicyDocument| other.effective.0.is_none_or(|from| from < start);
        let mut latest: Option<(i64, &PolicyDocument)> = None;
        let mut goes_on = false;
        for other in declared().filter(alike).filter(before) {
            match other.effective.1 {
                Some(end) if latest.is_none_or(|(last, _)| end > last) => latest = Some((end, other)),
                Some(_) => {}
                None => goes_on = true,
            }
        }
        let Some((end, other)) = latest.filter(|(end, _)| !goes_on && *end < start) else { continue };
        let message = format!(
            "no document is for contracts after `{}` ends and before `{}` begins; let the periods meet if none is to be left out",
            other.id, document.id
        );
        let mut facts = crate::map::Map::new();
        write::insert(&mut facts, "contract", None, crate::answer::Condition::Is(write::number_scalar(end, true)));
        let path = |document: &PolicyDocument| format!("/{}/effective", document.place);
        search.findings.push(Finding {
            also: Some(path(other)),
            example: Some(Example(facts)),
            ..Finding::new(FindingCode::PeriodMissing, path(document), message)
        });
    }
}

fn same_orders(compiled: &Compiled, a: &PolicyDocument, b: &PolicyDocument) -> bool {
    let region = |document: &PolicyDocument| Region::of(&document.when, &compiled.dimensions);
    region(a) == region(b)
}

/// What laws ask whether it was disclosed, where no declared document vouches for it or asks itself.
fn disclosures(search: &mut Search<'_>) {
    let compiled = search.compiled;
    let disclosure = fact::DISCLOSURE;
    for (id, dimension) in compiled.dimensions.iter().filter(|(_, found)| found.fact == disclosure) {
        let name = dimension.name.as_deref().unwrap_or_default();
        let asks = |region: &Region| region.sets(id).any(|atoms| !atoms.is_all());
        let of_floors =
            search.rules().filter(|(rule, region)| search.layer(*rule) == Some(Layer::Floor) && asks(region));
        let laws: Vec<(RuleId, &Region)> = of_floors.gather();
        for (position, document) in compiled.documents.iter().enumerate() {
            let is_given =
                document.given.iter().any(|given| given.fact == disclosure && given.name.as_deref() == Some(name));
            let own = compiled.rules.iter().filter(|rule| rule.document == position);
            if document.layer != Layer::Declared || is_given || own.clone().any(|rule| asks(&rule.region)) {
                continue;
            }
            let Some(scope) = compiled.scopes.get(position) else { continue };
            let scope = scope.meet(&gap::given(search, document));
            let met = laws.iter().filter_map(|(law, region)| Some((*law, region.meet(&scope).0.into_iter().next()?)));
            let mut met: Vec<_> = met.gather();
            order::sort_by(&mut met, |(a, _), (b, _)| a.cmp(b));
            let Some((law, cell)) = met.first() else { continue };
            let Some((law_document, law_rule)) = compiled.rule(*law) else { continue };
            let message = format!(
                "`{}/{}` asks what the buyer was told of `{name}`, and nothing here says it; state `disclosure` `{name}` under `given` if every buyer is told, or in each order",
                law_document.id, law_rule.id
            );
            let root = Pointer::Root;
            let place = root.index(document.place);
            let path = if document.given.is_empty() { place.text() } else { place.key("given").text() };
            let found = Finding {
                also: Some(prove::path(compiled, *law)),
                example: Some(prove::example(compiled, cell)),
                ..Finding::new(FindingCode::DisclosureMissing, path, message)
            };
            search.findings.push(found);
        }
    }
}

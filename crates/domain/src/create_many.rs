//! Many rows at once, in one transaction.

use crate::{Input, Param, Shape, operations, resources::CREATABLE};
use model::{Error, Result};
use serde_json::json;
use store::Org;

pub(crate) const OUTPUT: &str = "{ count: number; ids: string[] }";

pub(crate) fn input() -> Shape {
    Shape::of([
        Param::word("resource", CREATABLE.iter().map(|r| r.plural).collect()).required(),
        Param::items(),
    ])
}

/// All of the items, or none: the first that is refused is named by its place.
pub(crate) fn create_many(org: &mut Org<'_>, input: Input) -> Result<String> {
    let plural = input.text("resource").unwrap_or_default();
    let create = operations().iter().find(|o| o.verb == Some((plural, crate::Verb::Create)));
    let resource = CREATABLE.iter().find(|r| r.plural == plural);
    let (Some(create), Some(resource)) = (create, resource) else {
        return Err(Error::validation("resource", "resource is required."));
    };
    if let crate::Who::AtLeast(role) = create.who {
        org.require(role, &format!("create {}", plural.replace('_', " ")))?;
    }
    let mut ids = Vec::with_capacity(input.items.len());
    for (i, item) in input.items.iter().enumerate() {
        let one = || {
            if item.get("requestId").is_some() {
                return Err(Error::validation(
                    "requestId",
                    "requestId belongs to the whole call, not to an item.",
                ));
            }
            resource.insert(org, create.input.check(item)?)
        };
        ids.push(one().map_err(|e| e.within(&format!("items[{i}]")))?);
    }
    Ok(json!({"count": ids.len(), "ids": ids}).to_string())
}

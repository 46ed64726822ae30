//! Who has how much to do, and whether there is room for more. A representative's `active_chats` moves
//! by itself with the work that is given and done; here it is only looked at.

use crate::{Input, resource::Draft, resources::REPRESENTATIVES};
use model::{
    Code, Error, Id, Record, Result,
    tables::{Escalation, Representative, User},
    tally,
};
use serde_json::{Map, Value as Json, json};
use std::collections::HashMap;
use store::{Org, Select, Sort};
use uuid::Uuid;

pub(crate) const OUTPUT: &str = "{ items: Lane[] }";

/// Refuses a draft that gives work to a representative who has no free place. Work is what has one of
/// the `open` statuses; what one has already needs no place.
///
/// # Errors
/// CAPACITY_EXCEEDED, saying load and capacity.
pub(crate) fn room(org: &Org<'_>, draft: &Draft, open: &[&str]) -> Result<()> {
    let works = |status: Option<String>| status.is_some_and(|s| open.contains(&s.as_str()));
    let before = draft.before("assigned_to").filter(|_| works(draft.before("status")));
    let after = draft.after("assigned_to").filter(|_| works(draft.after("status")));
    match after {
        Some(to) if before != after => place(org, to),
        _ => Ok(()),
    }
}

fn place(org: &Org<'_>, to: Id<Representative>) -> Result<()> {
    let representative = org.row(to).map_err(|e| e.at("assignedTo"))?;
    let Representative { active_chats, max_chats, user_id, .. } = representative;
    if active_chats < max_chats {
        return Ok(());
    }
    let user: User = org.row(user_id)?;
    Err(Error::new(
        Code::CapacityExceeded,
        format!(
            "{} has no free place: {active_chats} of {max_chats} are taken. Assign someone else, or raise maxChats.",
            user.name
        ),
    )
    .at("assignedTo")
    .with(json!({"assignedTo": to.to_string(), "activeChats": active_chats, "maxChats": max_chats})))
}

/// Every representative with load, capacity and what they have to do.
pub(crate) fn workload(org: &Org<'_>, _: Input) -> Result<String> {
    let mut work: HashMap<Uuid, (Map<String, Json>, i64)> = HashMap::new();
    for tally in tally::ALL.iter().filter(|t| t.to == Representative::NAME) {
        for (who, status, n) in org.tallied(tally)? {
            let (tickets, escalations) = work.entry(who).or_default();
            if tally.table == Escalation::NAME {
                *escalations += n;
            } else {
                tickets.insert(status, json!(n));
            }
        }
    }
    let mut lanes = Vec::new();
    let mut cursor = None;
    loop {
        let page = org.page(&Select {
            view: &REPRESENTATIVES.view,
            filter: Vec::new(),
            sort: Sort { column: "created_at", descending: false },
            limit: 500,
            offset: 0,
            cursor,
        })?;
        let mut page: Json = serde_json::from_str(&page).map_err(Error::internal)?;
        if let Json::Array(representatives) = page["items"].take() {
            lanes.extend(representatives.into_iter().map(|r| lane(r, &mut work)));
        }
        cursor = page["nextCursor"].as_str().map(str::to_owned);
        if cursor.is_none() {
            return Ok(json!({"items": lanes}).to_string());
        }
    }
}

fn lane(representative: Json, work: &mut HashMap<Uuid, (Map<String, Json>, i64)>) -> Json {
    let id = representative["id"].as_str().and_then(|id| id.parse().ok());
    let (mut tickets, escalations) = id.and_then(|id: Uuid| work.remove(&id)).unwrap_or_default();
    for status in tally::OPEN_TICKET {
        tickets.entry(*status).or_insert_with(|| json!(0));
    }
    json!({
        "activeChats": representative["activeChats"],
        "maxChats": representative["maxChats"],
        "tickets": tickets,
        "escalations": escalations,
        "representative": representative,
    })
}

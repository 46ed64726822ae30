//! Saved views: named filters of a list.

use super::{ESCALATIONS, REFUNDS, TICKETS};
use crate::{
    Resource,
    field::{Rule, optional, required},
    input::{read_filter, read_sort},
    resource::{Draft, Rules},
    tickets,
};
use model::{
    Error, Id, Record, Result, Value,
    tables::{SavedView, User},
};
use serde_json::{Value as Json, json};
use store::{Filter, Org, Role, Select, Sort, Test, View};

/// Saved views.
pub static SAVED_VIEWS: Resource = Resource {
    plural: "saved_views",
    view: View::new(SavedView::TABLE, &[], &[]),
    create: &[
        required("name").rule(Rule::NotBlank),
        optional("resource").rule(Rule::Word(&LISTS)),
        optional("filter").rule(Rule::Object),
        optional("sort").rule(Rule::Object),
        optional("shared"),
        optional("position"),
    ],
    update: &[
        optional("name").rule(Rule::NotBlank),
        optional("filter").rule(Rule::Object),
        optional("sort").rule(Rule::Object),
        optional("shared"),
        optional("position"),
    ],
    sorted: ("created_at", true),
    sorts: &["updated_at", "position", "name"],
    rules: Rules {
        create: |org, draft| {
            draft.set("user_id", Value::Id(org.user().uuid()));
            check(draft.text("resource").unwrap_or(TICKETS.plural), draft)
        },
        update: |org, id, draft| {
            let before = own(org, id.into())?;
            check(&before.resource, draft)
        },
        delete: |org, id| own(org, id.into()).map(drop),
        sees: |org| Some(seen_by(org.user())),
        ..Rules::NONE
    },
};

/// The lists that can be saved a view of.
const LISTS: [&str; 3] = ["tickets", "escalations", "refunds"];

/// One's own views, and the shared ones.
fn seen_by(user: Id<User>) -> Filter {
    let own = Test::In(vec![user.uuid().into()]);
    let shared = Filter { column: "shared", test: Test::In(vec![Value::Int(1)]) };
    Filter { column: "user_id", test: Test::Or(Box::new(own), Box::new(shared)) }
}

/// A view of the acting user's, or anybody's shared one for a team lead.
fn own(org: &Org<'_>, id: Id<SavedView>) -> Result<SavedView> {
    let view: SavedView = org.row(id)?;
    if view.user_id != org.user() {
        org.require(Role::TeamLead, "change a view that someone else shares")?;
    }
    Ok(view)
}

fn resource(plural: &str) -> Result<&'static Resource> {
    [&TICKETS, &ESCALATIONS, &REFUNDS].into_iter().find(|r| r.plural == plural).ok_or_else(|| {
        Error::validation("resource", format!("resource must be one of {}.", LISTS.join(", ")))
    })
}

/// What a view asks for is checked as its list would.
fn check(plural: &str, draft: &Draft) -> Result<()> {
    let resource = resource(plural)?;
    let json = |column| draft.text(column).and_then(|text| serde_json::from_str::<Json>(text).ok());
    if let Some(filter) = json("filter") {
        wanted(resource, filter).map_err(|e| e.within("filter"))?;
    }
    if let Some(sort) = json("sort") {
        let also = if resource.plural == TICKETS.plural { tickets::QUEUE_SORTS } else { &[] };
        read_sort(resource, also, &sort).map_err(|e| e.within("sort"))?;
    }
    Ok(())
}

/// What a view of a list wants: the list's filter and, of tickets, what the queue takes besides.
struct Wanted {
    filter: Vec<Filter>,
    snoozed: bool,
    late: bool,
}

fn wanted(resource: &'static Resource, mut filter: Json) -> Result<Wanted> {
    let mut flag = |name: &str| -> Result<bool> {
        let given = filter.as_object_mut().filter(|_| resource.plural == TICKETS.plural);
        match given.and_then(|fields| fields.shift_remove(name)) {
            None => Ok(false),
            Some(Json::Bool(wanted)) => Ok(wanted),
            Some(_) => Err(Error::validation(name, format!("{name} must be true or false."))),
        }
    };
    let (snoozed, late) = (flag("snoozed")?, flag("late")?);
    let filter = read_filter(resource, &filter)?;
    let filter = filter.into_iter().map(|(column, test)| Filter { column, test }).collect();
    Ok(Wanted { filter, snoozed, late })
}

pub(crate) const COUNTS: &str = "{ items: { id: string; count: number; atLeast: boolean }[] }";

/// No view is counted further.
const MOST: u32 = 1_000;

/// How many rows each of the acting user's views holds now.
pub(crate) fn count_saved_views(org: &Org<'_>, _: crate::Input) -> Result<String> {
    let page = org.page(&Select {
        view: &SAVED_VIEWS.view,
        filter: vec![seen_by(org.user())],
        sort: Sort { column: "position", descending: false },
        limit: 500,
        offset: 0,
        cursor: None,
    })?;
    let page: Json = serde_json::from_str(&page).map_err(Error::internal)?;
    let mut items = Vec::new();
    for view in page["items"].as_array().into_iter().flatten() {
        let resource = resource(view["resource"].as_str().unwrap_or_default())?;
        // One that an earlier version saved and this one does not understand holds nothing.
        let count = match wanted(resource, view["filter"].clone()) {
            Ok(Wanted { filter, snoozed, late }) if resource.plural == TICKETS.plural => {
                let filter = tickets::narrowed(org, filter, Some(snoozed), late);
                org.count_where(resource.table(), &filter, MOST + 1)?
            }
            Ok(wanted) => org.count_where(resource.table(), &wanted.filter, MOST + 1)?,
            Err(_) => 0,
        };
        items.push(json!({"id": view["id"], "count": count.min(MOST), "atLeast": count > MOST}));
    }
    Ok(json!({"items": items}).to_string())
}

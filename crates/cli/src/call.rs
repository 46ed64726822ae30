//! `operations`, `call` and `history`.

use crate::{
    Who,
    data::Data,
    output::{self, Failure},
};
use domain::Caller;
use model::{Code, Error, Result, Table};
use serde_json::{Value as Json, json};
use std::{io::Read, ops::ControlFlow};
use store::Desk;

/// Prints the list of operations.
pub fn operations() -> Result<(), Failure> {
    let list: Vec<_> = domain::operations().iter().map(domain::Operation::describe).collect();
    output::print(&Json::from(list).to_string())
}

/// Carries out an operation and prints its result.
pub fn call(data: &Data, name: &str, who: &Who, input: &str) -> Result<(), Failure> {
    let input = read(input)?;
    // The one operation that may begin a file.
    let begins = name == "create_organization" && !data.path().exists();
    let result = if begins { begin(data, name, input) } else { work(data, name, who, input) };
    output::print(&result?)
}

fn work(data: &Data, name: &str, who: &Who, input: Json) -> Result<String> {
    let desk = data.open()?;
    let open = domain::find(name).is_some_and(|o| o.who == domain::Who::Anyone);
    let mut caller = match who.sign_in(&desk) {
        Ok(session) => Caller::signed_in(session),
        // What anyone may do needs nobody signed in, unless someone was named.
        Err(e) if e.code == Code::NotFound && open && !who.is_given() => Caller::default(),
        Err(e) => return Err(e),
    };
    let bar = crate::demo::bar("rows");
    let told = bar.clone();
    caller = caller.reporting(move |p| {
        told.set_length(p.total);
        told.set_position(p.done);
        ControlFlow::Continue(())
    });
    let result = domain::call(&desk, &mut caller, name, input);
    bar.finish_and_clear();
    result
}

fn begin(data: &Data, name: &str, input: Json) -> Result<String> {
    data.make_folder()?;
    let desk = Desk::create(data.path())?;
    let result = domain::call(&desk, &mut Caller::default(), name, input);
    if result.is_err() {
        desk.discard();
    }
    result
}

fn read(input: &str) -> Result<Json> {
    let mut text = input.to_owned();
    if input == "-" {
        text.clear();
        std::io::stdin().read_to_string(&mut text).map_err(|e| {
            Error::validation(
                "input",
                format!("The input cannot be read from standard input: {e}."),
            )
        })?;
    }
    serde_json::from_str(&text)
        .map_err(|e| Error::validation("input", format!("The input is not JSON: {e}.")))
}

/// Prints every change of a row, as `row_history` gives them but all at once.
pub fn history(data: &Data, table: &'static Table, id: &str, who: &Who) -> Result<(), Failure> {
    let (desk, mut caller) = data.enter(who)?;
    let mut items = Vec::new();
    let mut cursor = Json::Null;
    loop {
        let mut input = json!({"table": table.name, "id": id, "limit": 500});
        if !cursor.is_null() {
            input["cursor"] = cursor;
        }
        let page = domain::call(&desk, &mut caller, "row_history", input)?;
        let mut page: Json = serde_json::from_str(&page).map_err(Error::internal)?;
        if let Json::Array(entries) = page["items"].take() {
            items.extend(entries);
        }
        cursor = page["nextCursor"].take();
        if cursor.is_null() {
            return output::print(&json!({"items": items, "nextCursor": null}).to_string());
        }
    }
}

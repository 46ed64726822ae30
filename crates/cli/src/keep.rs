//! Looking after the file: `verify`, `reindex`, `backup` and `restore`.

use crate::{
    Who,
    data::Data,
    demo::bar,
    output::{self, Failure},
};
use model::{Error, Result};
use serde_json::json;
use std::{ops::ControlFlow, path::Path};

/// Prints what a verification found; unsound is a failure.
pub fn verify(data: &Data) -> Result<(), Failure> {
    let verdict = data.open()?.verify()?;
    let faults = verdict.faults.len();
    let chain = verdict.chain;
    let verdict = json!({
        "sound": faults == 0,
        "rows": verdict.rows,
        "entries": verdict.entries,
        "chain": {
            "groups": chain.groups,
            "entries": chain.entries,
            "unsealed": chain.unsealed,
            "earlier": chain.earlier,
        },
        "faults": verdict.faults,
    });
    output::print(&verdict.to_string())?;
    if faults == 0 {
        return Ok(());
    }
    let message = format!("{} is not sound, see the faults.", data.path().display());
    Err(Error::internal(message).with(json!({"faults": faults})).into())
}

/// Makes the search index anew.
pub fn reindex(data: &Data, who: &Who) -> Result<(), Failure> {
    let (desk, caller) = data.enter(who)?;
    let bar = bar("documents");
    let shown = bar.clone();
    let mut caller = caller.reporting(move |p| {
        shown.set_length(p.total);
        shown.set_position(p.done);
        ControlFlow::Continue(())
    });
    let made = domain::call(&desk, &mut caller, "rebuild_search", json!({}));
    bar.finish_and_clear();
    output::print(&made?)
}

/// Copies the desk.
pub fn backup(data: &Data, to: &Path) -> Result<(), Failure> {
    let desk = data.open()?;
    let bar = bar("pages");
    let made = desk.backup(to, &mut |p| {
        bar.set_length(p.total);
        bar.set_position(p.done);
    });
    bar.finish_and_clear();
    let made = made?;
    output::print(&json!({"path": made.path, "bytes": made.bytes}).to_string())
}

/// Puts a backup in the desk's place.
pub fn restore(data: &Data, from: &Path) -> Result<(), Failure> {
    data.make_folder()?;
    let kept = store::restore(from, data.path())?;
    output::print(&json!({"path": data.path(), "kept": kept}).to_string())
}

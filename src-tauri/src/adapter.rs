//! The one way from a window's call to an operation. Every operation is a command by
//! its own name because the list of operations is asked, not because it is repeated here.

use std::sync::Arc;

use model::{Code, Error, Result};
use serde_json::{Map, Value};
use tauri::{
    Manager, Runtime,
    ipc::{Invoke, InvokeBody, InvokeError, InvokeResponseBody},
};

use crate::{
    commands::{self, blocking},
    progress::teller,
    state::Shell,
};

/// Answers every command of the window.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    let own: Box<dyn Fn(Invoke<R>) -> bool + Send + Sync> = Box::new(tauri::generate_handler![
        commands::desk_status,
        commands::desk_explore_demo,
        commands::desk_new,
        commands::desk_open,
        commands::desk_close,
        commands::desk_cancel,
        commands::desk_save_text,
        commands::sync_status,
        commands::sync_connect,
        commands::sync_now,
        commands::sync_disconnect,
        commands::sync_conflicts,
        commands::sync_resolve,
        commands::sync_unsettled,
    ]);
    move |invoke| match domain::find(invoke.message.command()) {
        Some(operation) => {
            answer(invoke, operation.name);
            true
        }
        None => own(invoke),
    }
}

/// Calls an operation away from the window's thread and passes its JSON on as it is.
fn answer<R: Runtime>(Invoke { message, resolver, .. }: Invoke<R>, operation: &'static str) {
    let shell = Arc::clone(message.webview_ref().state::<Arc<Shell>>().inner());
    let tell = teller(message.webview_ref().app_handle().clone(), operation);
    let input = input(message.payload());
    resolver.respond_async_serialized(async move {
        match blocking(move || shell.call(operation, input?, tell)).await {
            Ok(json) => Ok(InvokeResponseBody::Json(json)),
            Err(error) => {
                // The message can quote an input, so the log gets the code alone.
                tracing::info!(operation, code = ?error.code, "refused");
                Err(InvokeError::from(error))
            }
        }
    });
}

/// The argument named `input`; an operation that takes nothing may be called without it.
fn input(payload: &InvokeBody) -> Result<Value> {
    match payload {
        InvokeBody::Json(Value::Object(arguments)) => {
            Ok(arguments.get("input").cloned().unwrap_or_else(|| Value::Object(Map::new())))
        }
        _ => Err(Error::new(Code::Validation, "An operation takes one argument: { input }.")),
    }
}

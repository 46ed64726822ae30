//! The shell on a mock runtime: real commands and real files, no display.

mod exchange;

use std::{
    path::Path,
    sync::{
        Arc,
        mpsc::{Receiver, channel},
    },
    time::Duration,
};

use serde_json::{Value, json};
use tauri::{
    App, Listener, Manager, WebviewWindow, WebviewWindowBuilder,
    ipc::{CallbackFn, InvokeBody},
    test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets},
    webview::InvokeRequest,
};
use tempfile::TempDir;

use crate::{place::Places, state, with_desk};

/// An app whose files lie below a folder of its own.
struct Shell {
    window: WebviewWindow<MockRuntime>,
    _app: App<MockRuntime>,
}

impl Shell {
    fn start(folder: &Path) -> Self {
        let places = Places::below(folder);
        let app = with_desk(mock_builder(), move |_| Ok(places.clone()))
            .plugin(tauri_plugin_dialog::init())
            .build(mock_context(noop_assets()))
            .unwrap();
        let window = WebviewWindowBuilder::new(&app, "main", Default::default()).build().unwrap();
        Self { window, _app: app }
    }

    fn invoke(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.into(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: "tauri://localhost".parse().unwrap(),
            body: InvokeBody::Json(arguments),
            headers: Default::default(),
            invoke_key: INVOKE_KEY.into(),
        };
        get_ipc_response(&self.window, request).map(|body| body.deserialize().unwrap())
    }

    fn call(&self, operation: &str, input: Value) -> Result<Value, Value> {
        self.invoke(operation, json!({ "input": input }))
    }

    fn found(&self) -> Value {
        self.invoke("desk_new", json!({})).unwrap();
        let admin = json!({ "name": "Ada", "email": "ada@example.com" });
        let input = json!({ "name": "Acme", "slug": "acme", "admin": admin });
        self.call("create_organization", input).unwrap();
        self.call("sign_in", json!({ "email": "ada@example.com" })).unwrap()
    }

    /// The events from now on, without those of what was done just before.
    fn changes(&self) -> Receiver<Value> {
        std::thread::sleep(Duration::from_millis(200));
        let (told, changes) = channel();
        self.window.listen_any("changed", move |event| {
            let _ = told.send(serde_json::from_str(event.payload()).unwrap());
        });
        changes
    }
}

/// Waits for an event that names this table.
fn wait_for(changes: &Receiver<Value>, table: &str) {
    let names = |event: &Value| event["tables"].as_array().unwrap().contains(&json!(table));
    while !names(&changes.recv_timeout(Duration::from_secs(5)).expect("the change is told")) {}
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn every_operation_is_a_command_by_its_own_name() {
    let folder = folder();
    let shell = Shell::start(folder.path());
    for operation in domain::operations() {
        let refused = shell.call(operation.name, json!({})).unwrap_err();
        assert_eq!(refused["code"], "NOT_FOUND", "{} without a desk", operation.name);
    }
    assert!(shell.call("no_such_operation", json!({})).is_err());
}

#[test]
fn a_first_day_is_remembered_on_the_next() {
    let folder = folder();
    {
        let shell = Shell::start(folder.path());
        assert_eq!(shell.invoke("desk_status", json!({})).unwrap()["state"], "closed");
        assert_eq!(shell.found()["user"]["name"], "Ada");
    }
    let shell = Shell::start(folder.path());
    let status = shell.invoke("desk_status", json!({})).unwrap();
    assert_eq!((&status["state"], &status["organizations"]), (&json!("open"), &json!(1)));
    assert_eq!(shell.call("session", json!({})).unwrap()["user"]["name"], "Ada");

    shell.call("sign_out", json!({})).unwrap();
    assert_eq!(shell.call("session", json!({})).unwrap(), Value::Null);
    let closed = shell.invoke("desk_close", json!({})).unwrap();
    assert_eq!((&closed["state"], &closed["path"]), (&json!("closed"), &Value::Null));
}

#[test]
fn a_new_desk_replaces_none_and_an_empty_one_is_used_again() {
    let folder = folder();
    let shell = Shell::start(folder.path());
    let first = shell.invoke("desk_new", json!({})).unwrap()["path"].take();
    assert_eq!(shell.invoke("desk_new", json!({})).unwrap()["path"], first);
    shell.found();
    let second = shell.invoke("desk_new", json!({})).unwrap()["path"].take();
    assert_ne!(first, second);
    assert!(Path::new(first.as_str().unwrap()).exists());
}

#[test]
fn the_demo_is_made_once_and_then_opened() {
    let folder = folder();
    let shell = Shell::start(folder.path());
    let made = shell.invoke("desk_explore_demo", json!({})).unwrap();
    assert_eq!((&made["state"], &made["organizations"]), (&json!("open"), &json!(1)));
    assert_eq!(shell.call("session", json!({})).unwrap(), Value::Null, "signing in comes next");

    let people = shell.call("list_sign_ins", json!({})).unwrap();
    let user = &people["items"][0]["id"];
    shell.call("sign_in", json!({ "userId": user })).unwrap();
    shell.invoke("desk_close", json!({})).unwrap();
    let opened = shell.invoke("desk_explore_demo", json!({})).unwrap();
    assert_eq!(opened, made);
    assert_eq!(shell.call("session", json!({})).unwrap()["user"]["id"], *user, "work in it stays");
}

#[test]
fn a_file_that_cannot_be_opened_leaves_the_open_desk() {
    let folder = folder();
    let shell = Shell::start(folder.path());
    shell.found();
    let other = folder.path().join("letter.txt");
    std::fs::write(&other, "Dear reader,").unwrap();
    let refused = shell.invoke("desk_open", json!({ "path": other })).unwrap_err();
    assert_eq!(refused["code"], "VALIDATION");
    assert_eq!(shell.call("session", json!({})).unwrap()["user"]["name"], "Ada");
    assert_eq!(std::fs::read(&other).unwrap(), b"Dear reader,");
}

#[test]
fn the_start_says_why_the_last_desk_is_not_open() {
    let folder = folder();
    let path = {
        let shell = Shell::start(folder.path());
        shell.found();
        shell.invoke("desk_status", json!({})).unwrap()["path"].take()
    };
    std::fs::write(path.as_str().unwrap(), "not a desk any more").unwrap();
    let shell = Shell::start(folder.path());
    let status = shell.invoke("desk_status", json!({})).unwrap();
    assert_eq!(
        (&status["state"], &status["message"]["code"]),
        (&json!("closed"), &json!("VALIDATION"))
    );
}

#[test]
fn a_commit_is_told_to_the_window() {
    let folder = folder();
    let shell = Shell::start(folder.path());
    shell.found();
    let changes = shell.changes();
    let customer = json!({ "name": "Cleo", "email": "cleo@example.com", "role": "CUSTOMER" });
    shell.call("create_user", customer).unwrap();
    wait_for(&changes, "users");
}

#[test]
fn another_process_is_noticed() {
    let folder = folder();
    let shell = Shell::start(folder.path());
    shell.found();
    let status = shell.invoke("desk_status", json!({})).unwrap();
    let path = Path::new(status["path"].as_str().unwrap());
    let changes = shell.changes();

    let desk = store::Desk::open(path).unwrap();
    let who = store::SignIn::Email { email: "ada@example.com".into(), organization: None };
    let mut caller = domain::Caller::signed_in(desk.sign_in(&who).unwrap());
    let customer = json!({ "name": "Cleo", "email": "cleo@example.com", "role": "CUSTOMER" });
    domain::call(&desk, &mut caller, "create_user", customer).unwrap();

    wait_for(&changes, "users");
}

#[test]
fn a_panic_is_an_error_and_not_a_promise_left_waiting() {
    let answer =
        tauri::async_runtime::block_on(crate::commands::blocking::<()>(|| panic!("on purpose")));
    assert_eq!(answer.unwrap_err().code, model::Code::Internal);
}

#[test]
fn a_long_operation_tells_how_far_it_is_and_can_be_cancelled() {
    let folder = folder();
    let shell = Shell::start(folder.path());
    shell.found();
    let customer = json!({ "name": "Bo", "email": "bo@example.com", "role": "CUSTOMER" });
    let customer = shell.call("create_user", customer).unwrap()["id"].clone();
    let ticket =
        json!({ "customerId": customer, "subject": "S", "description": "D", "category": "OTHER" });
    let ticket = shell.call("create_ticket", ticket).unwrap();
    let all = json!({ "filter": {}, "set": { "priority": "HIGH" } });

    let (told, progress) = channel();
    let window = shell.window.clone();
    let cancelling = shell.window.listen_any("progress", move |event| {
        let _ = told.send(serde_json::from_str::<Value>(event.payload()).unwrap());
        window.state::<Arc<state::Shell>>().cancel();
    });
    let error = shell.call("bulk_update_tickets", all.clone()).unwrap_err();
    assert_eq!(error["code"], "CONFLICT");
    let so_far = progress.try_recv().expect("progress was told");
    assert_eq!(so_far, json!({ "task": "bulk_update_tickets", "done": 0, "total": 1 }));
    let now = shell.call("get_ticket", json!({ "id": ticket["id"] })).unwrap();
    assert_eq!(now, ticket, "nothing was changed");

    // What was cancelled before stops nothing that is asked for later.
    shell.window.unlisten(cancelling);
    assert_eq!(shell.invoke("desk_cancel", json!({})).unwrap(), Value::Null);
    assert_eq!(shell.call("bulk_update_tickets", all).unwrap()["count"], 1);
}

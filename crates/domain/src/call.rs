//! The gate every call passes.

use crate::{
    Operation,
    operation::{Who, Work},
    operations,
};
use model::{Code, Error, Result, Type, Value};
use serde_json::Value as Json;
use std::{ops::ControlFlow, sync::Arc};
use store::{Desk, Org, Progress, Report, Request, Session};

/// Who calls: the window, a command line, a test. Holds who is signed in.
#[derive(Default, Clone)]
pub struct Caller {
    /// Set by `sign_in`, cleared by `sign_out`.
    pub session: Option<Session>,
    /// Told how far a long operation is; may break it off.
    pub report: Option<Report>,
}

impl Caller {
    /// Someone who has signed in already.
    pub fn signed_in(session: Session) -> Self {
        Self { session: Some(session), report: None }
    }

    /// The same, told how far a long operation is. Breaking it off changes nothing.
    #[must_use]
    pub fn reporting(
        self,
        report: impl Fn(Progress) -> ControlFlow<()> + Send + Sync + 'static,
    ) -> Self {
        Self { report: Some(Arc::new(report)), ..self }
    }
}

/// Calls an operation by its name. The answer is JSON text.
///
/// # Errors
/// Whatever is refused, in the one shape; nothing was changed then.
pub fn call(desk: &Desk, caller: &mut Caller, name: &str, input: Json) -> Result<String> {
    let operation = operations::find(name).ok_or_else(|| unknown(name))?;
    if operation.who != Who::Anyone && caller.session.is_none() {
        return Err(Error::forbidden(
            "Nobody is signed in. Sign in as a representative or an administrator.",
        ));
    }
    let checked = operation.input.check(&input)?;
    let request = match checked.get("requestId") {
        Some(Value::Id(id)) => Some(Request::new(*id, operation.name, &input.to_string())),
        _ => None,
    };
    match (&operation.work, &caller.session) {
        (Work::Open(work), _) => work(desk, caller, checked),
        (Work::Found(work), session) => {
            desk.found(session.as_ref(), operation.name, request.as_ref(), |org| work(org, checked))
        }
        (_, None) => Err(Error::forbidden("Nobody is signed in.")),
        (Work::Read(work), Some(session)) => desk.read(session, |org| {
            allow(operation, org)?;
            work(org, checked)
        }),
        (Work::Search(work), Some(session)) => desk.searching(session, |org| {
            allow(operation, org)?;
            work(org, checked)
        }),
        (Work::Write(work), Some(session)) => desk.write(session, operation.name, |org| {
            allow(operation, org)?;
            org.report_to(caller.report.clone());
            let Some(request) = &request else { return work(org, checked) };
            if let Some(answer) = org.answered(request)? {
                return Ok(answer);
            }
            let answer = work(org, checked)?;
            org.answer(request, &answer)?;
            Ok(answer)
        }),
    }
}

fn allow(operation: &Operation, org: &Org<'_>) -> Result<()> {
    match operation.who {
        Who::Anyone => Ok(()),
        Who::AtLeast(role) => org.require(role, &operation.name.replace('_', " ")),
    }
}

fn unknown(name: &str) -> Error {
    // One or many: list_ticket means list_tickets.
    let words =
        |s: &str| s.split('_').map(|w| w.trim_end_matches('s').to_owned()).collect::<Vec<_>>();
    let asked = words(name);
    let mut near: Vec<_> = operations()
        .iter()
        .map(|o| (words(o.name).iter().filter(|w| asked.contains(w)).count(), o.name))
        .filter(|(shared, _)| *shared > 0)
        .collect();
    near.sort_by_key(|(shared, name)| (std::cmp::Reverse(*shared), *name));
    let near: Vec<_> = near.into_iter().take(3).map(|(_, name)| name).collect();
    let hint =
        if near.is_empty() { String::new() } else { format!(" Did you mean {}?", near.join(", ")) };
    Error::new(
        Code::Validation,
        format!(
            "There is no operation {}.{hint}",
            Type::Json.json(model::ValueRef::Text(&Json::from(name).to_string()))
        ),
    )
}

//! Signing in and out, and who is signed in.

use crate::{
    Caller, Input, Param, Shape,
    resources::{ORGANIZATIONS, REPRESENTATIVES, USERS},
};
use model::{Error, Result, Type};
use store::{Desk, SignIn};

pub(crate) const OUTPUT: &str = "Session | null";
pub(crate) const SIGN_INS: &str = "{ items: SignInChoice[] }";

pub(crate) fn input() -> Shape {
    Shape::of([
        Param::plain("userId", Type::Uuid),
        Param::plain("email", Type::Text { max: Some(255) }),
    ])
}

pub(crate) fn sign_in(desk: &Desk, caller: &mut Caller, input: Input) -> Result<String> {
    let who = match (input.get("userId"), input.text("email")) {
        (Some(_), None) => SignIn::User(input.id("userId")?),
        (None, Some(email)) => SignIn::Email { email: email.to_owned(), organization: None },
        _ => return Err(Error::validation("userId", "Give either userId or email.")),
    };
    caller.session = Some(desk.sign_in(&who)?);
    session(desk, caller, Input::default())
}

pub(crate) fn sign_out(_: &Desk, caller: &mut Caller, _: Input) -> Result<String> {
    caller.session = None;
    Ok("null".into())
}

/// The user, the organization, the role and, if there is one, the representative.
pub(crate) fn session(desk: &Desk, caller: &mut Caller, _: Input) -> Result<String> {
    let Some(session) = &caller.session else { return Ok("null".into()) };
    desk.read(session, |org| {
        let user = org.show(&USERS.view, org.user().uuid())?;
        let organization = org.show(&ORGANIZATIONS.view, org.id().uuid())?;
        let representative = match org.representative() {
            Some(id) => org.show(&REPRESENTATIVES.view, id.uuid())?,
            None => "null".into(),
        };
        let role = org.role().label();
        Ok(format!(
            "{{\"user\":{user},\"organization\":{organization},\"role\":\"{role}\",\"representative\":{representative}}}"
        ))
    })
}

pub(crate) fn list_sign_ins(desk: &Desk, _: &mut Caller, _: Input) -> Result<String> {
    Ok(serde_json::json!({"items": desk.sign_ins()?}).to_string())
}

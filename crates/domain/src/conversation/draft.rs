//! What somebody is writing, kept until it is said.

use super::LONGEST;
use crate::{
    Input, Param, Shape,
    field::{Rule, required},
};
use model::{
    Record, Result,
    tables::{Message, Ticket},
};
use store::Org;

pub(crate) fn input() -> Shape {
    let body = required("body").rule(Rule::Length { blank: true, most: LONGEST });
    Shape::of([
        Param::row("ticketId", Ticket::NAME),
        Param::column(Message::TABLE, required("visibility"), true),
        Param::column(Message::TABLE, body, true),
    ])
}

/// Keeps what the acting user is writing; an empty text discards it.
pub(crate) fn save_draft(org: &mut Org<'_>, input: Input) -> Result<String> {
    let text = |column| input.column_text(column).unwrap_or_default();
    org.keep_draft(input.id("ticketId")?, text("visibility"), text("body"))?;
    Ok("null".into())
}

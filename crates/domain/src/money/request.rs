//! A refund asked for in a ticket.

use crate::{
    Input, Param, Shape,
    field::{Rule, optional, required},
    resources::REFUNDS,
};
use model::{
    Record, Result, Value,
    tables::{Refund, RefundOrigin, Ticket},
};
use store::Org;

pub(crate) fn request_input() -> Shape {
    let fields = [
        required("order_id").rule(Rule::NotBlank),
        required("amount").at_least(1),
        required("reason"),
        optional("notes"),
    ];
    let fields = fields.into_iter().map(|field| Param::column(Refund::TABLE, field, true));
    Shape::of([Param::row("ticketId", Ticket::TABLE.name)]).and(fields)
}

/// Creates a PENDING refund for the ticket's customer, and remembers the ticket.
pub(crate) fn request_refund(org: &Org<'_>, mut input: Input) -> Result<String> {
    let ticket: Ticket = org.row(input.id("ticketId")?)?;
    input.columns.push(("customer_id", Value::Id(ticket.customer_id.uuid())));
    let refund = REFUNDS.insert(org, input)?;
    let origin = vec![("refund_id", Value::Id(refund)), ("ticket_id", ticket.id.uuid().into())];
    org.insert(RefundOrigin::TABLE, origin)?;
    org.show(&REFUNDS.view, refund)
}

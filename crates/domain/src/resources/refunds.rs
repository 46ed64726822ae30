//! Refunds: money asked back. What decides on them is in `money`.

use super::{representative, user};
use crate::{
    Resource,
    field::{Rule, optional, required},
    money,
    resource::Rules,
};
use model::{Record, tables::Refund};
use store::View;

/// Refunds.
pub static REFUNDS: Resource = Resource {
    plural: "refunds",
    view: View::new(
        Refund::TABLE,
        &[user("customer", "customer_id"), representative("approver", "approved_by")],
        &[],
    ),
    create: &[
        required("order_id").rule(Rule::NotBlank),
        required("customer_id"),
        required("amount").at_least(1),
        required("reason"),
        optional("status"),
        optional("notes"),
        optional("approved_by"),
    ],
    update: &[optional("status"), optional("notes"), optional("approved_by")],
    sorted: ("created_at", true),
    sorts: &["updated_at", "amount", "status", "processed_at", "order_id"],
    rules: Rules { create: money::create, update: money::update, ..Rules::NONE },
};

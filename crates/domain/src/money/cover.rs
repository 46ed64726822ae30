//! Whether a budget covers a refund.

use super::money;
use model::{
    Code, Error, Id, Money, Result, Value,
    tables::{Budget, BudgetType, User},
};
use serde_json::json;
use store::{Filter, Org, Test};

/// The budget that a refund is paid from at this moment: of type REFUND, with a period that holds it
/// (`periodStart <= now < periodEnd`). Of several the one with the narrowest period, as it was made for
/// fewer days, and of these the newest.
pub(super) fn budget_now(org: &Org<'_>) -> Result<Option<Budget>> {
    let now = || Value::Int(org.now().0);
    let filter = [
        Filter { column: "type", test: Test::In(vec![BudgetType::Refund.label().into()]) },
        Filter { column: "period_start", test: Test::Compare("<=", now()) },
        Filter { column: "period_end", test: Test::Compare(">", now()) },
    ];
    let held: Vec<Budget> = org.find(&filter, u32::MAX)?;
    Ok(held.into_iter().min_by_key(|b| {
        let newest = std::cmp::Reverse((b.created_at, b.id));
        (i128::from(b.period_end.0) - i128::from(b.period_start.0), newest)
    }))
}

/// The refusal where no budget holds this moment.
pub(super) fn no_budget(org: &Org<'_>, amount: Money<10>) -> Error {
    let message = format!(
        "No REFUND budget has a period that holds {}, so there is nothing to pay {amount} from. Create one, or open the next periods with roll_budgets.",
        org.now()
    );
    Error::new(Code::BudgetExceeded, message)
        .with(json!({"budget": null, "amount": amount.to_string()}))
}

/// Refuses what the customer may not have any more, then what the budget does not hold any more.
pub(super) fn covers(
    org: &Org<'_>,
    budget: &Budget,
    customer: Id<User>,
    amount: Money<10>,
) -> Result<()> {
    let used = match budget.refund_limit_per_user {
        Some(_) => org.used_by(budget.id, customer)?,
        None => 0,
    };
    holds(budget, used, amount)
}

/// The same of a customer who has had `used` from the budget.
pub(super) fn holds(budget: &Budget, used: i64, amount: Money<10>) -> Result<()> {
    if let Some(limit) = budget.refund_limit_per_user {
        let limit = limit.scaled();
        if used.saturating_add(amount.scaled()) > limit {
            let (used, limit, left) = (money(used), money(limit), money((limit - used).max(0)));
            let message = format!(
                "This customer has had {used} of the {limit} that one customer may be refunded from this budget: {left} is left, {amount} was asked for."
            );
            let details = json!({"budget": budget.id.to_string(), "used": used, "limit": limit, "left": left, "amount": amount.to_string()});
            return Err(Error::new(Code::LimitExceeded, message).with(details));
        }
    }
    let left = budget.limit.scaled() - budget.spent.scaled();
    if amount.scaled() <= left {
        return Ok(());
    }
    let (spent, limit, left) = (budget.spent, budget.limit, money(left.max(0)));
    let message = format!(
        "The budget has spent {spent} of its {limit}: {left} is left, {amount} was asked for."
    );
    let details = json!({"budget": budget.id.to_string(), "spent": spent.to_string(), "limit": limit.to_string(), "left": left, "amount": amount.to_string()});
    Err(Error::new(Code::BudgetExceeded, message).with(details))
}

//! Budgets of past and present periods, and what is spent from them: as the desk's own rule has it,
//! no more than there is, and no more for one customer than is set.

use super::{
    calendar,
    chance::Chance,
    timeline::{Event, Timeline, Write},
};
use model::{
    Instant, Record, Result, Value,
    tables::{Budget, BudgetUsageRecord, Refund},
};
use std::collections::{HashMap, HashSet};
use store::{Changes, Org};
use uuid::Uuid;

/// The most that one customer gets back from one budget, in cents.
const PER_CUSTOMER: i64 = 50_000;

/// A wish to spend.
pub(super) struct Spending {
    pub kind: &'static str,
    pub record: Uuid,
    pub customer: Uuid,
    pub amount: i64,
    pub refund: Option<Uuid>,
    pub reason: String,
    pub approver: Uuid,
}

/// The budgets there are.
#[derive(Default)]
pub(super) struct Budgets {
    all: Vec<Held>,
    granted: HashSet<Uuid>,
}

struct Held {
    id: Uuid,
    kind: &'static str,
    from: Instant,
    to: Instant,
    limit: i64,
    spent: i64,
    /// By customer.
    given: HashMap<Uuid, i64>,
}

/// Puts the budgets of the demo's span on the timeline: refunds month by month up to the present
/// month, whose budget is the sample's, and compensations quarter by quarter.
pub(super) fn plan(
    timeline: &mut Timeline,
    chance: &mut Chance,
    (founded, now): (Instant, Instant),
    admin: Uuid,
    tickets: u32,
) {
    // Room for what this many tickets ask for, in round thousands.
    let limit = |share: i64| (i64::from(tickets) * share / 100_000 + 1) * 100_000;
    let mut add = |kind, period, from: Instant, to: Instant, limit: i64| {
        let at = from.max(founded);
        let id = chance.id(at);
        let mut row: Changes = vec![
            ("id", id.into()),
            ("type", Value::from(kind)),
            ("period", Value::from(period)),
            ("limit", limit.into()),
            ("remaining", limit.into()),
            ("period_start", from.0.into()),
            ("period_end", to.0.into()),
        ];
        row.push(("alert_thresholds", r#"[{"percentage":80,"enabled":true}]"#.into()));
        row.push(("refund_limit_per_user", PER_CUSTOMER.into()));
        let writes = vec![Write::Insert(Budget::TABLE, row)];
        timeline.add(Event { at, actor: admin, operation: "create_budget", writes });
        let held = Held { id, kind, from, to, limit, spent: 0, given: HashMap::new() };
        timeline.budgets.all.push(held);
    };
    for later in -24..0 {
        let (from, to) = (calendar::month(now, later), calendar::month(now, later + 1));
        add("REFUND", "MONTHLY", from, to, limit(20));
    }
    for later in -8..=0 {
        let (from, to) = (calendar::quarter(now, later), calendar::quarter(now, later + 1));
        add("COMPENSATION", "QUARTERLY", from, to, limit(10));
    }
}

impl Budgets {
    /// Spends, or refuses: a refund is then approved or rejected.
    pub fn spend(&mut self, org: &Org<'_>, wish: Spending) -> Result<()> {
        let now = org.now();
        let held = self.all.iter_mut().find(|b| b.kind == wish.kind && b.from <= now && now < b.to);
        let covers = |b: &&mut Held| {
            let given = b.given.get(&wish.customer).unwrap_or(&0);
            b.spent + wish.amount <= b.limit && given + wish.amount <= PER_CUSTOMER
        };
        let Some(budget) = held.filter(covers) else {
            let Some(refund) = wish.refund else { return Ok(()) };
            let notes = "Rejected: the budget does not cover it.";
            let changes = vec![("status", "REJECTED".into()), ("notes", notes.into())];
            return org.update(Refund::TABLE, refund, changes);
        };
        budget.spent += wish.amount;
        *budget.given.entry(wish.customer).or_default() += wish.amount;
        if let Some(refund) = wish.refund {
            self.granted.insert(refund);
            let changes = vec![
                ("status", "APPROVED".into()),
                ("approved_by", wish.approver.into()),
                ("processed_at", now.0.into()),
            ];
            org.update(Refund::TABLE, refund, changes)?;
        }
        let record = vec![
            ("id", wish.record.into()),
            ("budget_id", budget.id.into()),
            ("amount", wish.amount.into()),
            ("refund_id", wish.refund.map_or(Value::Null, Value::Id)),
            ("reason", wish.reason.into()),
            ("approved_by", wish.approver.into()),
        ];
        org.insert(BudgetUsageRecord::TABLE, record)?;
        let sums = vec![
            ("spent", budget.spent.into()),
            ("remaining", (budget.limit - budget.spent).into()),
        ];
        org.update(Budget::TABLE, budget.id, sums)
    }

    /// The money has gone out, if it was granted.
    pub fn complete(&mut self, org: &Org<'_>, refund: Uuid) -> Result<()> {
        if !self.granted.remove(&refund) {
            return Ok(());
        }
        let changes = vec![("status", "COMPLETED".into()), ("processed_at", org.now().0.into())];
        org.update(Refund::TABLE, refund, changes)
    }
}

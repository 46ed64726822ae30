//! Random histories of money, held to a small model of their own: whatever happens, in whatever order, spent is
//! opening and usage, remaining is what the limit leaves, and nothing is granted that is not there.

use kit::desk::{CUSTOMER, FREE, Fixture, Side, WORKER, Who};
use model::{Code, Error, Instant};
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

type Cents = i64;

/// One thing that somebody does. Numbers choose among what there is.
#[derive(Debug, Clone)]
enum Step {
    Create(u8, Cents, &'static str, bool),
    Decide(&'static str, u8, bool),
    Update(u8, &'static str),
    DeleteRefund(u8),
    DeleteCustomer(u8),
    DeleteApprover,
    CreateBudget(Cents, Option<Cents>),
    Limit(u8, Cents),
    Share(u8, Option<Cents>),
    DeleteBudget(u8),
    Roll,
    Back(&'static str, u8),
}

fn step() -> impl Strategy<Value = Step> {
    let status = || prop::sample::select(&["PENDING", "APPROVED", "REJECTED", "COMPLETED"][..]);
    let cents = || prop_oneof![4 => 1..4_000i64, 1 => Just(1), 1 => 1..20_000i64];
    let share = || prop::option::of(1..9_000i64);
    let decide = prop::sample::select(&["approve_refund", "reject_refund", "complete_refund"][..]);
    let back = prop::sample::select(&["undo", "redo", "restore_row"][..]);
    prop_oneof![
        6 => (any::<u8>(), cents(), status(), any::<bool>()).prop_map(|(c, n, s, a)| Step::Create(c, n, s, a)),
        10 => (decide, any::<u8>(), any::<bool>()).prop_map(|(d, r, a)| Step::Decide(d, r, a)),
        3 => (any::<u8>(), status()).prop_map(|(r, s)| Step::Update(r, s)),
        2 => any::<u8>().prop_map(Step::DeleteRefund),
        1 => any::<u8>().prop_map(Step::DeleteCustomer),
        1 => Just(Step::DeleteApprover),
        1 => (0..20_000i64, share()).prop_map(|(l, s)| Step::CreateBudget(l, s)),
        2 => (any::<u8>(), 0..20_000i64).prop_map(|(b, l)| Step::Limit(b, l)),
        1 => (any::<u8>(), share()).prop_map(|(b, s)| Step::Share(b, s)),
        1 => any::<u8>().prop_map(Step::DeleteBudget),
        1 => Just(Step::Roll),
        4 => (back, any::<u8>()).prop_map(|(b, n)| Step::Back(b, n)),
    ]
}

#[derive(Debug, Clone, PartialEq)]
struct Refund {
    customer: String,
    cents: Cents,
    status: String,
    approver: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
struct Budget {
    kind: String,
    period: (i64, i64),
    created: i64,
    limit: Cents,
    share: Option<Cents>,
    opening: Cents,
    /// Amount and refund of each usage record, sorted.
    records: Vec<(Cents, Option<String>)>,
}

impl Budget {
    fn spent(&self) -> Cents {
        self.opening + self.records.iter().map(|(cents, _)| cents).sum::<Cents>()
    }
}

/// What one customer had from one budget by one usage record.
#[derive(Debug, Clone, PartialEq)]
struct Share {
    budget: String,
    customer: String,
    cents: Cents,
    there: bool,
}

/// What there is, as the operations tell it and as the model thinks it.
#[derive(Debug, Clone, PartialEq, Default)]
struct Money {
    refunds: BTreeMap<String, Refund>,
    budgets: BTreeMap<String, Budget>,
    customers: Vec<String>,
    approver: Option<String>,
    /// Each usage record that is or was of a refund, by its id.
    shares: BTreeMap<String, Share>,
}

fn cents(json: &Json) -> Cents {
    let digits: String = json.as_str().unwrap_or_else(|| panic!("{json}")).replace('.', "");
    digits.parse().expect("an amount")
}

fn text(json: &Json) -> Option<String> {
    json.as_str().map(str::to_owned)
}

fn micros(json: &Json) -> i64 {
    json.as_str().and_then(Instant::parse).expect("an instant").0
}

impl Money {
    /// Reads it, and holds every budget to its sums. Whose a record was whose refund is gone, only who
    /// saw it `before` knows.
    fn told(fixture: &Fixture, before: &Self) -> Self {
        let all = |name: &str, input: Json| {
            let page = fixture.done(Who::Chief, name, input);
            assert_eq!(page["nextCursor"], Json::Null);
            page["items"].as_array().cloned().unwrap_or_default()
        };
        let mut told = Self { shares: before.shares.clone(), ..Self::default() };
        told.shares.values_mut().for_each(|share| share.there = false);
        for r in all("list_refunds", json!({"limit": 500})) {
            let refund = Refund {
                customer: text(&r["customerId"]).expect("a customer"),
                cents: cents(&r["amount"]),
                status: text(&r["status"]).expect("a status"),
                approver: text(&r["approvedBy"]),
            };
            told.refunds.insert(text(&r["id"]).expect("an id"), refund);
        }
        for b in all("list_budgets", json!({"limit": 500})) {
            let explained =
                fixture.done(Who::Chief, "explain_budget", json!({"id": b["id"], "limit": 500}));
            let records = explained["records"].as_array().into_iter().flatten();
            for record in records.clone() {
                let id = text(&record["id"]).expect("an id");
                let customer = match text(&record["refundId"]) {
                    Some(refund) => Some(told.refunds[&refund].customer.clone()),
                    None => told.shares.get(&id).map(|share| share.customer.clone()),
                };
                if let Some(customer) = customer {
                    let budget = text(&b["id"]).expect("an id");
                    let cents = cents(&record["amount"]);
                    told.shares.insert(id, Share { budget, customer, cents, there: true });
                }
            }
            let mut records: Vec<_> =
                records.map(|r| (cents(&r["amount"]), text(&r["refundId"]))).collect();
            records.sort();
            let budget = Budget {
                kind: text(&b["type"]).expect("a type"),
                period: (micros(&b["periodStart"]), micros(&b["periodEnd"])),
                created: micros(&b["createdAt"]),
                limit: cents(&b["limit"]),
                share: b["refundLimitPerUser"].as_str().map(|_| cents(&b["refundLimitPerUser"])),
                opening: cents(&explained["opening"]),
                records,
            };
            assert_eq!(cents(&b["spent"]), budget.spent(), "{b}");
            assert_eq!(cents(&b["remaining"]), budget.limit - budget.spent(), "{b}");
            assert_eq!(cents(&explained["used"]), budget.spent() - budget.opening, "{b}");
            told.budgets.insert(text(&b["id"]).expect("an id"), budget);
        }
        let people = json!({"limit": 500, "filter": {"role": "CUSTOMER"}});
        let people = all("list_users", people).into_iter().filter_map(|u| text(&u["id"]));
        told.customers = people.collect();
        told.customers.sort();
        let approver = Side::Ours.row("representatives", WORKER).to_string();
        let there = fixture.call(Who::Chief, "get_representative", json!({"id": approver}));
        told.approver = there.ok().map(|_| approver);
        told
    }

    fn used_by(&self, budget: &str, customer: &str) -> Cents {
        let shares = self.shares.values().filter(|share| share.there);
        let theirs =
            shares.filter(|share| (&*share.budget, &*share.customer) == (budget, customer));
        theirs.map(|share| share.cents).sum()
    }

    /// Goes from one status to another, or says why not.
    fn go(&mut self, id: &str, to: &str, approver: &str) -> Result<(), Code> {
        let refund = self.refunds.get(id).cloned().ok_or(Code::NotFound)?;
        let path: &[&str] = match (refund.status.as_str(), to) {
            ("PENDING", "APPROVED" | "REJECTED") | ("APPROVED", "COMPLETED") => &[to],
            ("PENDING", "COMPLETED") => &["APPROVED", "COMPLETED"],
            _ => return Err(Code::InvalidTransition),
        };
        if path[0] == "APPROVED" {
            let now = Instant::now().0;
            let running = |b: &Budget| b.kind == "REFUND" && b.period.0 <= now && now < b.period.1;
            let held = self.budgets.iter().filter(|(_, b)| running(b)).min_by_key(|(id, b)| {
                (b.period.1 - b.period.0, std::cmp::Reverse((b.created, (*id).clone())))
            });
            let (key, budget) =
                held.map(|(k, b)| (k.clone(), b.clone())).ok_or(Code::BudgetExceeded)?;
            let used = self.used_by(&key, &refund.customer);
            if budget.share.is_some_and(|share| used + refund.cents > share) {
                return Err(Code::LimitExceeded);
            }
            if budget.spent() + refund.cents > budget.limit {
                return Err(Code::BudgetExceeded);
            }
            let paying = self.budgets.get_mut(&key).expect("a budget");
            paying.records.push((refund.cents, Some(id.to_owned())));
            paying.records.sort();
        }
        let refund = self.refunds.get_mut(id).expect("a refund");
        refund.status = to.to_owned();
        if path[0] == "APPROVED" {
            refund.approver = Some(approver.to_owned());
        }
        Ok(())
    }

    fn drop_refunds(&mut self, gone: impl Fn(&str, &Refund) -> bool) {
        self.refunds.retain(|id, refund| !gone(id, refund));
        for budget in self.budgets.values_mut() {
            for (_, refund) in &mut budget.records {
                *refund = refund.take().filter(|id| self.refunds.contains_key(id));
            }
            budget.records.sort();
        }
    }
}

fn choose<T: Clone>(among: impl Iterator<Item = T>, n: u8) -> Option<T> {
    let all: Vec<T> = among.collect();
    all.get(usize::from(n) % all.len().max(1)).cloned()
}

fn written(cents: Cents) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// Does a step and thinks it; both must come out the same.
fn play(fixture: &Fixture, model: &mut Money, step: &Step, turn: i64) {
    let before = model.clone();
    let call = |name: &str, input: Json| fixture.call(Who::Chief, name, input);
    let chief = Side::Ours.row("representatives", Who::Chief.number()).to_string();
    let named = |by: bool| by.then(|| model.approver.clone()).flatten();
    let refund = |n: u8| choose(model.refunds.keys().cloned(), n);
    let budget = |n: u8| choose(model.budgets.keys().cloned(), n);
    let (done, thought): (Result<Json, Error>, Result<(), Code>) = match step.clone() {
        Step::Create(customer, cents, status, by) => {
            let Some(customer) = choose(model.customers.iter().cloned(), customer) else { return };
            let mut input = json!({"orderId": "1", "customerId": customer, "amount": written(cents), "reason": "OTHER", "status": status});
            let approver = named(by);
            if let Some(approver) = &approver {
                input["approvedBy"] = json!(approver);
            }
            let done = call("create_refund", input);
            let pending =
                Refund { customer, cents, status: "PENDING".into(), approver: approver.clone() };
            let id = done.as_ref().map_or("?".into(), |r| text(&r["id"]).expect("an id"));
            model.refunds.insert(id.clone(), pending);
            let thought = match status {
                "PENDING" => Ok(()),
                to => model.go(&id, to, &approver.unwrap_or(chief)),
            };
            (done, thought)
        }
        Step::Decide(name, n, by) => {
            let Some(id) = refund(n) else { return };
            let (to, from) = match name {
                "approve_refund" => ("APPROVED", "PENDING"),
                "reject_refund" => ("REJECTED", "PENDING"),
                _ => ("COMPLETED", "APPROVED"),
            };
            let mut input = json!({"id": id});
            let approver = named(by && name == "approve_refund");
            if let Some(approver) = &approver {
                input["approvedBy"] = json!(approver);
            }
            let done = call(name, input);
            let thought = match model.refunds[&id].status == from {
                true => model.go(&id, to, &approver.unwrap_or(chief)),
                false => Err(Code::InvalidTransition),
            };
            (done, thought)
        }
        Step::Update(n, to) => {
            let Some(id) = refund(n) else { return };
            let done = call("update_refund", json!({"id": id, "status": to}));
            let same = model.refunds[&id].status == to;
            (done, if same { Ok(()) } else { model.go(&id, to, &chief) })
        }
        Step::DeleteRefund(n) => {
            let Some(id) = refund(n) else { return };
            let done = call("delete_refund", json!({"id": id}));
            model.drop_refunds(|other, _| other == id);
            (done, Ok(()))
        }
        Step::DeleteCustomer(n) => {
            let Some(id) = choose(model.customers.iter().cloned(), n) else { return };
            let done = call("delete_user", json!({"id": id}));
            model.customers.retain(|other| *other != id);
            model.drop_refunds(|_, refund| refund.customer == id);
            (done, Ok(()))
        }
        Step::DeleteApprover => {
            let Some(id) = model.approver.take() else { return };
            let done = call("delete_representative", json!({"id": id}));
            for refund in model.refunds.values_mut() {
                refund.approver = refund.approver.take().filter(|a| *a != id);
            }
            (done, Ok(()))
        }
        Step::CreateBudget(limit, share) => {
            let now = Instant::now().0;
            // Each narrower than those before, so that it pays from now on.
            let half = (1_000 - turn) * 3_600_000_000;
            let period = (now - half, now + half);
            let mut input = json!({
                "type": "REFUND", "period": "DAILY", "limit": written(limit),
                "periodStart": Instant(period.0).to_string(), "periodEnd": Instant(period.1).to_string(),
            });
            if let Some(share) = share {
                input["refundLimitPerUser"] = json!(written(share));
            }
            let done = call("create_budget", input);
            if let Ok(made) = &done {
                let budget = Budget {
                    kind: "REFUND".into(),
                    period,
                    created: micros(&made["createdAt"]),
                    limit,
                    share,
                    opening: 0,
                    records: Vec::new(),
                };
                model.budgets.insert(text(&made["id"]).expect("an id"), budget);
            }
            (done, Ok(()))
        }
        Step::Limit(n, limit) => {
            let Some(id) = budget(n) else { return };
            let done = call("update_budget", json!({"id": id, "limit": written(limit)}));
            model.budgets.get_mut(&id).expect("a budget").limit = limit;
            (done, Ok(()))
        }
        Step::Share(n, share) => {
            let Some(id) = budget(n) else { return };
            let input = json!({"id": id, "refundLimitPerUser": share.map(written)});
            let done = call("update_budget", input);
            model.budgets.get_mut(&id).expect("a budget").share = share;
            (done, Ok(()))
        }
        Step::DeleteBudget(n) => {
            let Some(id) = budget(n) else { return };
            let done = call("delete_budget", json!({"id": id}));
            model.budgets.remove(&id);
            (done, Ok(()))
        }
        Step::Roll | Step::Back(..) => {
            if elsewhere(fixture, step) {
                *model = Money::told(fixture, &before);
                modest(&before, model);
            }
            return;
        }
    };
    match (&done, &thought) {
        (Ok(_), Ok(())) => {}
        (Err(error), Err(code)) if error.code == *code => *model = before.clone(),
        _ => panic!("{step:?}: {done:?}, and the model says {thought:?}: {before:#?}"),
    }
    let told = Money::told(fixture, &before);
    model.shares.clone_from(&told.shares);
    assert_eq!(told, *model, "after {step:?}");
    modest(&before, model);
}

/// What the model does not think through: it looks at what came of it.
fn elsewhere(fixture: &Fixture, step: &Step) -> bool {
    let call = |name: &str, input: Json| fixture.call(Who::Chief, name, input);
    let (name, input) = match step {
        Step::Roll => ("roll_budgets", json!({})),
        Step::Back(name, _) if domain::find(name).is_none() => return false,
        Step::Back("restore_row", n) => {
            let deleted = fixture.done(Who::Chief, "list_deleted", json!({"limit": 100}));
            let rows = deleted["items"].as_array().cloned().unwrap_or_default();
            let Some(row) = choose(rows.into_iter(), *n) else { return false };
            ("restore_row", json!({"table": row["table"], "id": row["id"]}))
        }
        Step::Back(name, _) => (*name, json!({})),
        _ => return false,
    };
    let refusals = [Code::Stale, Code::Conflict, Code::NotFound];
    match call(name, input) {
        Ok(_) => true,
        Err(error) if name != "roll_budgets" && refusals.contains(&error.code) => true,
        Err(error) => panic!("{step:?}: {error:?}"),
    }
}

/// Nothing was granted beyond a limit: what is above one was so before, or the limit sank.
fn modest(before: &Money, after: &Money) {
    for (id, budget) in &after.budgets {
        let Some(was) = before.budgets.get(id) else { continue };
        assert!(budget.spent() <= budget.limit.max(was.spent()), "{was:?} became {budget:?}");
        assert_eq!(budget.opening, was.opening, "an opening never moves by work");
        for customer in &after.customers {
            let (used, then) = (after.used_by(id, customer), before.used_by(id, customer));
            let share = budget.share.unwrap_or(Cents::MAX);
            assert!(used <= share.max(then), "{was:?} became {budget:?}");
        }
    }
}

#[test]
fn every_history_keeps_the_sums() {
    let mut runner = TestRunner::new(ProptestConfig {
        cases: ProptestConfig::default().cases.min(24),
        max_shrink_iters: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let outcome = runner.run(&proptest::collection::vec(step(), 1..40), |steps| {
        let fixture = Fixture::new();
        let mut model = Money::told(&fixture, &Money::default());
        assert!(model.customers.contains(&Side::Ours.row("users", FREE).to_string()));
        assert!(model.customers.contains(&Side::Ours.row("users", CUSTOMER).to_string()));
        play(&fixture, &mut model, &Step::CreateBudget(15_000, Some(8_000)), 0);
        for (turn, step) in (1..).zip(&steps) {
            play(&fixture, &mut model, step, turn);
        }
        let verdict = fixture.desk.verify().expect("verified");
        prop_assert_eq!(verdict.faults, Vec::<String>::new());
        Ok(())
    });
    outcome.unwrap_or_else(|e| panic!("{e}"));
}

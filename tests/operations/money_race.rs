//! Approvals that race for one budget.

use kit::desk::{CUSTOMER, FREE, Fixture, Side, Who, caller};
use model::{Code, Instant};
use serde_json::{Value as Json, json};
use store::Desk;

const HOUR: i64 = 3_600_000_000;

/// A budget that covers `fit` of `all` refunds of 10.00, and these.
fn contested(fixture: &Fixture, fit: usize, all: usize, share: Option<&str>) -> (Json, Vec<Json>) {
    let now = Instant::now().0;
    let mut budget = json!({
        "type": "REFUND", "period": "DAILY", "limit": format!("{}.99", fit * 10 + 5),
        "periodStart": Instant(now - HOUR).to_string(), "periodEnd": Instant(now + HOUR).to_string(),
    });
    if let Some(share) = share {
        budget["refundLimitPerUser"] = json!(share);
    }
    let budget = fixture.done(Who::Lead, "create_budget", budget)["id"].clone();
    let refunds = (0..all).map(|n| {
        let customer = Side::Ours.row("users", if n % 2 == 0 { FREE } else { CUSTOMER });
        let refund = json!({"orderId": n.to_string(), "customerId": customer, "amount": "10.00", "reason": "OTHER"});
        fixture.done(Who::Junior, "create_refund", refund)["id"].clone()
    });
    (budget, refunds.collect())
}

/// All of `refunds`, by eight threads on as many desks of the same file as there are in `desks`.
fn race(desks: &[&Desk], refunds: &[Json]) -> Vec<Result<(), Code>> {
    let approve = |desk: &Desk, id: &Json| {
        let mut lead = caller(Side::Ours, Who::Lead);
        domain::call(desk, &mut lead, "approve_refund", json!({"id": id}))
            .map(drop)
            .map_err(|e| e.code)
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|n| {
                let desk = desks[n % desks.len()];
                let mine: Vec<_> = refunds.iter().skip(n).step_by(8).collect();
                scope
                    .spawn(move || mine.into_iter().map(|id| approve(desk, id)).collect::<Vec<_>>())
            })
            .collect();
        threads.into_iter().flat_map(|t| t.join().expect("a thread")).collect()
    })
}

fn granted(outcomes: &[Result<(), Code>]) -> usize {
    outcomes.iter().filter(|o| o.is_ok()).count()
}

#[test]
fn as_many_as_fit_are_granted_however_many_race() {
    for two in [false, true] {
        let fixture = Fixture::new();
        let (budget, refunds) = contested(&fixture, 5, 32, None);
        let other = two.then(|| Desk::open(fixture.path()).expect("the same file"));
        let desks: Vec<_> = [Some(&fixture.desk), other.as_ref()].into_iter().flatten().collect();
        let outcomes = race(&desks, &refunds);
        assert_eq!(granted(&outcomes), 5, "{outcomes:?}");
        assert!(outcomes.iter().all(|o| matches!(o, Ok(()) | Err(Code::BudgetExceeded))));
        let told = fixture.done(Who::Lead, "explain_budget", json!({"id": budget}));
        assert_eq!([&told["opening"], &told["used"], &told["spent"]], ["0.00", "50.00", "50.00"]);
        assert_eq!(told["records"].as_array().map(Vec::len), Some(5));
    }
}

#[test]
fn a_customer_s_share_is_not_raced_past() {
    let fixture = Fixture::new();
    let (_, refunds) = contested(&fixture, 100, 32, Some("30.00"));
    let outcomes = race(&[&fixture.desk], &refunds);
    // Three of each of the two.
    assert_eq!(granted(&outcomes), 6, "{outcomes:?}");
    assert!(outcomes.iter().all(|o| matches!(o, Ok(()) | Err(Code::LimitExceeded))));
}

#[test]
fn one_refund_is_granted_once() {
    let fixture = Fixture::new();
    let (budget, refunds) = contested(&fixture, 100, 1, None);
    let outcomes = race(&[&fixture.desk], &vec![refunds[0].clone(); 16]);
    assert_eq!(granted(&outcomes), 1);
    assert!(outcomes.iter().all(|o| matches!(o, Ok(()) | Err(Code::InvalidTransition))));
    let told = fixture.done(Who::Lead, "explain_budget", json!({"id": budget}));
    assert_eq!(told["spent"], "10.00");
}

#[test]
fn the_next_period_is_opened_once() {
    let fixture = Fixture::new();
    let open = || {
        let mut lead = caller(Side::Ours, Who::Lead);
        let opened = domain::call(&fixture.desk, &mut lead, "roll_budgets", json!({}));
        let opened: Json = serde_json::from_str(&opened.expect("rolled")).expect("JSON");
        opened["opened"].as_array().map_or(0, Vec::len)
    };
    let opened: Vec<usize> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
        threads.into_iter().map(|t| t.join().expect("a thread")).collect()
    });
    assert_eq!(opened.iter().filter(|n| **n > 0).count(), 1, "{opened:?}");
}

//! Processes that approve from one budget at the same time.

use crate::{
    processes::{race, ready, say},
    sample::{done, folder, look, make, number, sign_in, sound},
};
use model::Instant;
use serde_json::{Value as Json, json};
use std::path::Path;
use store::Desk;

const PROCESSES: usize = 4;
const REFUNDS: usize = 24;
const FIT: usize = 7;

/// What each of the processes does: opens, says so, and when it is told to, tries every refund.
pub fn approve(path: &Path) {
    let desk = Desk::open(path).expect("a desk");
    let mut caller = sign_in(&desk);
    let mut list = |status: &str| {
        done(&desk, &mut caller, "list_refunds", json!({"filter": {"status": status}}))
    };
    let refunds = list("PENDING")["items"].as_array().cloned().unwrap_or_default();
    ready();
    for refund in refunds {
        let input = json!({"id": refund["id"]});
        match domain::call(&desk, &mut caller, "approve_refund", input) {
            Ok(_) => say("approved"),
            Err(error) => say(json!(error.code).as_str().unwrap_or_default()),
        }
    }
}

#[test]
fn processes_that_race_never_overspend() {
    let (_folder, path) = folder();
    make(&path, 0);
    let desk = Desk::open(&path).expect("a desk");
    let admin = &mut sign_in(&desk);
    let users = done(&desk, admin, "list_users", json!({}));
    let find = |role: &str| -> Json {
        let items = users["items"].as_array().into_iter().flatten();
        items.clone().find(|u| u["role"] == role).map(|u| u["id"].clone()).expect("a user")
    };
    let (ada, eve) = (find("ADMIN"), find("CUSTOMER"));
    done(&desk, admin, "create_representative", json!({"userId": ada, "role": "ADMIN"}));
    let now = Instant::now().0;
    let budget = json!({
        "type": "REFUND", "period": "DAILY", "limit": format!("{FIT}.50"),
        "periodStart": Instant(now - 3_600_000_000).to_string(),
        "periodEnd": Instant(now + 3_600_000_000).to_string(),
    });
    let budget = done(&desk, admin, "create_budget", budget)["id"].clone();
    let refund = |n: usize| json!({"orderId": n.to_string(), "customerId": eve, "amount": "1.00", "reason": "OTHER"});
    let items: Vec<_> = (0..REFUNDS).map(refund).collect();
    done(&desk, admin, "create_many", json!({"resource": "refunds", "items": items}));
    let name = path.display().to_string();
    let said = race(PROCESSES, "approve", &[&name]);
    assert_eq!(said.len(), PROCESSES * REFUNDS);
    let count = |what: &str| said.iter().filter(|s| *s == what).count();
    assert_eq!(count("approved"), FIT, "{said:?}");
    let others = count("BUDGET_EXCEEDED") + count("INVALID_TRANSITION");
    assert_eq!(FIT + others, said.len(), "{said:?}");
    let told = done(&desk, admin, "explain_budget", json!({"id": budget}));
    assert_eq!([&told["used"], &told["spent"]], ["7.00", "7.00"]);
    drop(desk);
    let _desk = sound(&path);
    let db = look(&path);
    assert_eq!(number(&db, "SELECT count(*) FROM refunds WHERE status = 'APPROVED'"), 7);
    assert_eq!(number(&db, "SELECT count(*) FROM budget_usage_records"), 7);
}

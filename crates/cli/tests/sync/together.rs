//! What desks and others do to the same rows without knowing of each other, and what comes back after it was deleted.

use crate::{Desk, Office, desks::settle, same, untouched};
use serde_json::{Value as Json, json};

/// Two desks with the demo, which the hub has too.
fn pair(office: &Office) -> (Desk, Desk) {
    let a = office.demo("a.db", "60");
    a.connect(&office.device("a"));
    let b = office.desk("b.db");
    b.connect(&office.device("b"));
    (a, b)
}

impl Desk {
    fn call(&self, operation: &str, input: Json) -> Json {
        self.good(&["call", operation, "--input", &input.to_string()])
    }

    /// Nothing was refused, and nothing is to be decided.
    fn is_content(&self) {
        let listed = self.good(&["sync", "conflicts"]);
        assert_eq!((&listed["conflicts"], &listed["refused"]), (&json!([]), &json!([])));
    }
}

impl Office {
    /// The one value that a question gives, as text.
    fn ask(&self, sql: &str) -> String {
        self.database.run(sql).trim().to_owned()
    }
}

/// A parent with children of several tables, by the operation that deletes it, and how to find one.
const PARENTS: [(&str, &str, &str); 3] = [
    (
        "delete_user",
        "users",
        "SELECT customer_id FROM tickets JOIN refunds r USING (customer_id) GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
    ),
    (
        "delete_representative",
        "representatives",
        "SELECT assigned_to FROM tickets WHERE status IN ('OPEN', 'IN_PROGRESS') AND assigned_to IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
    ),
    (
        "delete_budget",
        "budgets",
        "SELECT budget_id FROM budget_usage_records GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
    ),
];

#[test]
fn a_delete_that_is_undone_is_undone_everywhere() {
    let office = Office::new();
    let (a, b) = pair(&office);
    settle(&office, [&a, &b]);
    let before = untouched(office.rows());
    for (delete, _, find) in PARENTS {
        // Before anybody else has heard of it, and afterwards.
        for heard in [false, true] {
            let id = office.ask(find);
            a.call(delete, json!({"id": id}));
            if heard {
                settle(&office, [&a, &b]);
                assert_ne!(untouched(b.rows()), before, "{delete}");
            }
            a.call("undo", json!({}));
            settle(&office, [&a, &b]);
            same(&untouched(office.rows()), &before);
            a.is_content();
        }
    }
}

#[test]
fn what_somebody_else_has_deleted_comes_back_whole() {
    let office = Office::new();
    let (a, b) = pair(&office);
    settle(&office, [&a, &b]);
    let before = untouched(office.rows());
    for (_, table, find) in PARENTS.into_iter().filter(|(_, table, _)| *table != "representatives")
    {
        let id = office.ask(find);
        office.database.run(&format!("DELETE FROM {table} WHERE id = '{id}'"));
        settle(&office, [&a, &b]);
        b.call("restore_row", json!({"table": table, "id": id}));
        settle(&office, [&a, &b]);
        same(&untouched(office.rows()), &before);
        b.is_content();
    }
}

/// A ticket as the existing system makes it: it knows of no due times.
fn from_the_server(office: &Office) -> String {
    office.ask(
        "INSERT INTO tickets (id, organization_id, ticket_number, customer_id, conversation_id, subject, description, category, status, priority)
         SELECT gen_random_uuid(), organization_id, 'API-1', customer_id, gen_random_uuid(), 'By the server', '-', category, 'OPEN', 'NORMAL'
         FROM tickets LIMIT 1 RETURNING id",
    )
}

#[test]
fn two_desks_work_on_a_ticket_that_the_server_made() {
    let office = Office::new();
    let (a, b) = pair(&office);
    let ticket = from_the_server(&office);
    settle(&office, [&a, &b]);
    a.call("update_ticket", json!({"id": ticket, "priority": "URGENT"}));
    b.call("snooze_ticket", json!({"id": ticket, "until": "2099-01-01T00:00:00Z"}));
    b.call("transition_ticket", json!({"id": ticket, "status": "IN_PROGRESS"}));
    settle(&office, [&a, &b]);
    a.is_content();
    b.is_content();
    let known = office.ask(&format!(
        "SELECT t.priority, t.status, count(*), max(extract(year FROM w.snoozed_until)), bool_and(w.due_at IS NOT NULL)
         FROM tickets t JOIN desk_sync.ticket_work w ON w.ticket_id = t.id WHERE t.id = '{ticket}' GROUP BY 1, 2"
    ));
    assert_eq!(known, "URGENT|IN_PROGRESS|1|2099|t");
}

#[test]
fn what_refers_to_something_deleted_goes_on_without_it() {
    let office = Office::new();
    let (a, b) = pair(&office);
    settle(&office, [&a, &b]);
    let budget = json!({
        "type": "REFUND", "period": "YEARLY", "limit": "1000.00",
        "periodStart": "2020-01-01T00:00:00Z", "periodEnd": "2099-01-01T00:00:00Z",
    });
    let budget = a.call("create_budget", budget);
    let customer = office.ask("SELECT customer_id FROM tickets LIMIT 1");
    let refund = |order: &str| {
        let asked =
            json!({"orderId": order, "customerId": customer, "amount": "7.00", "reason": "OTHER"});
        a.call("create_refund", asked)["id"].as_str().expect("an id").to_owned()
    };
    let (gone, stays) = (refund("one"), refund("other"));
    let ticket = from_the_server(&office);
    settle(&office, [&a, &b]);
    let lead = ["--as", "jordan.smith@acme.com"];
    let approve = |id: &str| {
        let input = json!({"id": id}).to_string();
        a.good(&[&["call", "approve_refund", "--input", &input], &lead[..]].concat())
    };
    let leaves = office.ask(
        "SELECT r.id FROM representatives r WHERE r.role = 'JUNIOR_SUPPORT' ORDER BY r.id LIMIT 1",
    );
    let input = json!({"id": ticket, "assignedTo": leaves}).to_string();
    a.good(&["call", "assign_ticket", "--input", &input]);
    approve(&gone);
    office.database.run(&format!(
        "DELETE FROM refunds WHERE id = '{gone}'; DELETE FROM representatives WHERE id = '{leaves}'"
    ));
    a.once();
    approve(&stays);
    settle(&office, [&a, &b]);
    let refused = a.good(&["sync", "conflicts"])["refused"].clone();
    assert_eq!(refused, json!([]));
    let id = budget["id"].as_str().expect("an id");
    let spent = format!(
        "SELECT b.spent, count(u.*), count(u.refund_id) FROM budgets b JOIN budget_usage_records u ON u.budget_id = b.id WHERE b.id = '{id}' GROUP BY 1"
    );
    assert_eq!(office.ask(&spent), "14.00|2|1");
    let status = format!("SELECT status FROM refunds WHERE id = '{stays}'");
    assert_eq!(office.ask(&status), "APPROVED");
    let assigned = format!("SELECT assigned_to IS NULL FROM tickets WHERE id = '{ticket}'");
    assert_eq!(office.ask(&assigned), "t");
}

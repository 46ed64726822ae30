//! Who may do what, written by hand from the contract's "Who may" and compared with what happens.

use kit::{
    desk::{CUSTOMER, FREE, Fixture, Side, WORKER, Who},
    inputs::ways,
};
use model::Code;
use serde_json::{Value as Json, json};

/// The least of those who may.
#[derive(Debug, Clone, Copy)]
enum From {
    Anyone,
    Junior,
    Representative,
    Senior,
    Lead,
    Admin,
}

/// Every operation. One that is not here fails the test: say first who may.
const TABLE: &[(&str, From)] = &[
    ("health", From::Anyone),
    ("session", From::Anyone),
    ("list_sign_ins", From::Anyone),
    ("sign_in", From::Anyone),
    ("sign_out", From::Anyone),
    ("get_organization", From::Junior),
    // While the file holds no organization anyone may; a test of its own.
    ("create_organization", From::Admin),
    ("update_organization", From::Admin),
    ("delete_organization", From::Admin),
    ("list_users", From::Junior),
    ("get_user", From::Junior),
    // A customer; anybody else is ADMIN's, see below.
    ("create_user", From::Junior),
    ("update_user", From::Admin),
    ("delete_user", From::Admin),
    ("list_representatives", From::Junior),
    ("get_representative", From::Junior),
    ("create_representative", From::Lead),
    ("update_representative", From::Lead),
    ("delete_representative", From::Lead),
    ("list_customer_profiles", From::Junior),
    ("get_customer_profile", From::Junior),
    // In good standing; see below.
    ("create_customer_profile", From::Junior),
    ("update_customer_profile", From::Lead),
    ("delete_customer_profile", From::Lead),
    ("list_tickets", From::Junior),
    ("get_ticket", From::Junior),
    ("create_ticket", From::Junior),
    ("update_ticket", From::Junior),
    ("delete_ticket", From::Lead),
    ("count_tickets", From::Junior),
    ("assign_ticket", From::Junior),
    ("unassign_ticket", From::Junior),
    ("route_ticket", From::Junior),
    ("transition_ticket", From::Junior),
    ("bulk_update_tickets", From::Junior),
    ("merge_tickets", From::Junior),
    ("snooze_ticket", From::Junior),
    ("wake_ticket", From::Junior),
    ("list_queue", From::Junior),
    ("count_queue", From::Junior),
    ("ticket_timeline", From::Junior),
    ("add_message", From::Junior),
    ("save_draft", From::Junior),
    ("list_saved_views", From::Junior),
    ("get_saved_view", From::Junior),
    ("create_saved_view", From::Junior),
    // Somebody else's that is shared; one's own is anybody's, see views.rs.
    ("update_saved_view", From::Lead),
    ("delete_saved_view", From::Lead),
    ("count_saved_views", From::Junior),
    ("list_escalations", From::Junior),
    ("get_escalation", From::Junior),
    ("create_escalation", From::Junior),
    ("update_escalation", From::Junior),
    ("delete_escalation", From::Lead),
    ("count_escalations", From::Junior),
    ("escalate_ticket", From::Junior),
    // Who takes it needs to be a representative.
    ("claim_escalation", From::Representative),
    ("resolve_escalation", From::Junior),
    ("workload", From::Junior),
    ("list_refunds", From::Junior),
    ("get_refund", From::Junior),
    // A request; what decides it is below.
    ("create_refund", From::Junior),
    ("update_refund", From::Senior),
    ("delete_refund", From::Lead),
    ("count_refunds", From::Junior),
    ("request_refund", From::Junior),
    // By amount, and in somebody's name; see below.
    ("approve_refund", From::Senior),
    ("reject_refund", From::Senior),
    ("complete_refund", From::Senior),
    ("refund_card", From::Junior),
    ("check_refund", From::Junior),
    ("list_budgets", From::Junior),
    ("get_budget", From::Junior),
    ("create_budget", From::Lead),
    ("update_budget", From::Lead),
    ("delete_budget", From::Lead),
    ("roll_budgets", From::Lead),
    ("budget_burn_down", From::Junior),
    ("explain_budget", From::Junior),
    ("list_budget_alerts", From::Junior),
    ("list_agents", From::Junior),
    ("get_agent", From::Junior),
    ("create_agent", From::Lead),
    ("update_agent", From::Lead),
    ("delete_agent", From::Lead),
    ("list_decision_rules", From::Junior),
    ("get_decision_rule", From::Junior),
    ("create_decision_rule", From::Lead),
    ("update_decision_rule", From::Lead),
    ("delete_decision_rule", From::Lead),
    ("list_performance_metrics", From::Junior),
    ("list_team_performance", From::Junior),
    ("get_representative_performance", From::Junior),
    ("row_history", From::Junior),
    ("row_label", From::Junior),
    ("today", From::Junior),
    ("search", From::Junior),
    ("rebuild_search", From::Admin),
    // One's own operations, as long as one may do them; others' are the lead's.
    ("undo", From::Junior),
    ("redo", From::Junior),
    ("list_activity", From::Junior),
    ("activity_entries", From::Junior),
    ("list_deleted", From::Junior),
    ("restore_row", From::Lead),
    ("purge", From::Admin),
    // What may be created one by one.
    ("create_many users", From::Junior),
    ("create_many representatives", From::Lead),
    ("create_many customer_profiles", From::Junior),
    ("create_many tickets", From::Junior),
    ("create_many escalations", From::Junior),
    ("create_many refunds", From::Junior),
    ("create_many budgets", From::Lead),
    ("create_many agents", From::Lead),
    ("create_many decision_rules", From::Lead),
];

impl From {
    fn allows(self, who: Who) -> bool {
        match self {
            Self::Anyone => true,
            Self::Junior => !matches!(who, Who::Nobody | Who::Customer),
            Self::Representative => {
                matches!(who, Who::Junior | Who::Senior | Who::Lead | Who::Chief)
            }
            Self::Senior => matches!(who, Who::Senior | Who::Lead | Who::Chief | Who::Admin),
            Self::Lead => matches!(who, Who::Lead | Who::Chief | Who::Admin),
            Self::Admin => matches!(who, Who::Chief | Who::Admin),
        }
    }
}

#[test]
fn each_role_may_what_the_table_says_and_nothing_else() {
    let mut unused: Vec<_> = TABLE.iter().map(|(name, _)| *name).collect();
    let mut shared = Fixture::new();
    for way in ways() {
        // A row's history and name are anybody's, whatever the table.
        let entry = match way.operation.name {
            name @ ("row_history" | "row_label") => name,
            _ => way.name.as_str(),
        };
        let (_, from) = TABLE
            .iter()
            .find(|(name, _)| *name == entry)
            .unwrap_or_else(|| panic!("{entry} is not in the table: say who may"));
        unused.retain(|name| *name != entry);
        // What a field may ask for beyond the operation's own role (an approver, say) is below.
        let creates = way.name.starts_with("create_");
        let input = if creates { way.least() } else { way.full() };
        for who in Who::ALL {
            // Who is a customer by now stays signed in for this process, but without any right.
            let bare = way.operation.name == "session" && who == Who::Customer;
            let allowed = from.allows(who) && !bare;
            let done = attempt(&mut shared, who, way.operation.name, &input);
            assert_eq!(done, allowed, "{who:?} {}", way.name);
            if done && way.name == "delete_organization" {
                // With it goes everybody who could try next.
                shared = Fixture::new();
            }
        }
    }
    assert!(unused.is_empty(), "not operations: {unused:?}");
}

#[test]
fn the_first_organization_is_anybodys_to_found() {
    let founding = json!({"name": "First", "slug": "first", "admin": {"name": "Ada", "email": "ada@example.test"}});
    let fixture = Fixture::empty();
    let founded = fixture.done(Who::Nobody, "create_organization", founding.clone());
    assert_eq!(founded["slug"], "first");
    let mut second = founding;
    second["slug"] = json!("second");
    let error = fixture.refused(Who::Nobody, "create_organization", second);
    assert_eq!(error.code, Code::Forbidden);
}

#[test]
fn customers_cannot_sign_in() {
    let fixture = Fixture::new();
    let signing = |by: Json| fixture.call(Who::Nobody, "sign_in", by);
    for by in [
        json!({"userId": Side::Ours.row("users", CUSTOMER)}),
        json!({"email": format!("Ours{CUSTOMER}@example.test")}),
        json!({"userId": Side::Ours.row("users", Who::Customer.number())}),
    ] {
        assert_eq!(signing(by).map_err(|e| e.code), Err(Code::Forbidden));
    }
    for (who, role) in [
        (Who::Rowless, "JUNIOR_SUPPORT"),
        (Who::Junior, "JUNIOR_SUPPORT"),
        (Who::Senior, "SENIOR_SUPPORT"),
        (Who::Lead, "TEAM_LEAD"),
        (Who::Chief, "ADMIN"),
        (Who::Admin, "ADMIN"),
    ] {
        let by = json!({"email": format!("OURS{}@Example.Test", who.number())});
        let session = signing(by).expect("signed in");
        assert_eq!(session["role"], role, "{who:?}");
        assert_eq!(session["user"]["id"], json!(Side::Ours.row("users", who.number())));
    }
    let choices = fixture.done(Who::Nobody, "list_sign_ins", json!({}));
    let choices = choices["items"].as_array().expect("items");
    assert_eq!(choices.len(), 14, "six of each organization and the representative of its rows");
    assert_eq!(signing(json!({})).map_err(|e| e.code), Err(Code::Validation));
    let nobody = json!({"email": "nobody@example.test"});
    assert_eq!(signing(nobody).map_err(|e| e.code), Err(Code::NotFound));
}

/// Whether a call is allowed; what is refused for anything but the role is tried again on a fresh
/// desk, as an earlier call may have taken its row or its key.
fn attempt(fixture: &mut Fixture, who: Who, name: &str, input: &Json) -> bool {
    for fresh in [false, true] {
        if fresh {
            *fixture = Fixture::new();
        }
        match fixture.call(who, name, input.clone()) {
            Ok(_) => return true,
            Err(error) if error.code == Code::Forbidden => return false,
            // Who has nothing to undo, or to bring back, may.
            Err(error) if error.code == Code::Stale => return true,
            Err(error)
                if ["restore_row", "purge"].contains(&name) && error.code == Code::Conflict =>
            {
                return true;
            }
            Err(error) => assert!(!fresh, "{who:?} {name} {input}: {error:?}"),
        }
    }
    false
}

/// Who may: `JSLCA` for junior, senior, lead, ADMIN by their row, ADMIN by `users.role`.
fn allowed(name: &str, input: &Json) -> String {
    let mut fixture = Fixture::new();
    let mut allowed = String::new();
    for (letter, who) in [
        ('J', Who::Junior),
        ('S', Who::Senior),
        ('L', Who::Lead),
        ('C', Who::Chief),
        ('A', Who::Admin),
    ] {
        if attempt(&mut fixture, who, name, input) {
            allowed.push(letter);
            fixture = Fixture::new();
        }
    }
    allowed
}

#[test]
fn only_administrators_create_colleagues() {
    for (role, may) in [("CUSTOMER", "JSLCA"), ("REPRESENTATIVE", "CA"), ("ADMIN", "CA")] {
        let user = json!({"name": "New", "email": "new@example.test", "role": role});
        assert_eq!(allowed("create_user", &user), may, "{role}");
        let many = json!({"resource": "users", "items": [user]});
        assert_eq!(allowed("create_many", &many), may, "{role}");
    }
}

#[test]
fn a_customers_standing_is_the_leads() {
    for (standing, may) in [("GOOD", "JSLCA"), ("WARNING", "LCA"), ("SUSPENDED", "LCA")] {
        let profile = json!({"userId": Side::Ours.row("users", FREE), "standing": standing});
        assert_eq!(allowed("create_customer_profile", &profile), may, "{standing}");
    }
}

#[test]
fn nobody_grants_a_role_above_their_own() {
    let user = Side::Ours.row("users", FREE);
    let worker = Side::Ours.row("representatives", WORKER);
    for (role, may) in [
        ("JUNIOR_SUPPORT", "LCA"),
        ("SENIOR_SUPPORT", "LCA"),
        ("TEAM_LEAD", "LCA"),
        ("ADMIN", "CA"),
    ] {
        let new = json!({"userId": user, "role": role});
        assert_eq!(allowed("create_representative", &new), may, "{role}");
        let changed = json!({"id": worker, "role": role});
        assert_eq!(allowed("update_representative", &changed), may, "{role}");
    }
    // Nor changes or removes who has one.
    let chief = Side::Ours.row("representatives", Who::Chief.number());
    for (name, input) in [
        ("update_representative", json!({"id": chief, "status": "ONLINE"})),
        ("update_representative", json!({"id": chief, "role": "JUNIOR_SUPPORT"})),
        ("delete_representative", json!({"id": chief})),
    ] {
        assert_eq!(allowed(name, &input), "CA", "{name}");
    }
}

/// The organization's maxRefundPerUser is 100; who approves needs a representative's row, which
/// the administrator by `users.role` has not, unless someone is named.
#[test]
fn refunds_are_decided_by_those_who_may() {
    let customer = Side::Ours.row("users", CUSTOMER);
    let approver = Side::Ours.row("representatives", Who::Lead.number());
    for (amount, status, named, may) in [
        ("100.00", "PENDING", false, "JSLCA"),
        ("100.00", "PENDING", true, "SLCA"),
        ("100.00", "APPROVED", false, "SLC"),
        ("100.00", "APPROVED", true, "SLCA"),
        ("100.01", "APPROVED", false, "LC"),
        ("100.01", "APPROVED", true, "LCA"),
        ("100.00", "COMPLETED", false, "SLC"),
        ("100.01", "COMPLETED", false, "LC"),
        ("100.00", "REJECTED", false, "SLCA"),
        ("99999999.99", "APPROVED", false, "LC"),
    ] {
        let what = format!("{amount} {status} {named}");
        let mut refund = json!({
            "orderId": "1", "customerId": customer, "reason": "OTHER",
            "amount": amount, "status": status,
        });
        if named {
            refund["approvedBy"] = json!(approver);
        }
        assert_eq!(allowed("create_refund", &refund), may, "{what}");
        let many = json!({"resource": "refunds", "items": [refund]});
        assert_eq!(allowed("create_many", &many), may, "{what}");
    }
    // Of 50.00, and approved by someone already.
    let id = Side::Ours.row("refunds", 1);
    for status in ["APPROVED", "COMPLETED", "REJECTED"] {
        assert_eq!(allowed("update_refund", &json!({"id": id, "status": status})), "SLCA");
    }
    let unnamed = json!({"id": id, "status": "APPROVED", "approvedBy": null});
    assert_eq!(allowed("update_refund", &unnamed), "SLC");
    assert_eq!(allowed("update_refund", &json!({"id": id, "notes": "Seen"})), "SLCA");
}

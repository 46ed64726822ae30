//! Taking over what others did.

use super::*;

#[test]
fn rows_come_change_and_go() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let user = (tables::User::TABLE.name, id(1));
    let given = [("id", user.1.into()), ("email", "a@b.test".into()), ("name", "A".into())];
    let made = new(tables::User::TABLE, &given);
    let before = end(&fixture.desk);
    ok(&pull(&mut desk, &[(user, Write::Insert(made.clone()))]));
    assert_eq!(row(&mut desk, user), Some(made));
    sound(&fixture.desk);

    ok(&pull(&mut desk, &[(user, update("users", &[("name", "B".into())]))]));
    let held = row(&mut desk, user).expect("a row");
    assert_eq!(held[place("users", "name")], "B".into());
    assert_eq!(held[place("users", "updated_at")], Value::Int(1_700_000_000_000_000), "as given");
    sound(&fixture.desk);

    ok(&pull(&mut desk, &[(user, Write::Delete)]));
    assert_eq!(row(&mut desk, user), None);
    sound(&fixture.desk);

    // Each is one entry that came from the hub, and nobody's.
    let (entries, _) = desk.look(|look| look.entries(before, 10)).expect("entries");
    let seqs: Vec<_> = entries.iter().map(|e| (e.seq - before, e.pulled, e.effect)).collect();
    assert_eq!(seqs, [(1, true, false), (2, true, false), (3, true, false)]);
    assert_eq!(desk.look(|look| look.group(before + 1)).expect("a group").actor, None);
}

#[test]
fn what_goes_with_a_row_is_told_as_it_was() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let ticket = ours("tickets", 1);
    let expected: Vec<_> = [ours("ticket_work", 1), ours("refund_origins", 1)]
        .map(|key| (key, row(&mut desk, key).expect("a row")))
        .into();
    let before = end(&fixture.desk);
    let written = pull(&mut desk, &[(ticket, Write::Delete)]);
    let [Written::Done(gone)] = written.as_slice() else { panic!("{written:?}") };
    let mut gone = gone.clone();
    gone.sort_by_key(|(key, _)| expected.iter().position(|(other, _)| other == key));
    assert_eq!(gone, expected);
    let (entries, _) = desk.look(|look| look.entries(before, 10)).expect("entries");
    let last = entries.last().expect("entries");
    assert_eq!((last.table.name, last.row, last.effect), (ticket.0, ticket.1, false));
    sound(&fixture.desk);
}

#[test]
fn cleared_references_move_no_other_column() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let (rep, ticket) = (ours("representatives", kit::desk::WORKER), ours("tickets", 1));
    let before = row(&mut desk, ticket).expect("a row");
    // Its figures go with it; the ticket only loses it.
    ok(&pull(&mut desk, &[(rep, Write::Delete)]));
    let mut expected = before;
    expected[place("tickets", "assigned_to")] = Value::Null;
    assert_eq!(row(&mut desk, ticket), Some(expected));
    sound(&fixture.desk);
}

#[test]
fn what_does_not_fit_is_parked_and_the_rest_goes_on() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let ticket = ours("tickets", 1);
    let as_it_was = row(&mut desk, ticket);
    let user = |number, given: &[(&str, Value)]| {
        let mut all =
            vec![("id", id(number).into()), ("email", "a@b.test".into()), ("name", "A".into())];
        all.retain(|(name, _)| given.iter().all(|(other, _)| other != name));
        all.extend(given.iter().cloned());
        (("users", id(number)), Write::Insert(new(tables::User::TABLE, &all)))
    };
    let long = "x".repeat(256);
    let theirs = Side::Theirs.organization();
    let rep = |of: Uuid| {
        let given = [("id", id(9).into()), ("user_id", of.into())];
        (("representatives", id(9)), Write::Insert(new(tables::Representative::TABLE, &given)))
    };
    let stolen = Side::Theirs.row("users", 1);
    let writes = [
        (ticket, update("tickets", &[("status", "REOPENED".into()), ("subject", "new".into())])),
        (ticket, update("tickets", &[("subject", Value::Null)])),
        (ticket, update("tickets", &[("tags", "{".into())])),
        (ticket, update("tickets", &[("sentiment", Value::Int(1_000))])),
        (ticket, update("tickets", &[("subject", Value::Int(1))])),
        (ticket, update("tickets", &[("assigned_to", id(77).into())])),
        (
            ticket,
            update("tickets", &[("assigned_to", Side::Theirs.row("representatives", 22).into())]),
        ),
        (ticket, update("tickets", &[("organization_id", theirs.into())])),
        user(1, &[("name", long.as_str().into())]),
        user(2, &[("name", "a\0b".into())]),
        user(3, &[("organization_id", theirs.into())]),
        (
            ("users", stolen),
            Write::Insert(new(
                tables::User::TABLE,
                &[("id", stolen.into()), ("email", "a".into()), ("name", "A".into())],
            )),
        ),
        rep(ours("users", Who::Lead.number()).1),
        rep(stolen),
        user(4, &[]),
    ];
    let written = pull(&mut desk, &writes);
    for (at, part) in [
        (0, "status must be one of OPEN"),
        (1, "subject is required"),
        (2, "tags must be JSON"),
        (3, "sentiment must be a decimal"),
        (4, "subject must be text"),
        (5, "assignedTo refers to a representative that is not here"),
        (6, "assignedTo refers to a representative that is not here"),
        (7, "organizationId never changes"),
        (8, "name must be text of at most 255"),
        (9, "name must be text"),
        (10, "not this organization's"),
        (11, "id is taken"),
        (12, "has this userId already"),
        (13, "userId refers to a user that is not here"),
    ] {
        assert!(why(&written[at]).contains(part), "{at}: {}", why(&written[at]));
    }
    ok(&written[14..]);
    assert_eq!(row(&mut desk, ticket), as_it_was);
    assert!(row(&mut desk, ("users", id(4))).is_some());
    sound(&fixture.desk);
}

#[test]
fn what_the_engine_cannot_have_seen_ends_it_all() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let ticket = ours("tickets", 1);
    let held = row(&mut desk, ticket).expect("a row");
    let before = end(&fixture.desk);
    for (key, write) in [
        (ticket, Write::Insert(held)),
        (("tickets", id(1)), update("tickets", &[("subject", "A".into())])),
        (("tickets", id(1)), Write::Delete),
    ] {
        let both = |work: &mut dyn Work| {
            work.write(ours("users", 1), &update("users", &[("name", "New".into())]))?;
            work.write(key, &write)
        };
        let error = desk.work(both).expect_err("refused");
        assert_eq!(error.code, model::Code::Internal);
        assert_eq!(end(&fixture.desk), before, "{error}");
    }
    sound(&fixture.desk);
}

#[test]
fn a_budget_and_its_records_add_up() {
    let fixture = fixture();
    let mut desk = connected(&fixture.desk);
    let money =
        |spent: i64| [("spent", Value::Int(spent)), ("remaining", Value::Int(100_000 - spent))];
    let (budget, record) = (("budgets", id(1)), ("budget_usage_records", id(2)));
    let mut given = vec![
        ("id", budget.1.into()),
        ("type", "REFUND".into()),
        ("period", "MONTHLY".into()),
        ("limit", Value::Int(100_000)),
        ("period_start", Value::Int(0)),
        ("period_end", Value::Int(1)),
    ];
    given.extend(money(700));
    let records =
        [("id", record.1.into()), ("budget_id", budget.1.into()), ("amount", Value::Int(300))];
    let mut both = new(tables::BudgetUsageRecord::TABLE, &records);
    both.iter_mut().skip(3).take(3).for_each(|value| *value = Value::Null);
    let writes = [
        (budget, Write::Insert(new(tables::Budget::TABLE, &given))),
        (record, Write::Insert(both)),
    ];
    ok(&pull(&mut desk, &writes));
    sound(&fixture.desk);
    ok(&pull(&mut desk, &[(budget, update("budgets", &money(900)))]));
    assert_eq!(row(&mut desk, budget).expect("a row")[place("budgets", "spent")], Value::Int(900));
    sound(&fixture.desk);
    ok(&pull(&mut desk, &[(record, Write::Delete)]));
    sound(&fixture.desk);
    // What is left follows from the rest, whatever is said of it.
    let only = [("spent", Value::Int(950)), ("remaining", Value::Int(7))];
    ok(&pull(&mut desk, &[(budget, update("budgets", &only))]));
    ok(&pull(&mut desk, &[(budget, update("budgets", &[("spent", Value::Int(900))]))]));
    sound(&fixture.desk);
    // And it is one entry also where it comes to nothing.
    let before = end(&fixture.desk);
    ok(&pull(&mut desk, &[(budget, update("budgets", &[("remaining", Value::Int(7))]))]));
    let (entries, _) = desk.look(|look| look.entries(before, 10)).expect("entries");
    assert_eq!(
        entries.iter().map(|e| (e.seq, e.row, e.old.len())).collect::<Vec<_>>(),
        [(before + 1, budget.1, 0)]
    );
    sound(&fixture.desk);
    // Work done here goes on from there.
    done(&fixture.desk, |org| {
        let given = vec![("budget_id", budget.1.into()), ("amount", Value::Int(100))];
        org.insert(tables::BudgetUsageRecord::TABLE, given)
    });
    assert_eq!(
        row(&mut desk, budget).expect("a row")[place("budgets", "spent")],
        Value::Int(1_000)
    );
    sound(&fixture.desk);
}

#[test]
fn the_window_hears_of_it_and_the_search_finds_it() {
    let fixture = fixture();
    let heard = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let note = std::sync::Arc::clone(&heard);
    fixture.desk.on_change(move |change| {
        note.lock().expect("a list").extend(change.tables.iter().copied());
    });
    let mut desk = connected(&fixture.desk);
    ok(&pull(
        &mut desk,
        &[(ours("tickets", 1), update("tickets", &[("subject", "zeppelin".into())]))],
    ));
    assert_eq!(*heard.lock().expect("a list"), ["tickets"]);
    let found = fixture.done(Who::Junior, "search", serde_json::json!({"query": "zeppelin"}));
    assert!(found.to_string().contains(&ours("tickets", 1).1.to_string()), "{found}");
    // What was taken over is shown and never undone.
    let activity = fixture.done(Who::Admin, "list_activity", serde_json::json!({"limit": 1}));
    assert!(activity.to_string().contains("sync_pull"), "{activity}");
}

//! What the desk and others have done before an exchange, and what others do in its midst.

use kit::desk::{CUSTOMER, FREE, PURSE, Side, UNCLAIMED, Who};
use model::{Error, Id, Record as _, Table, Value, tables};
use store::{Desk, Org, SignIn};
use uuid::Uuid;

/// Ordinary work by our administrator.
fn done<T>(desk: &Desk, work: impl FnOnce(&Org<'_>) -> Result<T, Error>) -> T {
    let user = Id::from(ours("users", Who::Admin.number()));
    let session = desk.sign_in(&SignIn::User(user)).expect("signed in");
    desk.write(&session, "test", |org| work(org)).expect("done")
}

fn ours(table: &str, number: u16) -> Uuid {
    Side::Ours.row(table, number)
}

/// What was done here, and waits to be told.
pub fn work(desk: &Desk) {
    let update = |table: &'static Table, id, column: &'static str, value: Value| {
        done(desk, |org| org.update(table, id, vec![(column, value)]));
    };
    let (tickets, profiles) = (tables::Ticket::TABLE, tables::CustomerProfile::TABLE);
    // Others edit the same.
    update(tickets, ours("tickets", 1), "subject", "here".into());
    update(tickets, ours("tickets", 1), "tags", "[\"here\"]".into());
    update(tables::User::TABLE, ours("users", FREE), "name", "here".into());
    // Others edit what goes.
    done(desk, |org| org.delete(tables::Escalation::TABLE, ours("escalations", UNCLAIMED)));
    done(desk, |org| {
        let given = vec![
            ("id", ours("tickets", 70).into()),
            // The hub has given it to another one by then.
            ("ticket_number", "TICKET-7".into()),
            ("customer_id", ours("users", CUSTOMER).into()),
            ("subject", "new".into()),
            ("description", "new".into()),
            ("category", "OTHER".into()),
        ];
        org.insert(tickets, given)
    });
    // Sums add up.
    done(desk, |org| {
        let budget = ours("budgets", PURSE).into();
        let record = ours("budget_usage_records", 70).into();
        let given = vec![("id", record), ("budget_id", budget), ("amount", Value::Int(700))];
        org.insert(tables::BudgetUsageRecord::TABLE, given)
    });
    // Refused, as the hub has another one for that user by then; and held back, as it changes that.
    let profile = ours("customer_profiles", 70);
    done(desk, |org| {
        let given = vec![("id", profile.into()), ("user_id", ours("users", FREE).into())];
        org.insert(profiles, given)
    });
    update(profiles, profile, "tier", "PRO".into());
}

/// What others have done at the hub before the exchange, among it to rows that the desk has changed: later or earlier
/// than the desk, however long it then takes to ask the hub what time it is.
pub fn before() -> String {
    let own = Side::Ours.organization();
    format!(
        "BEGIN;
         UPDATE tickets SET subject = 'there', tags = '[\"there\"]', updated_at = now() + interval '1 minute' WHERE id = '{ticket}';
         UPDATE users SET name = 'there', updated_at = now() - interval '1 day' WHERE id = '{free}';
         UPDATE escalations SET notes = 'there', updated_at = now() WHERE id = '{escalation}';
         INSERT INTO users (id, organization_id, email, name, role) VALUES ('{new}', '{own}', 'new@example.test', 'New', 'CUSTOMER');
         INSERT INTO budget_usage_records (id, budget_id, amount) VALUES ('{record}', '{purse}', 3.00);
         UPDATE budgets SET spent = spent + 3.00, remaining = remaining - 3.00, updated_at = now() WHERE id = '{purse}';
         DELETE FROM customer_profiles WHERE id = '{profile}';
         DELETE FROM representatives WHERE id = '{junior}';
         COMMIT;",
        ticket = ours("tickets", 1),
        free = ours("users", FREE),
        escalation = ours("escalations", UNCLAIMED),
        new = ours("users", 71),
        record = ours("budget_usage_records", 71),
        purse = ours("budgets", PURSE),
        profile = ours("customer_profiles", 1),
        junior = ours("representatives", Who::Junior.number()),
    )
}

/// What others do between the desk's first pull and its first push: take a number and the place of a row that the desk
/// brings, and edit what it has edited. What they have done is on the disk; no test stops them.
pub const BETWEEN: &str = "
    SET crash.stop TO '';
    SET synchronous_commit TO on;
    INSERT INTO public.customer_profiles (id, organization_id, user_id, joined_at, created_at, updated_at)
    SELECT '00000000-0000-4000-8000-000000000001', organization_id, id, '2026-01-01', '2026-01-01', '2026-01-01'
    FROM public.users WHERE email = 'Ours20@example.test';
    UPDATE public.tickets SET ticket_number = 'TICKET-7', updated_at = now() WHERE ticket_number = 'Ours 2';
    UPDATE public.tickets SET subject = 'between', updated_at = now() + interval '1 minute' WHERE ticket_number = 'Ours 1';";

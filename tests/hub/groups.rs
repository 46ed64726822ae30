//! What becomes of the groups that a device pushes.

use crate::{Device, Hub, block_on, entry, fresh, id, set, ticket};
use serde_json::{Value as Json, json};
use std::thread;

#[test]
fn a_group_is_applied_wholly_where_all_its_bases_hold_and_not_at_all_otherwise() {
    let hub = Hub::new();
    block_on(async {
        let mut device = hub.device("org-a", "one").await;
        hub.run("UPDATE tickets SET subject = 'theirs', sentiment = 0.5");
        let at = id("05", 'a');
        let stale = device
            .push(&[
                (
                    "g1",
                    vec![
                        set("users", &id("02", 'a'), "name", json!("secret-a"), json!("mine")),
                        set("tickets", &at, "subject", json!("secret-a"), json!("mine")),
                    ],
                ),
                // Another column of the same row is none of its business; and 0.5 is 0.50.
                ("g2", vec![set("tickets", &at, "sentiment", json!("0.50"), json!("0.75"))]),
                // An insert of a row that is there.
                ("g3", vec![ticket(&at, "TICKET-9")]),
            ])
            .await;
        assert_eq!(stale[0]["outcome"], "stale", "{stale:?}");
        assert_eq!(stale[0]["rows"][0]["columns"], json!(["subject"]));
        let row = &stale[0]["rows"][0]["row"];
        assert_eq!(
            (&row["subject"], &row["sentiment"], &row["tags"]),
            (&json!("theirs"), &json!("0.50"), &Json::Null)
        );
        assert!(row["updated_at"].is_i64());
        assert_eq!(stale[1]["outcome"], "applied");
        assert_eq!(stale[2]["outcome"], "stale");
        assert_eq!(
            hub.run(&format!("SELECT name FROM users WHERE id = '{}'", id("02", 'a'))),
            "secret-a"
        );
        // Merged against what the hub has, the group goes through under the same name.
        let done = device
            .push_one("g1", set("tickets", &at, "subject", json!("theirs"), json!("merged")))
            .await;
        assert_eq!(done["outcome"], "applied");
    });
}

#[test]
fn updated_at_never_goes_back() {
    let hub = Hub::new();
    block_on(async {
        let mut device = hub.device("org-a", "one").await;
        hub.run("UPDATE tickets SET updated_at = '2999-01-01'");
        device
            .push_one(
                "g1",
                set("tickets", &id("05", 'a'), "subject", json!("secret-a"), json!("1")),
            )
            .await;
        let at = hub.run(&format!("SELECT updated_at FROM tickets WHERE id = '{}'", id("05", 'a')));
        assert_eq!(at, "2999-01-01 00:00:00.000001");
        // A desk whose clock is ahead does not bring the future here.
        let new = fresh();
        let mut ahead = ticket(&new, "TICKET-8");
        ahead["columns"]["updated_at"]["new"] = json!(32_503_680_000_000_000i64);
        let done = device.push_one("g2", ahead).await;
        assert!(done["rows"][0]["columns"]["updated_at"].is_i64(), "{done}");
        assert_eq!(
            hub.run(&format!(
                "SELECT updated_at <= now() AT TIME ZONE 'UTC' FROM tickets WHERE id = '{new}'"
            )),
            "t"
        );
    });
}

#[test]
fn one_bad_group_stops_nobody_but_those_that_need_it() {
    let hub = Hub::new();
    block_on(async {
        let mut device = hub.device("org-a", "one").await;
        let (bad, good) = (fresh(), fresh());
        let mut long = ticket(&bad, "TICKET-1");
        long["columns"]["subject"]["new"] = json!("x".repeat(501));
        let message = |ticket: &str| {
            entry("insert", "ticket_work", &fresh(), json!({"ticket_id": {"new": ticket}}))
        };
        let done = device
            .push(&[
                ("g1", vec![ticket(&good, "TICKET-2")]),
                ("g2", vec![long]),
                ("g3", vec![set("tickets", &bad, "subject", json!("new"), json!("newer"))]),
                ("g4", vec![message(&bad)]),
                ("g5", vec![message(&good)]),
                ("g6", vec![set("tickets", &good, "status", json!("OPEN"), json!("SNOOZED"))]),
                ("g7", vec![set("tickets", &good, "colour", json!("a"), json!("b"))]),
                ("g8", vec![entry("delete", "organizations", &id("01", 'a'), json!({}))]),
                ("g9", vec![entry("update", "tickets", &good, json!({"subject": {"delta": 1}}))]),
            ])
            .await;
        let outcomes: Vec<_> = done
            .iter()
            .map(|r| format!("{} {} {}", r["group"], r["outcome"], r["sqlstate"]).replace('"', ""))
            .collect();
        assert_eq!(
            outcomes,
            [
                "g1 applied null",
                "g2 quarantined 22001",
                "g3 held null",
                "g4 held null",
                "g5 applied null",
                "g6 quarantined 22P02",
                "g7 quarantined 42703",
                "g8 quarantined 42501",
                "g9 quarantined 22023"
            ]
        );
        // In a later batch as well, until the group itself comes again, mended.
        let held = device.push_one("g10", message(&bad)).await;
        assert_eq!((&held["outcome"], &held["by"]), (&json!("held"), &json!("g2")));
        let done = device.push(&[("g2", vec![ticket(&bad, "TICKET-3")])]).await;
        assert_eq!(done[0]["outcome"], "applied");
        // What waited for it goes on in its order.
        let (batch, dseq, head) = device
            .batch(&[("g12", vec![set("tickets", &bad, "subject", json!("new"), json!("other"))])]);
        assert_eq!(device.send(&batch).await.expect("answered")["results"][0]["by"], "g3");
        (device.from, device.head) = (dseq, head);
        let done = device
            .push(&[("g3", vec![set("tickets", &bad, "subject", json!("new"), json!("newer"))])])
            .await;
        assert_eq!(done[0]["outcome"], "applied");
    });
}

#[test]
fn what_was_deleted_stays_so_until_it_is_restored() {
    let hub = Hub::new();
    block_on(async {
        let mut device = hub.device("org-a", "one").await;
        let pk = fresh();
        let removal = entry("delete", "tickets", &pk, json!({}));
        let mut restore = ticket(&pk, "TICKET-5");
        restore["kind"] = json!("restore");
        device.push_one("g1", ticket(&pk, "TICKET-5")).await;
        assert_eq!(device.push_one("g2", removal.clone()).await["outcome"], "applied");
        assert_eq!(device.value::<i64>("SELECT count(*) FROM desk_sync.tombstone").await, 1);
        let done = device
            .push(&[
                ("g3", vec![set("tickets", &pk, "subject", json!("new"), json!("newer"))]),
                ("g4", vec![ticket(&pk, "TICKET-5")]),
                ("g5", vec![removal]),
                ("g6", vec![restore.clone()]),
                ("g7", vec![restore]),
            ])
            .await;
        let outcomes: Vec<_> =
            done.iter().map(|r| r["outcome"].as_str().unwrap_or_default()).collect();
        assert_eq!(outcomes, ["gone", "gone", "applied", "applied", "stale"]);
        assert_eq!(device.value::<i64>("SELECT count(*) FROM desk_sync.tombstone").await, 0);
        // Deleted by who knows nothing of desks: the same.
        hub.run(&format!("DELETE FROM tickets WHERE id = '{pk}'"));
        assert_eq!(device.push_one("g8", ticket(&pk, "TICKET-5")).await["outcome"], "gone");
    });
}

#[test]
fn provisional_numbers_and_taken_slugs_get_others() {
    let hub = Hub::new();
    block_on(async {
        let mut device = hub.device("org-a", "one").await;
        hub.run(&format!("INSERT INTO tickets (organization_id, ticket_number, customer_id, subject, description, category)
            VALUES ('{}', 'TICKET-1040', '{}', 's', 'd', 'OTHER')", id("01", 'a'), id("02", 'a')));
        let numbers = device
            .push(&[
                ("g1", vec![ticket(&fresh(), "TICKET-1001")]),
                ("g2", vec![ticket(&fresh(), "TICKET-1002")]),
                ("g3", vec![ticket(&fresh(), "TICKET-1002")]),
            ])
            .await;
        let given: Vec<_> =
            numbers.iter().map(|r| &r["rows"][0]["columns"]["ticket_number"]).collect();
        assert_eq!(given, [&json!("TICKET-1041"), &Json::Null, &json!("TICKET-1042")]);
        let slug = device
            .push_one(
                "g4",
                set("organizations", &id("01", 'a'), "slug", json!("org-a"), json!("org-b")),
            )
            .await;
        assert_eq!(slug["rows"][0]["columns"]["slug"], "org-b-2", "{slug}");
    });
}

#[test]
fn an_organization_that_the_hub_lacks_is_founded_by_its_device() {
    let hub = Hub::new();
    block_on(async {
        let mut device = hub.device("org-c", "one").await;
        let hello: Json = device.value("SELECT desk_sync.hello()").await;
        assert_eq!((&hello["org"], &hello["slug"]), (&Json::Null, &json!("org-c")));
        let (home, user) = (fresh(), fresh());
        let found = |slug: &str| {
            entry(
                "insert",
                "organizations",
                &home,
                json!({"name": {"new": "C"}, "slug": {"new": slug}}),
            )
        };
        let person = entry(
            "insert",
            "users",
            &user,
            json!({"organization_id": {"new": home}, "email": {"new": "c@test"}, "name": {"new": "C"}}),
        );
        let early =
            device.push(&[("g1", vec![person.clone()]), ("g2", vec![found("org-d")])]).await;
        assert_eq!(
            (&early[0]["outcome"], &early[1]["outcome"]),
            (&json!("held"), &json!("quarantined"))
        );
        let done = device
            .push(&[
                ("g2", vec![found("org-c"), person]),
                ("g3", vec![set("users", &user, "name", json!("C"), json!("D"))]),
            ])
            .await;
        assert_eq!(
            (&done[0]["outcome"], &done[1]["outcome"]),
            (&json!("applied"), &json!("applied")),
            "{done:?}"
        );
        let hello: Json = device.value("SELECT desk_sync.hello()").await;
        assert_eq!(hello["org"]["id"], json!(home));
        // A second device of a slug that somebody else founds gets theirs.
        let waiting = hub.device("org-e", "two").await;
        hub.run("INSERT INTO organizations (name, slug) VALUES ('E', 'org-e')");
        assert_eq!(waiting.value::<String>("SELECT name FROM desk_sync.organizations").await, "E");
    });
}

#[test]
fn others_are_told_that_there_is_something_and_nothing_more() {
    let hub = Hub::new();
    block_on(async {
        let mut device = hub.device("org-a", "one").await;
        let hello: Json =
            device.value("SELECT desk_sync.hello('{\"cursor\": \"1:1:\", \"pending\": 3}')").await;
        let listen = format!("LISTEN {}", hello["channel"].as_str().expect("a channel"));
        let heard =
            |text: String| text.lines().filter(|line| line.contains("notification")).count();
        // psql prints what it heard after each statement.
        let url = device.url.clone();
        let mut program = hub.database.program("psql");
        let listener = thread::spawn(move || {
            let output = program
                .arg(url)
                .args(["-Xc", &listen, "-c", "SELECT pg_sleep(1)", "-c", "SELECT 1"])
                .output()
                .expect("psql");
            String::from_utf8_lossy(&output.stdout).into_owned()
        });
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        device
            .push_one(
                "g1",
                set("tickets", &id("05", 'a'), "subject", json!("secret-a"), json!("1")),
            )
            .await;
        device
            .push_one("g2", set("tickets", &id("05", 'a'), "subject", json!("stale"), json!("1")))
            .await;
        let text = listener.join().expect("listened");
        assert_eq!(heard(text.clone()), 1, "{text}");
        assert!(!text.contains("payload"), "{text}");
        let status = sync::hub::status(&hub.url()).await.expect("a status");
        assert_eq!(status["devices"][0]["pending"], 3);
        assert!(status["devices"][0]["lag"].as_i64() > Some(0), "{status}");
    });
}

/// Two devices at once on the same rows: every delta counts, and of two sets one is told.
#[test]
fn devices_that_push_at_once_take_turns() {
    let hub = Hub::new();
    let urls: Vec<_> =
        (0..4).map(|n| block_on(async { hub.device("org-a", &n.to_string()).await.url })).collect();
    let applied: usize = thread::scope(|scope| {
        let threads: Vec<_> = urls
            .iter()
            .map(|url| {
                scope.spawn(move || {
                    block_on(async {
                        let mut device = Device::at(url).await;
                        let mut applied = 0;
                        for n in 0..25 {
                            let spend = entry(
                                "update",
                                "budgets",
                                &id("08", 'a'),
                                json!({"spent": {"delta": "1"}}),
                            );
                            let step = set(
                                "tickets",
                                &id("05", 'a'),
                                "estimated_resolution_time",
                                if n == 0 { Json::Null } else { json!(n - 1) },
                                json!(n),
                            );
                            let done = device.push(&[("g", vec![step]), ("h", vec![spend])]).await;
                            applied += usize::from(done[0]["outcome"] == "applied");
                            assert_eq!(done[1]["outcome"], "applied");
                        }
                        applied
                    })
                })
            })
            .collect();
        threads.into_iter().map(|t| t.join().expect("pushed")).sum()
    });
    assert_eq!(
        hub.run(&format!("SELECT spent, remaining FROM budgets WHERE id = '{}'", id("08", 'a'))),
        "105.00|-5.00"
    );
    let reached: usize = hub
        .run(&format!(
            "SELECT estimated_resolution_time + 1 FROM tickets WHERE id = '{}'",
            id("05", 'a')
        ))
        .parse()
        .expect("a number");
    assert_eq!(applied, reached);
}

#[test]
fn an_organization_that_the_hub_deleted_takes_nothing_more() {
    let hub = Hub::new();
    block_on(async {
        let mut device = hub.device("org-a", "one").await;
        hub.run("DELETE FROM organizations WHERE slug = 'org-a'");
        let message = json!({"conversation_id": {"new": fresh()}, "body": {"new": "late"}});
        let done = device.push_one("g1", entry("insert", "messages", &fresh(), message)).await;
        assert_eq!(done["outcome"], "gone", "{done}");
        let hello: Json = device.value("SELECT desk_sync.hello()").await;
        assert_eq!(hello["org"]["deleted"], true);
        assert_eq!(hub.run("SELECT count(*) FROM desk_sync.messages WHERE body = 'late'"), "0");
    });
}

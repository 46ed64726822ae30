//! That a push arrives whole and once, whatever happens to the connection or to the file.

use crate::{Hub, block_on, entry, fresh, id, set, ticket};
use serde_json::json;
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    thread,
};
use sync::hub::chain;
use uuid::Uuid;

#[test]
fn what_is_pushed_arrives_and_is_known_again() {
    let hub = Hub::new();
    block_on(async {
        let mut device = hub.device("org-a", "one").await;
        let new = fresh();
        let done = device
            .push(&[(
                "g1",
                vec![
                    ticket(&new, "TICKET-7"),
                    set("tickets", &new, "subject", json!("new"), json!("newer")),
                ],
            )])
            .await;
        assert_eq!(done[0]["outcome"], "applied", "{done:?}");
        let row = hub.run(&format!("SELECT subject, sentiment, created_at, tags, organization_id FROM tickets WHERE id = '{new}'"));
        assert_eq!(row, format!("newer|0.50|0001-01-01 00:00:00.000001|[\"x\"]|{}", id("01", 'a')));
        let log = hub.run(&format!("SELECT op, dseq, edit_ts, device = '{}' FROM desk_sync.log WHERE pk = '{new}' ORDER BY seq", device.file));
        assert_eq!(log, "I|1|1767225600000000|t\nU|2|1767225600000000|t");
        // The trigger's note does not stay behind for whatever comes next.
        hub.run("UPDATE tickets SET subject = 'theirs'");
        let theirs = hub.run(&format!(
            "SELECT device IS NULL FROM desk_sync.log WHERE pk = '{new}' ORDER BY seq DESC LIMIT 1"
        ));
        assert_eq!(theirs, "t");
    });
}

#[test]
fn what_was_pushed_before_is_not_applied_again() {
    let hub = Hub::new();
    block_on(async {
        let mut device = hub.device("org-a", "one").await;
        let spend = entry("update", "budgets", &id("08", 'a'), json!({"spent": {"delta": "1.50"}}));
        let (first, ..) = device.batch(&[("g1", vec![spend.clone()])]);
        let done = device.push(&[("g1", vec![spend.clone()])]).await;
        assert_eq!(done[0]["rows"][0]["columns"]["remaining"], "93.50");
        for _ in 0..2 {
            let again = device.send(&first).await.expect("answered");
            assert_eq!(again["results"][0]["outcome"], "duplicate", "{again}");
            assert_eq!(again["results"][0]["first"], done[0]);
            assert_eq!(again["lastSeq"], 1);
        }
        // Sent again from the start, with something new behind it.
        (device.from, device.head) = (0, chain::START);
        let both = device.push(&[("g1", vec![spend.clone()]), ("g2", vec![spend])]).await;
        assert_eq!(
            (&both[0]["outcome"], &both[1]["outcome"]),
            (&json!("duplicate"), &json!("applied"))
        );
        assert_eq!(
            hub.run(&format!(
                "SELECT spent, remaining FROM budgets WHERE id = '{}'",
                id("08", 'a')
            )),
            "8.00|92.00"
        );
    });
}

/// The connection ends before the hub has the push and its COMMIT, or before its answer comes back.
#[test]
fn a_connection_lost_at_commit_neither_loses_nor_doubles() {
    let hub = Hub::new();
    block_on(async {
        let mut device = hub.device("org-a", "one").await;
        let mut unknown = [0, 0];
        for lost in 0..40u64 {
            let spend =
                entry("update", "budgets", &id("08", 'a'), json!({"spent": {"delta": "0.01"}}));
            let (batch, dseq, head) = device.batch(&[("g", vec![spend])]);
            let port = wire(hub.database.cluster().port(), lost);
            let through =
                device.url.replace(&hub.database.cluster().port().to_string(), &port.to_string());
            let client = sync::connect::connect(&through).await.expect("connected");
            let text = batch.replace('\'', "''");
            client
                .batch_execute(&format!("BEGIN; SELECT desk_sync.push('{text}'); /* cut */ COMMIT"))
                .await
                .ok();
            // Whatever became of it, sending it again makes it once.
            let answer = device.send(&batch).await.expect("pushed again");
            let arrived = answer["results"][0]["outcome"] == "duplicate";
            assert!(arrived || answer["results"][0]["outcome"] == "applied", "{answer}");
            assert_eq!(answer["lastSeq"], dseq);
            unknown[usize::from(arrived)] += 1;
            (device.from, device.head) = (dseq, head);
        }
        assert!(unknown.iter().all(|count| *count > 0), "lost and arrived: {unknown:?}");
        assert_eq!(
            hub.run(&format!("SELECT spent FROM budgets WHERE id = '{}'", id("08", 'a'))),
            "5.40"
        );
        assert_eq!(hub.run("SELECT count(*) FROM desk_sync.push_result"), "40");
    });
}

/// A proxy for one connection. Even cuts: the statement that says "cut" does not reach the server. Odd ones: it does, and its
/// answer does not come back.
fn wire(server: u16, cut: u64) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    thread::spawn(move || {
        let (mut near, _) = listener.accept()?;
        let mut far = TcpStream::connect(("127.0.0.1", server))?;
        let (mut back, mut home) = (far.try_clone()?, near.try_clone()?);
        thread::spawn(move || std::io::copy(&mut back, &mut home));
        let mut buffer = [0; 65536];
        loop {
            let read = near.read(&mut buffer)?;
            if read == 0 {
                return Ok(());
            }
            let last = buffer[..read].windows(9).any(|part| part == b"/* cut */");
            if last {
                near.shutdown(std::net::Shutdown::Both)?;
            }
            if last && cut.is_multiple_of(2) {
                return far.shutdown(std::net::Shutdown::Both);
            }
            far.write_all(&buffer[..read])?;
            if last {
                // The server finishes, with nobody to tell.
                thread::sleep(std::time::Duration::from_millis(50));
                return Ok::<_, std::io::Error>(());
            }
        }
    });
    port
}

#[test]
fn a_restored_and_a_cloned_file_are_noticed() {
    let hub = Hub::new();
    block_on(async {
        let mut device = hub.device("org-a", "one").await;
        let subject = |base: &str, new: &str| {
            set("tickets", &id("05", 'a'), "subject", json!(base), json!(new))
        };
        device.push(&[("g1", vec![subject("secret-a", "1")])]).await;
        let (from, head) = (device.from, device.head);
        device.push(&[("g2", vec![subject("1", "2")])]).await;
        let (later, last) = (device.from, device.head);
        let before = hub.run("SELECT count(*) FROM desk_sync.log");

        // Restored to what it was after the first, and gone on otherwise.
        (device.from, device.head) = (from, head);
        let (batch, ..) = device.batch(&[("g3", vec![subject("1", "3")])]);
        let forked = device.send(&batch).await.expect("answered");
        assert_eq!(forked["forked"]["reason"], "chain", "{forked}");
        assert_eq!(forked["forked"]["lastSeq"], later);
        // Another history altogether, at the right place.
        (device.from, device.head) = (later, [7; 32]);
        let (batch, ..) = device.batch(&[("g3", vec![subject("2", "3")])]);
        assert_eq!(device.send(&batch).await.expect("answered")["forked"]["reason"], "chain");
        // A hub that was restored knows less than the file.
        (device.from, device.head) = (later + 1, last);
        let (batch, ..) = device.batch(&[("g3", vec![subject("2", "3")])]);
        assert_eq!(device.send(&batch).await.expect("answered")["forked"]["reason"], "ahead");
        // A copy that made itself a new id, with the same address.
        (device.from, device.head) = (later, last);
        let old = std::mem::replace(&mut device.file, Uuid::new_v4());
        let (batch, ..) = device.batch(&[("g3", vec![subject("2", "3")])]);
        assert_eq!(device.send(&batch).await.expect("answered")["forked"]["reason"], "device");
        assert_eq!(hub.run("SELECT count(*) FROM desk_sync.log"), before, "nothing was applied");

        // It takes over, and the file before it is out for good.
        let begin = "SELECT desk_sync.begin_file($1)";
        device.client.execute(begin, &[&device.file]).await.expect("begun");
        (device.from, device.head) = (0, chain::START);
        let done = device.push_one("g3", subject("2", "3")).await;
        assert_eq!(done["outcome"], "applied");
        device.client.execute(begin, &[&old]).await.expect_err("used before");
        device.file = old;
        let (batch, ..) = device.batch(&[("g4", vec![subject("3", "4")])]);
        assert_eq!(device.send(&batch).await.expect("answered")["forked"]["reason"], "device");
    });
}

#[test]
fn a_batch_that_was_damaged_is_refused() {
    let hub = Hub::new();
    block_on(async {
        let device = hub.device("org-a", "one").await;
        let (batch, ..) = device.batch(&[(
            "g1",
            vec![set("tickets", &id("05", 'a'), "subject", json!("secret-a"), json!("good"))],
        )]);
        device.send(&batch.replace("good", "evil")).await.expect_err("damaged");
        device.send("{}").await.expect_err("no batch");
        assert_eq!(hub.run("SELECT count(*) FROM tickets WHERE subject IN ('good', 'evil')"), "0");
        assert_eq!(device.send(&batch).await.expect("pushed")["lastSeq"], 1);
    });
}

/// The text is hashed as it was sent: order of keys, spaces and escapes included.
#[test]
fn the_chain_is_over_the_text_as_it_was_sent() {
    let hub = Hub::new();
    block_on(async {
        let device = hub.device("org-a", "one").await;
        let text = format!(
            r#"{{ "group":"ä\u00e4\n", "dseq" : 4,"kind":"update", "at":1, "table": "tickets", "pk":"{}","columns":{{"subject":{{"new":1e2,"base":"secret-a"}} }}}}"#,
            id("05", 'a')
        );
        let head = chain::next(&chain::START, &text);
        let batch = format!(
            r#"{{"device":"{}","from":0,"head":"{}","chain":"{}","entries":[   {text}  ]}}"#,
            device.file,
            chain::hex(&chain::START),
            chain::hex(&head)
        );
        let answer = device.send(&batch).await.expect("pushed");
        assert_eq!((&answer["head"], &answer["lastSeq"]), (&json!(chain::hex(&head)), &json!(4)));
    });
}

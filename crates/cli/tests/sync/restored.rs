//! A hub that is in an earlier state than it was, by whatever means.

use crate::{Desk, Office, desks::settle, grounded};
use kit::postgres::Cluster;
use serde_json::{Value as Json, json};
use std::sync::Arc;

impl Desk {
    fn make(&self, subject: &str) {
        let some = self.good(&["call", "list_tickets", "--input", r#"{"limit": 1}"#]);
        let input = json!({
            "customerId": some["items"][0]["customerId"], "subject": subject, "description": "-", "category": "OTHER",
        });
        self.good(&["call", "create_ticket", "--input", &input.to_string()]);
    }

    /// The subjects that somebody has to decide about.
    fn kept(&self) -> Vec<Json> {
        let listed = self.good(&["sync", "conflicts"]);
        let all = listed["conflicts"].as_array().expect("conflicts");
        all.iter().filter(|c| c["column"] == "subject").map(|c| c["mine"].clone()).collect()
    }
}

impl Office {
    /// Somebody who knows nothing of desks gives a ticket of the demo another subject.
    fn retitle(&self, subject: &str) {
        // On the disk, whatever happens next.
        self.database.run(&format!(
            "UPDATE tickets SET subject = '{subject}', updated_at = now() WHERE ticket_number = (SELECT min(ticket_number) FROM tickets); CHECKPOINT"
        ));
    }

    /// Transactions get the numbers of those that were lost, and more.
    fn use_up(&self) {
        for n in 0..40 {
            self.database.run(&format!(
                "UPDATE users SET name = name || '{n}' WHERE false; SELECT txid_current()"
            ));
        }
    }

    /// How many tickets have that subject.
    fn has(&self, subject: &str) -> String {
        let ask = format!("SELECT count(*) FROM tickets WHERE subject = '{subject}'");
        self.database.run(&ask).trim().to_owned()
    }
}

/// What happens before and after something is put back.
fn goes_back(office: &Office, back: impl FnOnce(&Office)) {
    let (a, b) = (office.demo("a.db", "20"), office.desk("b.db"));
    a.connect(&office.device("a"));
    b.connect(&office.device("b"));
    settle(office, [&a, &b]);
    back(office);
    office.retitle("of the server, afterwards");
    a.make("by a, afterwards");
    settle(office, [&a, &b]);
    for subject in
        ["by a, before", "by b, not told yet", "by a, afterwards", "of the server, afterwards"]
    {
        assert_eq!(office.has(subject), "1", "{subject}");
    }
    // What others did is in nobody's hands but those who had seen it.
    assert_eq!(office.has("of the server, lost"), "0");
    for desk in [&a, &b] {
        assert_eq!(desk.kept(), [json!("of the server, lost")]);
    }
}

/// What the backup does not have.
fn since(office: &Office) {
    let (a, b) = (office.desk("a.db"), office.desk("b.db"));
    a.make("by a, before");
    // The first thing that it ever tells.
    b.make("by b, before");
    office.retitle("of the server, lost");
    settle(office, [&a, &b]);
    b.make("by b, not told yet");
}

#[test]
fn a_hub_whose_files_were_put_back_is_told_what_it_lost() {
    let cluster = Arc::new(Cluster::start());
    let office = Office::within(&cluster);
    goes_back(&office, |office| {
        office.database.run("CHECKPOINT");
        cluster.stop();
        let kept = cluster.keep_files();
        cluster.start_again();
        since(office);
        cluster.stop();
        cluster.put_back(&kept);
        cluster.start_again();
        office.use_up();
    });
}

/// Two copies of a file count as one to the hub, as long as they only read.
#[test]
fn a_hub_whose_files_were_put_back_is_noticed_after_a_copy_was_there() {
    let cluster = Arc::new(Cluster::start());
    let office = Office::within(&cluster);
    let (a, b, copy) = (office.demo("a.db", "20"), office.desk("b.db"), office.desk("copy.db"));
    a.connect(&office.device("a"));
    b.connect(&office.device("b"));
    settle(&office, [&a, &b]);
    std::fs::copy(&b.path, &copy.path).expect("a copy");
    office.database.run("CHECKPOINT");
    cluster.stop();
    let kept = cluster.keep_files();
    cluster.start_again();
    office.retitle("of the server, lost");
    b.once();
    cluster.stop();
    cluster.put_back(&kept);
    cluster.start_again();
    office.use_up();
    for again in 0..3 {
        office.retitle(&format!("of the server, {again} times afterwards"));
        copy.once();
    }
    assert_eq!(b.once()["restored"], true);
    settle(&office, [&a, &b]);
    assert_eq!(b.kept(), [json!("of the server, lost")]);
}

#[test]
fn a_hub_that_was_restored_from_a_dump_is_told_what_it_lost() {
    let office = Office::new();
    goes_back(&office, |office| {
        let file = office.folder.path().join("dump");
        let url = office.database.url();
        let done = |command: &mut std::process::Command| {
            let done = command.output().expect("it runs");
            assert!(done.status.success(), "{}", crate::text(&done.stderr));
        };
        done(office.database.program("pg_dump").args(["-Fc", "-d", &url, "-f"]).arg(&file));
        since(office);
        office
            .database
            .run("DROP SCHEMA desk_sync CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        done(
            office
                .database
                .program("pg_restore")
                .args(["--clean", "--if-exists", "-d", &url])
                .arg(&file),
        );
        // As in another cluster.
        office.database.run("UPDATE desk_sync.meta SET cluster = 0");
        grounded(&["hub", "install", &url]);
    });
}

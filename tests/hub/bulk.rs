//! Many groups at once come to the same as one after the other.

use crate::{
    Hub, entry, fresh, id,
    remote::{START, batch, remote},
    writers::Random,
};
use model::tables;
use serde_json::{Value as Json, json};
use sync::{
    engine::sides::{Hub as _, Mark, Reply},
    remote::Remote,
};
use uuid::Uuid;

/// A hub and the one device that pushes to it.
struct Side {
    hub: Hub,
    remote: Remote,
}

impl Side {
    fn new(bulk: bool) -> Self {
        let hub = Hub::new();
        if !bulk {
            hub.run("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET desk_sync.bulk = off', current_database()); END $$");
        }
        let remote = remote(&hub.device_url("org-a", "one"));
        Self { hub, remote }
    }

    /// Everything that pushes leave behind, without the times at which they came.
    fn left(&self) -> Json {
        let mut left = json!({});
        let mut add = |name: &str, query: &str| {
            let sql = format!(
                "SELECT coalesce(jsonb_agg(to_jsonb(x) ORDER BY to_jsonb(x)::text), '[]') FROM ({query}) x"
            );
            left[name] = timeless(self.hub.database.json(&sql));
        };
        for table in tables::ALL {
            add(table.name, &format!("SELECT * FROM public.{}", table.name));
        }
        for table in tables::OWN {
            add(table.name, &format!("SELECT * FROM desk_sync.{}", table.name));
        }
        add(
            "log",
            "SELECT org, tbl, pk, op, cols, edit_ts, device, dseq, row_number() OVER (PARTITION BY tbl, pk ORDER BY seq) FROM desk_sync.log",
        );
        add(
            "push_result",
            "SELECT dseq, \"group\", head, outcome, result FROM desk_sync.push_result",
        );
        add("tombstone", "SELECT tbl, pk, org, device, dseq FROM desk_sync.tombstone");
        add("hold", "SELECT \"group\", pk, place FROM desk_sync.hold");
        add("device", "SELECT file, last_seq, head FROM desk_sync.device");
        left
    }
}

/// Whether there is a time, for what the moment of the push decides.
fn timeless(json: Json) -> Json {
    match json {
        Json::Object(members) => members
            .into_iter()
            .map(|(key, value)| match key.as_str() {
                "created_at" | "updated_at" | "joined_at" => (key, json!(value.is_null())),
                _ => (key, timeless(value)),
            })
            .collect(),
        Json::Array(items) => items.into_iter().map(timeless).collect(),
        other => other,
    }
}

/// Operations of a desk, of which some cannot be carried out.
struct Operations {
    random: Random,
    tickets: Vec<String>,
    users: Vec<String>,
    /// Users that were named before they were made.
    early: Vec<String>,
    gone: Vec<String>,
    /// Whether nothing is asked for that is unusual.
    calm: bool,
}

impl Operations {
    fn one_of(&mut self, of: &[&str]) -> String {
        of[self.random.below(of.len() as u64) as usize].to_owned()
    }

    fn some(&mut self, of: fn(&Self) -> &Vec<String>) -> String {
        let place = self.random.below(of(self).len() as u64) as usize;
        of(self)[place].clone()
    }

    fn ticket(&mut self) -> Json {
        // Now and then one that is there.
        let pk = match self.random.below(12) {
            0 => self.some(|o| &o.tickets),
            1 | 2 => self.gone.last().cloned().unwrap_or_else(fresh),
            _ => fresh(),
        };
        let user = self.some(|o| &o.users);
        let mut made = entry(
            "insert",
            "tickets",
            &pk,
            json!({
                "id": {"new": pk}, "organization_id": {"new": id("01", 'a')},
                "ticket_number": {"new": format!("T-{}", self.random.below(400))},
                "customer_id": {"new": user}, "subject": {"new": self.one_of(&["a", "b"])},
                "description": {"new": "d"}, "category": {"new": "OTHER"}, "sentiment": {"new": "0.50"},
            }),
        );
        if self.random.below(2) == 0 {
            made["columns"]["tags"] = json!({"new": ["x"]});
            let at = [1, i64::from(i32::MAX) * 3_000_000][self.random.below(2) as usize];
            made["columns"]["updated_at"] = json!({"new": at});
        }
        made["provisional"] = (self.random.below(8) != 0).into();
        self.tickets.push(pk);
        made
    }

    fn entry(&mut self) -> Json {
        let ticket = self.some(|o| &o.tickets);
        let user = self.some(|o| &o.users);
        let (base, new) = (self.one_of(&["a", "b"]), self.one_of(&["a", "b", "c"]));
        let what = if self.calm { 30 + self.random.below(29) } else { self.random.below(72) };
        match what {
            0..=8 => self.ticket(),
            9..=15 => entry(
                "update",
                "tickets",
                &ticket,
                json!({
                "subject": {"base": base, "new": new}, "updated_at": {"base": 1, "new": 2}}),
            ),
            16 => entry(
                "update",
                "tickets",
                &ticket,
                json!({
                "status": {"base": "OPEN", "new": "IN_PROGRESS"}, "sentiment": {"base": "0.5", "new": "0.50"}}),
            ),
            17 => entry(
                "update",
                "tickets",
                &ticket,
                json!({"customer_id": {"new": user}, "tags": {"base": ["x"], "new": null}}),
            ),
            18..=20 | 62..=64 => {
                let pk = self.early.pop().unwrap_or_else(fresh);
                self.users.push(pk.clone());
                entry(
                    "insert",
                    "users",
                    &pk,
                    json!({"email": {"new": format!("{pk}@t")}, "name": {"new": new}}),
                )
            }
            21 => entry("update", "users", &user, json!({"name": {"base": base, "new": new}})),
            22 | 61 => {
                let pk = fresh();
                // At times its author comes after it.
                let user = if self.random.below(2) == 0 { fresh() } else { user };
                self.early.push(user.clone());
                entry(
                    "insert",
                    "messages",
                    &pk,
                    json!({"conversation_id": {"new": pk}, "author_id": {"new": user}, "body": {"new": "b"}}),
                )
            }
            // One a ticket.
            23 => entry("insert", "ticket_work", &fresh(), json!({"ticket_id": {"new": ticket}})),
            24 => entry("update", "tickets", &ticket, json!({"subject": {"new": "x".repeat(501)}})),
            25 => entry("update", "tickets", &ticket, json!({"priority": {"new": "SOMEDAY"}})),
            26 | 59 | 60 => {
                self.gone.push(ticket.clone());
                entry("delete", "tickets", &ticket, json!({}))
            }
            27 => entry("update", "budgets", &id("08", 'a'), json!({"spent": {"delta": "0.5"}})),
            28 => entry(
                "update",
                "representatives",
                &id("03", 'a'),
                json!({"active_chats": {"delta": 1}}),
            ),
            29 => {
                let mut back = self.ticket();
                back["kind"] = json!("restore");
                back["pk"] = json!(ticket);
                back["columns"]["id"] = json!({"new": ticket});
                back
            }
            // Most ask for nothing unusual, unless somebody has deleted the ticket or it waits.
            30..=54 => entry(
                "update",
                "tickets",
                &ticket,
                json!({"description": {"new": new}, "updated_at": {"new": 2}}),
            ),
            _ => self.ticket(),
        }
    }
}

#[test]
fn many_at_once_come_to_the_same_as_one_by_one() {
    for seed in 1..=2 {
        let (mut bulk, mut single) = (Side::new(true), Side::new(false));
        let mut does = Operations {
            random: Random(seed),
            tickets: vec![id("05", 'a'), id("05", 'b'), fresh()],
            users: vec![
                id("02", 'a'),
                id("21", 'a').replacen("21", "02", 1),
                id("02", 'b'),
                fresh(),
            ],
            early: Vec::new(),
            gone: Vec::new(),
            calm: false,
        };
        let file = Uuid::new_v4();
        let (mut from, mut labels, mut applied): (Mark, Vec<String>, usize) =
            (START, Vec::new(), 0);
        for round in 0..12 {
            let mut groups = Vec::new();
            does.calm = round % 3 == 2;
            for n in 0..=does.random.below(60) {
                let label = format!("{round}-{n}");
                for _ in 0..=does.random.below(8) / 6 {
                    groups.push((label.clone(), does.entry()));
                }
                labels.push(label);
            }
            let groups: Vec<_> =
                groups.iter().map(|(label, e)| (label.as_str(), e.clone())).collect();
            let mut told = batch(file, from, &groups);
            if does.random.below(3) == 0 {
                told.release.clone_from(&labels);
            }
            let answers =
                [&mut bulk, &mut single].map(|side| side.remote.push(&told).expect("pushed"));
            assert_eq!(answers[0], answers[1], "seed {seed}, round {round}");
            let Reply::Done(done) = &answers[0] else { panic!("forked") };
            applied +=
                done.iter().filter(|(_, o)| *o == sync::engine::sides::Outcome::Applied).count();
            let (one, other) = (bulk.left(), single.left());
            for (name, rows) in one.as_object().expect("tables") {
                assert_eq!(rows, &other[name], "{name}, seed {seed}, round {round}");
            }
            from = told.mark;
        }
        assert!(applied > 40, "{applied}");
    }
}

//! The hub against a real Postgres: what installing does to a database, what the log captures,
//! what a device may see, and what a push does.
#![cfg(unix)]

mod bulk;
mod capture;
mod groups;
mod install;
mod isolation;
mod pull;
mod push;
mod relay;
mod remote;
mod turns;
mod writers;

use kit::{
    postgres::{Cluster, Database},
    schema::existing_system,
};
use serde_json::{Value as Json, json};
use std::sync::Arc;
use sync::hub::{self, chain};
use tokio::runtime::Builder;
use tokio_postgres::Client;
use uuid::Uuid;

/// A hub with two organizations, `org-a` and `org-b`, made by the existing system.
struct Hub {
    database: Database,
}

impl Hub {
    fn new() -> Self {
        Self::on(&Cluster::shared())
    }

    /// Before the hub is installed.
    fn bare() -> Self {
        Self::bare_on(&Cluster::shared())
    }

    /// In that cluster.
    fn on(cluster: &Arc<Cluster>) -> Self {
        let hub = Self::bare_on(cluster);
        block_on(hub::install(&hub.url())).expect("installed");
        hub.run(&seed(include_str!("own.sql")));
        hub
    }

    fn bare_on(cluster: &Arc<Cluster>) -> Self {
        let database = cluster.database();
        database.run(&existing_system());
        database.run(&seed(include_str!("seed.sql")));
        Self { database }
    }

    fn url(&self) -> String {
        self.database.url()
    }

    fn run(&self, sql: &str) -> String {
        self.database.run(sql).trim().to_owned()
    }

    /// A new device of that organization.
    async fn device(&self, slug: &str, name: &str) -> Device {
        let added = hub::add_device(&self.url(), slug, name).await.expect("a device");
        Device::at(added["url"].as_str().expect("an address")).await
    }
}

impl Drop for Hub {
    /// Roles would outlive the database.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = block_on(hub::remove(&self.url()));
        }
    }
}

/// A device with its place in the chain.
struct Device {
    url: String,
    client: Client,
    file: Uuid,
    from: i64,
    head: chain::Head,
}

impl Device {
    async fn at(url: &str) -> Self {
        let client = sync::connect::connect(url).await.expect("connected");
        let file = Uuid::new_v4();
        Self { url: url.to_owned(), client, file, from: 0, head: chain::START }
    }

    /// A batch of groups, each a list of entries without dseq, group and at.
    fn batch(&self, groups: &[(&str, Vec<Json>)]) -> (String, i64, chain::Head) {
        let (mut dseq, mut head, mut texts) = (self.from, self.head, Vec::new());
        for (group, entries) in groups {
            for entry in entries {
                dseq += 1;
                let mut entry = entry.clone();
                entry["dseq"] = json!(dseq);
                entry["group"] = json!(group);
                entry["at"] = json!(1_767_225_600_000_000i64);
                let text = entry.to_string();
                head = chain::next(&head, &text);
                texts.push(text);
            }
        }
        let batch = format!(
            r#"{{"device": "{}", "from": {}, "head": "{}", "chain": "{}", "entries": [{}]}}"#,
            self.file,
            self.from,
            chain::hex(&self.head),
            chain::hex(&head),
            texts.join(" ,\n ")
        );
        (batch, dseq, head)
    }

    /// Pushes and gives the outcomes, the device going on in its chain.
    async fn push(&mut self, groups: &[(&str, Vec<Json>)]) -> Vec<Json> {
        let (batch, dseq, head) = self.batch(groups);
        let answer = self.send(&batch).await.expect("pushed");
        assert_eq!(answer["lastSeq"], dseq, "{answer}");
        assert_eq!(answer["head"], chain::hex(&head));
        (self.from, self.head) = (dseq, head);
        answer["results"].as_array().expect("results").clone()
    }

    /// Pushes one group of one entry.
    async fn push_one(&mut self, group: &str, entry: Json) -> Json {
        self.push(&[(group, vec![entry])]).await.remove(0)
    }

    async fn send(&self, batch: &str) -> Result<Json, tokio_postgres::Error> {
        let row = self.client.query_one("SELECT desk_sync.push($1::text::json)", &[&batch]).await?;
        Ok(row.get(0))
    }

    async fn value<T: for<'a> tokio_postgres::types::FromSql<'a>>(&self, sql: &str) -> T {
        self.client.query_one(sql, &[]).await.expect(sql).get(0)
    }
}

/// An entry of a group.
fn entry(kind: &str, table: &str, pk: &str, columns: Json) -> Json {
    json!({"kind": kind, "table": table, "pk": pk, "columns": columns})
}

/// A ticket of organization a as a device makes it.
fn ticket(pk: &str, number: &str) -> Json {
    let mut entry = entry(
        "insert",
        "tickets",
        pk,
        json!({
            "ticket_number": {"new": number}, "customer_id": {"new": id("02", 'a')}, "subject": {"new": "new"},
            "description": {"new": "new"}, "category": {"new": "OTHER"}, "tags": {"new": ["x"]},
            "sentiment": {"new": "0.50"}, "created_at": {"new": -62_135_596_799_999_999i64}, "updated_at": {"new": 1},
        }),
    );
    entry["provisional"] = json!(true);
    entry
}

/// An update of one column.
fn set(table: &str, pk: &str, column: &str, base: Json, new: Json) -> Json {
    let mut columns = json!({});
    columns[column] = json!({"base": base, "new": new});
    entry("update", table, pk, columns)
}

/// An id that no row has.
fn fresh() -> String {
    Uuid::new_v4().to_string()
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}

/// The rows of both organizations.
fn seed(sql: &str) -> String {
    ["a", "b"]
        .map(|x| {
            sql.replace("00X", &format!("00{x}"))
                .replace("secret-X", &format!("secret-{x}"))
                .replace("org-X", &format!("org-{x}"))
        })
        .concat()
}

/// The id of the seeded row of a kind: `id(5, 'a')` is organization a's ticket.
fn id(kind: &str, organization: char) -> String {
    format!("{kind}000000-0000-4000-8000-00000000000{organization}")
}

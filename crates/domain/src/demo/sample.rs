//! The sample organization, exactly as `sample.json` has it, dated relative to now.

use super::{
    calendar,
    chance::Chance,
    texts,
    timeline::{Event, Timeline, Write},
};
use chrono::TimeDelta;
use model::{
    Error, Id, Instant, Record, Result, Table, Value,
    tables::{
        AgentConfiguration, Budget, CustomerProfile, DecisionRule, Escalation, Organization,
        PerformanceMetric, Refund, Representative, TeamPerformance, Ticket, User,
    },
};
use serde_json::Value as Json;
use std::collections::HashMap;
use store::Changes;
use uuid::Uuid;

const SAMPLE: &str = include_str!("sample.json");

/// The ids that what follows needs.
pub(super) struct Sample {
    pub organization: Id<Organization>,
    pub admin: Id<User>,
    /// Representatives, each with its user.
    pub representatives: Vec<(Uuid, Uuid)>,
}

/// What is known while the sample is put on the timeline.
struct Stage<'a> {
    now: Instant,
    founded: Instant,
    admin: Uuid,
    chance: &'a mut Chance,
    timeline: &'a mut Timeline,
    users: HashMap<String, Uuid>,
    representatives: HashMap<String, Uuid>,
    /// Each customer's conversation.
    conversations: HashMap<Uuid, Uuid>,
}

/// Puts the sample organization on the timeline, founded at `founded`.
pub(super) fn plan(
    timeline: &mut Timeline,
    chance: &mut Chance,
    founded: Instant,
    now: Instant,
) -> Result<Sample> {
    let sample: Json = serde_json::from_str(SAMPLE)
        .map_err(|e| Error::internal(format!("The sample cannot be read: {e}.")))?;
    let organization = chance.id(founded);
    let mut stage = Stage {
        now,
        founded,
        admin: chance.id(founded),
        chance,
        timeline,
        users: HashMap::new(),
        representatives: HashMap::new(),
        conversations: HashMap::new(),
    };
    stage.organization(organization, &sample)?;
    stage.people(&sample)?;
    stage.tickets(&sample)?;
    stage.escalations(&sample)?;
    stage.refunds(&sample)?;
    stage.settings(&sample)?;
    stage.figures(&sample)?;
    let team = rows(&sample, "representatives").map(|row| text(row, "user"));
    let pair = |name: &str| Some((*stage.representatives.get(name)?, *stage.users.get(name)?));
    Ok(Sample {
        organization: organization.into(),
        admin: stage.admin.into(),
        representatives: team.filter_map(pair).collect(),
    })
}

impl Stage<'_> {
    fn organization(&mut self, id: Uuid, sample: &Json) -> Result<()> {
        let mut writes = Vec::new();
        let mut row = read(Organization::TABLE, &sample["organization"])?;
        row.push(("id", id.into()));
        writes.push(Write::Insert(Organization::TABLE, row));
        for user in rows(sample, "users") {
            let mut row = read(User::TABLE, user)?;
            if text(user, "role") == "CUSTOMER" {
                continue;
            }
            let id = match text(user, "role") {
                "ADMIN" => self.admin,
                _ => self.chance.id(self.founded),
            };
            self.users.insert(text(user, "name").into(), id);
            row.push(("id", id.into()));
            writes.push(Write::Insert(User::TABLE, row));
        }
        self.add(self.founded, self.admin, "create_organization", writes);
        Ok(())
    }

    /// Who works here, and the customers as they joined.
    fn people(&mut self, sample: &Json) -> Result<()> {
        for (i, json) in rows(sample, "representatives").enumerate() {
            let at = self.founded.plus(TimeDelta::minutes(10 + 5 * count(i)));
            let user = self.user(json, "user");
            let mut row = read(Representative::TABLE, json)?;
            // Whether one is there, and with how many, is this day's.
            let today = part(&mut row, &["status", "active_chats", "rating"]);
            row.push(("user_id", user.into()));
            let id =
                self.insert(at, self.admin, "create_representative", Representative::TABLE, row);
            self.representatives.insert(text(json, "user").into(), id);
            let seen = self.ago(TimeDelta::minutes(4 + 17 * count(i)));
            let mut changes = vec![("last_active_at", seen.0.into())];
            changes.extend(today);
            self.update(seen, user, "update_representative", Representative::TABLE, id, changes);
        }
        let joined = [580, 310, 45];
        let customers = rows(sample, "users").filter(|user| text(user, "role") == "CUSTOMER");
        for (user, days) in customers.zip(joined) {
            let at = self.ago(TimeDelta::days(days));
            let row = read(User::TABLE, user)?;
            let id = self.insert(at, self.admin, "create_user", User::TABLE, row);
            let name = text(user, "name");
            self.users.insert(name.into(), id);
            for profile in rows(sample, "customerProfiles").filter(|p| text(p, "user") == name) {
                let mut row = read(CustomerProfile::TABLE, profile)?;
                row.extend([
                    ("user_id", id.into()),
                    ("joined_at", at.0.into()),
                    ("context", sample["profileContext"].to_string().into()),
                    ("last_billing_date", calendar::month(self.now, 0).0.into()),
                    ("next_billing_date", calendar::month(self.now, 1).0.into()),
                ]);
                let table = CustomerProfile::TABLE;
                self.insert(at, self.admin, "create_customer_profile", table, row);
            }
        }
        Ok(())
    }

    fn tickets(&mut self, sample: &Json) -> Result<()> {
        for (json, hours) in rows(sample, "tickets").zip([9, 7, 4]) {
            let at = self.ago(TimeDelta::hours(hours));
            let number = text(json, "ticketNumber");
            let (customer, assignee) =
                (self.user(json, "customer"), self.representative(json, "assignee"));
            let actor = assignee.map_or(self.admin, |_| self.user(json, "assignee"));
            let conversation = self.chance.id(at);
            self.conversations.insert(customer, conversation);
            let mut row = read(Ticket::TABLE, json)?;
            let status = part(&mut row, &["status"]);
            let solved = part(&mut row, &["actual_resolution_time"]);
            let score = part(&mut row, &["customer_satisfaction_score"]);
            row.extend([
                ("customer_id", customer.into()),
                ("conversation_id", conversation.into()),
                ("description", texts::ticket(number).into()),
                ("tags", texts::tags(number).into()),
            ]);
            let id = self.insert(at, customer, "create_ticket", Ticket::TABLE, row);
            let change = |stage: &mut Self, after: i64, actor: Uuid, changes: Changes| {
                let at = at.plus(TimeDelta::seconds(after));
                stage.update(at, actor, "update_ticket", Ticket::TABLE, id, changes);
            };
            if let Some(assignee) = assignee {
                change(self, 95, actor, vec![("assigned_to", assignee.into())]);
            }
            let solved_in = solved.first().and_then(|(_, v)| int(v));
            let after = solved_in.unwrap_or(130);
            let mut changes = status;
            if !solved.is_empty() {
                changes.push(("resolved_at", at.plus(TimeDelta::seconds(after)).0.into()));
                changes.extend(solved);
            }
            change(self, after, actor, changes);
            if solved_in.is_none() {
                let at = at.plus(TimeDelta::seconds(after));
                self.add(at, actor, "update_ticket", vec![Write::Due(id)]);
            }
            if let Some(notes) = texts::notes(number) {
                change(self, after + 900, actor, vec![("internal_notes", notes.into())]);
            }
            if !score.is_empty() {
                change(self, after + 1_200, customer, score);
            }
        }
        Ok(())
    }

    fn escalations(&mut self, sample: &Json) -> Result<()> {
        for json in rows(sample, "escalations") {
            let mut row = read(Escalation::TABLE, json)?;
            let wait = row.iter().find(|(name, _)| *name == "wait_time").and_then(|(_, v)| int(v));
            let wait = TimeDelta::seconds(wait.unwrap_or_default());
            let assignee = self.representative(json, "assignee");
            // One that still waits has waited so long by now.
            let at = self.ago(if assignee.is_some() { TimeDelta::hours(2) } else { wait });
            let (issue, summary) = texts::escalation(text(json, "reason"));
            let customer = self.user(json, "customer");
            let conversation = self.conversations.get(&customer).copied();
            let conversation = conversation.unwrap_or_else(|| self.chance.id(at));
            row.extend([
                ("customer_id", customer.into()),
                ("conversation_id", conversation.into()),
                ("issue_description", issue.into()),
                ("ai_summary", summary.into()),
            ]);
            let Some(assignee) = assignee else {
                self.insert(at, customer, "create_escalation", Escalation::TABLE, row);
                continue;
            };
            let mut later = part(&mut row, &["status", "wait_time"]);
            let id = self.insert(at, customer, "create_escalation", Escalation::TABLE, row);
            let at = at.plus(wait);
            later.extend([("assigned_to", assignee.into()), ("assigned_at", at.0.into())]);
            let actor = self.user(json, "assignee");
            self.update(at, actor, "update_escalation", Escalation::TABLE, id, later);
        }
        Ok(())
    }

    fn refunds(&mut self, sample: &Json) -> Result<()> {
        for (json, days) in rows(sample, "refunds").zip([3, 1, 6]) {
            let at = self.ago(TimeDelta::days(days));
            let mut row = read(Refund::TABLE, json)?;
            let status = part(&mut row, &["status"]);
            let customer = self.user(json, "customer");
            row.push(("customer_id", customer.into()));
            row.push(("notes", texts::refund(text(json, "orderId")).into()));
            let id = self.insert(at, customer, "create_refund", Refund::TABLE, row);
            let Some(approver) = self.representative(json, "approver") else { continue };
            let actor = self.user(json, "approver");
            let decided = at.plus(TimeDelta::hours(20));
            let approval: Changes = vec![
                ("status", "APPROVED".into()),
                ("approved_by", approver.into()),
                ("processed_at", decided.0.into()),
            ];
            self.update(decided, actor, "update_refund", Refund::TABLE, id, approval);
            let at = decided.plus(TimeDelta::hours(3));
            self.update(at, actor, "update_refund", Refund::TABLE, id, status);
        }
        Ok(())
    }

    /// Budget, agents and rules.
    fn settings(&mut self, sample: &Json) -> Result<()> {
        for json in rows(sample, "budgets") {
            let (from, to) = (calendar::month(self.now, 0), calendar::month(self.now, 1));
            let mut row = read(Budget::TABLE, json)?;
            row.extend([("period_start", from.0.into()), ("period_end", to.0.into())]);
            self.insert(from, self.admin, "create_budget", Budget::TABLE, row);
        }
        let month_ago = self.ago(TimeDelta::days(30));
        for (i, json) in rows(sample, "agents").enumerate() {
            let mut row = read(AgentConfiguration::TABLE, json)?;
            let done = part(&mut row, &["assertions", "accuracy", "avg_latency"]);
            row.push(("description", texts::agent(text(json, "type")).into()));
            let at = month_ago.plus(TimeDelta::minutes(count(i)));
            let id = self.insert(at, self.admin, "create_agent", AgentConfiguration::TABLE, row);
            let ran = self.ago(TimeDelta::minutes(30 - 5 * count(i)));
            let mut changes = vec![("last_run_at", ran.0.into())];
            changes.extend(done);
            self.update(ran, self.admin, "run_agents", AgentConfiguration::TABLE, id, changes);
        }
        for (i, json) in rows(sample, "decisionRules").enumerate() {
            let mut row = read(DecisionRule::TABLE, json)?;
            row.push(("description", texts::rule(text(json, "action")).into()));
            let at = month_ago.plus(TimeDelta::minutes(30 + count(i)));
            self.insert(at, self.admin, "create_decision_rule", DecisionRule::TABLE, row);
        }
        Ok(())
    }

    fn figures(&mut self, sample: &Json) -> Result<()> {
        let yesterday = (calendar::day(self.now, -1), calendar::day(self.now, 0));
        let week = (calendar::week(self.now, -1), calendar::week(self.now, 0));
        for (name, table, (from, to)) in [
            ("performanceMetrics", PerformanceMetric::TABLE, yesterday),
            ("teamPerformance", TeamPerformance::TABLE, week),
        ] {
            for json in rows(sample, name) {
                let mut row = read(table, json)?;
                row.extend([("period_start", from.0.into()), ("period_end", to.0.into())]);
                if let Some(representative) = self.representative(json, "representative") {
                    row.push(("representative_id", representative.into()));
                }
                self.insert(to, self.admin, "refresh_metrics", table, row);
            }
        }
        Ok(())
    }

    fn ago(&self, time: TimeDelta) -> Instant {
        self.now.plus(-time)
    }

    /// Nothing of the demo lies in the future.
    fn add(&mut self, at: Instant, actor: Uuid, operation: &'static str, writes: Vec<Write>) {
        self.timeline.add(Event { at: at.min(self.now), actor, operation, writes });
    }

    fn insert(
        &mut self,
        at: Instant,
        actor: Uuid,
        operation: &'static str,
        table: &'static Table,
        mut row: Changes,
    ) -> Uuid {
        let id = self.chance.id(at);
        row.push(("id", id.into()));
        self.add(at, actor, operation, vec![Write::Insert(table, row)]);
        id
    }

    fn update(
        &mut self,
        at: Instant,
        actor: Uuid,
        operation: &'static str,
        table: &'static Table,
        id: Uuid,
        changes: Changes,
    ) {
        self.add(at, actor, operation, vec![Write::Update(table, id, changes)]);
    }

    /// The user whose name stands under `key`.
    fn user(&self, row: &Json, key: &str) -> Uuid {
        self.users.get(text(row, key)).copied().unwrap_or(self.admin)
    }

    /// The representative whose name stands under `key`, if one does.
    fn representative(&self, row: &Json, key: &str) -> Option<Uuid> {
        self.representatives.get(text(row, key)).copied()
    }
}

fn rows<'a>(sample: &'a Json, name: &str) -> impl Iterator<Item = &'a Json> + use<'a> {
    sample[name].as_array().into_iter().flatten()
}

fn text<'a>(row: &'a Json, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_default()
}

fn int(value: &Value) -> Option<i64> {
    match value {
        Value::Int(n) => Some(*n),
        _ => None,
    }
}

fn count(i: usize) -> i64 {
    i64::try_from(i).unwrap_or(0)
}

/// The columns that a sample's row gives; names of people are looked up by whoever asks.
fn read(table: &'static Table, row: &Json) -> Result<Changes> {
    let mut changes = Changes::new();
    for column in table.columns {
        if let Some(json) = row.get(column.json_name()) {
            let value = column.read(json).map_err(|why| {
                Error::internal(format!("The sample's {} {why}", column.json_name()))
            })?;
            changes.push((column.name, value));
        }
    }
    Ok(changes)
}

/// Takes the columns of those names out of a row: they come later.
fn part(row: &mut Changes, names: &[&str]) -> Changes {
    let (taken, rest) = std::mem::take(row).into_iter().partition(|(name, _)| names.contains(name));
    *row = rest;
    taken
}

//! What becomes of each generated ticket: written, taken, answered, solved, and some of them
//! escalated, reopened or paid back for. Open at the end are only new ones: whoever looks at an office finds a
//! day's work, not a ruin.

use super::{
    budgets::Spending,
    calendar,
    chance::Chance,
    people::People,
    timeline::{Event, Timeline, Write},
    words::{self, Topic},
};
use chrono::TimeDelta;
use model::{
    Instant, Record, Table, Value,
    tables::{Escalation, Refund, RefundOrigin, Ticket},
};
use store::Changes;
use uuid::Uuid;

pub(super) const MINUTE: i64 = 60;
pub(super) const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How many times as many tickets come in at the end as on the average day.
const GROWTH: f64 = 4.0;

/// The number of the first generated ticket; the sample's go before.
const FIRST: u32 = 1_004;

/// Where stories are told.
pub(super) struct Stories<'a> {
    pub timeline: &'a mut Timeline,
    pub chance: &'a mut Chance,
    pub people: &'a mut People,
    pub admin: Uuid,
    pub founded: Instant,
    pub now: Instant,
    pub tickets: u32,
}

/// A ticket, as far as its story has come.
pub(super) struct Ticketed {
    id: Uuid,
    number: u32,
    pub conversation: Uuid,
    pub customer: Uuid,
    topic: &'static Topic,
    subject: String,
    at: Instant,
    /// The representative and user who works on it.
    pub worker: Option<(Uuid, Uuid)>,
    /// When they took it.
    pub taken: Option<Instant>,
    pub solved: Option<Instant>,
}

impl Stories<'_> {
    /// The day that a ticket comes in: more and more of them in two years.
    pub fn day(&mut self, n: u32) -> Instant {
        let x = (f64::from(n) + 0.5) / f64::from(self.tickets);
        // Only what every machine calculates alike.
        let part = x * (1.0 + GROWTH) / (1.0 + GROWTH * x);
        let days =
            (self.now.0 - self.founded.0) / TimeDelta::days(1).num_microseconds().unwrap_or(1);
        // Exact enough: days are few, and the fraction is cut off.
        #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
        let day = (part * days as f64) as i64;
        calendar::day(self.founded, 1 + day).min(calendar::day(self.now, 0))
    }

    /// Tells the story of the ticket that comes in as number `n` on `day`.
    pub fn tell(&mut self, n: u32, day: Instant) {
        let mut at = self.moment(day);
        let new = self.people.customers.is_empty() || self.chance.percent(13);
        let customer = if new {
            let customer = self.people.join(self.timeline, self.chance, at);
            at = after(at, self.chance.between(5 * MINUTE, DAY)).min(self.now);
            customer
        } else {
            self.chance.pick(&self.people.customers)
        };
        let topic = self.topic();
        let mut ticket = Ticketed {
            id: self.chance.id(at),
            number: FIRST + n,
            conversation: self.chance.id(at),
            customer,
            topic,
            subject: sentence(&topic.subject.replace("{}", self.chance.pick(&words::THINGS))),
            at,
            worker: None,
            taken: None,
            solved: None,
        };
        let by_agent = self.chance.percent(if topic.category == "BUG_REPORT" { 12 } else { 34 });
        let upset = self.chance.percent(22);
        let still_open = self.chance.percent(match (self.now.0 - day.0) / (1_000_000 * DAY) {
            ..2 => 88,
            2..4 => 42,
            4..9 => 8,
            9..21 => 1,
            _ => 0,
        });
        self.write(&ticket, by_agent, upset, still_open);
        if still_open {
            self.leave_open(&mut ticket, by_agent);
        } else {
            self.solve(&mut ticket, by_agent, upset);
        }
        self.talk(&ticket, n);
        if !by_agent && self.chance.percent(if upset { 16 } else { 4 }) {
            self.escalate(&ticket, upset);
        }
        let money = if topic.category == "BILLING_PAYMENT" { 16 } else { 2 };
        if self.chance.percent(money) {
            self.refund(&ticket);
        } else if ticket.solved.is_some() && self.chance.percent(1) {
            self.make_good(&ticket);
        }
    }

    /// Some moment of a day, mostly in the hours that people work.
    fn moment(&mut self, day: Instant) -> Instant {
        let hour = match self.chance.percent(78) {
            true => self.chance.between(13, 23),
            false => self.chance.between(0, 24),
        };
        let at = after(day, hour * HOUR + self.chance.between(0, HOUR));
        if at < self.now {
            return at;
        }
        let passed = (self.now.0 - day.0) / 1_000_000;
        after(day, self.chance.between(0, passed.max(1)))
    }

    fn topic(&mut self) -> &'static Topic {
        let all: usize = words::TOPICS.iter().map(|t| t.weight).sum();
        let mut left = self.chance.below(all);
        for topic in &words::TOPICS {
            match left.checked_sub(topic.weight) {
                Some(rest) => left = rest,
                None => return topic,
            }
        }
        &words::TOPICS[0]
    }

    fn write(&mut self, ticket: &Ticketed, by_agent: bool, upset: bool, stays_open: bool) {
        let description = format!(
            "{}\n\n{} {}",
            self.chance.pick(&words::GREETINGS),
            ticket.topic.story,
            self.chance.pick(&words::CLOSINGS)
        );
        let priority = match upset {
            true => self.chance.weighed(&[(20, "NORMAL"), (50, "HIGH"), (30, "URGENT")]),
            false => {
                self.chance.weighed(&[(22, "LOW"), (62, "NORMAL"), (13, "HIGH"), (3, "URGENT")])
            }
        };
        let sentiment = if upset { (-95, -25) } else { (-25, 90) };
        let mut row: Changes = vec![
            ("id", ticket.id.into()),
            ("ticket_number", format!("TICKET-{}", ticket.number).into()),
            ("conversation_id", ticket.conversation.into()),
            ("customer_id", ticket.customer.into()),
            ("subject", ticket.subject.as_str().into()),
            ("description", description.into()),
            ("priority", priority.into()),
            ("category", ticket.topic.category.into()),
            ("tags", ticket.topic.tags.into()),
            ("ai_handled", Value::Int(by_agent.into())),
            ("sentiment", self.chance.between(sentiment.0, sentiment.1).into()),
        ];
        if self.chance.percent(60) {
            let hours = self.chance.pick(&[1, 2, 4, 8, 24, 48]);
            row.push(("estimated_resolution_time", (hours * HOUR).into()));
        }
        let mut writes = vec![Write::Insert(Ticket::TABLE, row)];
        // Of what is done by now nothing is due, so it is not told that something was.
        if stays_open {
            writes.push(Write::Due(ticket.id));
        }
        self.add(ticket.at, ticket.customer, "create_ticket", writes);
    }

    /// A ticket that somebody works on now, or nobody yet.
    fn leave_open(&mut self, ticket: &mut Ticketed, by_agent: bool) {
        let status = self.chance.weighed(&[(46, "OPEN"), (30, "IN_PROGRESS"), (24, "WAITING")]);
        if status == "OPEN" {
            return;
        }
        let at = after(ticket.at, self.chance.between(3 * MINUTE, 9 * HOUR));
        if at >= self.now {
            return;
        }
        if !by_agent {
            ticket.worker = self.people.take(self.chance);
            if ticket.worker.is_none() {
                return;
            }
        }
        self.assign(ticket, at);
        if status == "WAITING" {
            let at = after(at, self.chance.between(10 * MINUTE, 5 * HOUR));
            if at >= self.now {
                return;
            }
            let waits = Write::Update(Ticket::TABLE, ticket.id, vec![("status", status.into())]);
            let actor = ticket.worker.map_or(self.admin, |(_, user)| user);
            self.add(at, actor, "update_ticket", vec![waits, Write::Due(ticket.id)]);
        }
    }

    fn assign(&mut self, ticket: &mut Ticketed, at: Instant) {
        ticket.taken = Some(at);
        let mut changes: Changes = vec![("status", "IN_PROGRESS".into())];
        if let Some((worker, _)) = ticket.worker {
            changes.push(("assigned_to", worker.into()));
        }
        self.change(ticket, at, changes);
    }

    /// From the first look at it to its end, if that is past; otherwise it waits, unassigned.
    fn solve(&mut self, ticket: &mut Ticketed, by_agent: bool, upset: bool) {
        let first = match by_agent {
            true => self.chance.between(5, 90),
            false => self.chance.between(2 * MINUTE, 6 * HOUR),
        };
        let longest = self.chance.pick(&[HOUR, 4 * HOUR, DAY, 3 * DAY]);
        let work = if by_agent { 20 * MINUTE } else { longest };
        let taken = after(ticket.at, first);
        let mut solved = after(taken, self.chance.between(MINUTE, work));
        if solved > self.now {
            self.add(ticket.at, ticket.customer, "create_ticket", vec![Write::Due(ticket.id)]);
            return;
        }
        if !by_agent {
            let worker = self.people.on_duty(self.chance, ticket.at);
            ticket.worker = Some((worker.id, worker.user));
            self.assign(ticket, taken);
            if self.chance.percent(24) {
                let third = TimeDelta::microseconds((solved.0 - taken.0) / 3);
                self.change(ticket, taken.plus(third), vec![("status", "WAITING".into())]);
                let back = vec![("status", "IN_PROGRESS".into())];
                self.change(ticket, taken.plus(third + third), back);
            }
        }
        self.resolve(ticket, solved);
        let again = after(solved, self.chance.between(2 * HOUR, 3 * DAY));
        let end = after(again, self.chance.between(HOUR, DAY));
        if end < self.now && self.chance.percent(3) {
            let reopened = vec![("status", "OPEN".into()), ("resolved_at", Value::Null)];
            self.change(ticket, again, reopened);
            self.resolve(ticket, end);
            solved = end;
        }
        ticket.solved = Some(solved);
        let closed = after(solved, self.chance.between(2 * DAY, 7 * DAY));
        if closed > self.now || self.chance.percent(8) {
            return;
        }
        let mut changes: Changes =
            vec![("status", "CLOSED".into()), ("closed_at", closed.0.into())];
        if self.chance.percent(64) {
            let score = if upset { (10, 42) } else { (32, 51) };
            let score = self.chance.between(score.0, score.1);
            changes.push(("customer_satisfaction_score", score.into()));
        }
        self.change(ticket, closed, changes);
    }

    fn resolve(&mut self, ticket: &Ticketed, at: Instant) {
        let mut changes: Changes = vec![
            ("status", "RESOLVED".into()),
            ("resolved_at", at.0.into()),
            ("actual_resolution_time", ((at.0 - ticket.at.0) / 1_000_000).into()),
        ];
        if self.chance.percent(20) {
            changes.push(("internal_notes", self.chance.pick(&words::NOTES).into()));
        }
        self.change(ticket, at, changes);
    }

    fn escalate(&mut self, ticket: &Ticketed, upset: bool) {
        let at = after(ticket.at, self.chance.between(30, 25 * MINUTE)).min(self.now);
        let reason = match (ticket.topic.category, upset) {
            (_, true) => {
                self.chance.weighed(&[(60, "NEGATIVE_SENTIMENT"), (40, "CUSTOMER_REQUEST")])
            }
            ("BILLING_PAYMENT", _) => "BILLING_DISPUTE",
            ("TECHNICAL_ISSUE" | "BUG_REPORT", _) => "TECHNICAL_ISSUE",
            _ => self.chance.weighed(&[
                (70, "AI_UNABLE_TO_RESOLVE"),
                (20, "HIGH_VALUE_CUSTOMER"),
                (10, "OTHER"),
            ]),
        };
        let priority = self.chance.weighed(&[
            (15, "LOW"),
            (40, "NORMAL"),
            (28, "HIGH"),
            (13, "URGENT"),
            (4, "CRITICAL"),
        ]);
        let id = self.chance.id(at);
        let row: Changes = vec![
            ("id", id.into()),
            ("conversation_id", ticket.conversation.into()),
            ("customer_id", ticket.customer.into()),
            ("priority", priority.into()),
            ("reason", reason.into()),
            ("issue_description", format!("{}. {}", ticket.subject, ticket.topic.story).into()),
            ("ai_summary", format!("TICKET-{}: {}", ticket.number, ticket.topic.story).into()),
        ];
        let writes = vec![Write::Insert(Escalation::TABLE, row)];
        self.add(at, ticket.customer, "create_escalation", writes);
        let Some((worker, user)) = ticket.worker else { return };
        let wait = self.chance.between(MINUTE, 45 * MINUTE);
        let assigned = after(at, wait);
        if assigned > self.now {
            return;
        }
        let status = if self.chance.percent(40) { "ASSIGNED" } else { "IN_PROGRESS" };
        let changes = vec![
            ("status", status.into()),
            ("assigned_to", worker.into()),
            ("assigned_at", assigned.0.into()),
            ("wait_time", wait.into()),
        ];
        let writes = vec![Write::Update(Escalation::TABLE, id, changes)];
        self.add(assigned, user, "update_escalation", writes);
        if let Some(solved) = ticket.solved {
            let at = solved.max(after(assigned, MINUTE)).min(self.now);
            let changes = vec![("status", "RESOLVED".into()), ("resolved_at", at.0.into())];
            let writes = vec![Write::Update(Escalation::TABLE, id, changes)];
            self.add(at, user, "update_escalation", writes);
        }
    }

    fn refund(&mut self, ticket: &Ticketed) {
        let at = after(ticket.at, self.chance.between(10 * MINUTE, 8 * HOUR)).min(self.now);
        let amount = self.chance.between(5, 140) * 100 + self.chance.pick(&[0, 50, 90, 99]);
        let reason = match ticket.topic.category {
            "BILLING_PAYMENT" => {
                self.chance.weighed(&[(70, "BILLING_ERROR"), (30, "CUSTOMER_REQUEST")])
            }
            "TECHNICAL_ISSUE" => "SERVICE_DOWNTIME",
            "BUG_REPORT" => self.chance.weighed(&[(50, "AI_BUG"), (50, "UX_ISSUE")]),
            _ => "OTHER",
        };
        let id = self.chance.id(at);
        let row: Changes = vec![
            ("id", id.into()),
            ("order_id", self.chance.between(10_000, 99_999).to_string().into()),
            ("customer_id", ticket.customer.into()),
            ("amount", amount.into()),
            ("reason", reason.into()),
            ("notes", format!("From TICKET-{}: {}", ticket.number, ticket.subject).into()),
        ];
        let origin: Changes = vec![
            ("id", self.chance.id(at).into()),
            ("refund_id", id.into()),
            ("ticket_id", ticket.id.into()),
        ];
        let writes =
            vec![Write::Insert(Refund::TABLE, row), Write::Insert(RefundOrigin::TABLE, origin)];
        self.add(at, ticket.customer, "request_refund", writes);
        let decided = after(at, self.chance.between(HOUR, 4 * DAY));
        let approver = self.approver(decided);
        if decided > self.now {
            return;
        }
        if self.chance.percent(18) {
            let notes = "Rejected: outside of what the terms pay back.";
            let changes = vec![("status", "REJECTED".into()), ("notes", notes.into())];
            let writes = vec![Write::Update(Refund::TABLE, id, changes)];
            return self.add(decided, approver.1, "update_refund", writes);
        }
        // This month's budget is the sample's, whose sums are given: what it would pay for waits.
        if decided >= calendar::month(self.now, 0) {
            return;
        }
        self.spend(decided, "REFUND", ticket, amount, Some(id), approver);
        let paid = after(decided, self.chance.between(HOUR, 3 * DAY));
        if paid < self.now && self.chance.percent(88) {
            self.add(paid, approver.1, "update_refund", vec![Write::Complete(id)]);
        }
    }

    /// Something small for the trouble, without a refund.
    fn make_good(&mut self, ticket: &Ticketed) {
        let Some(solved) = ticket.solved else { return };
        let at = after(solved, self.chance.between(MINUTE, HOUR)).min(self.now);
        let amount = self.chance.pick(&[5_00, 10_00, 20_00, 25_00]);
        let approver = self.approver(at);
        self.spend(at, "COMPENSATION", ticket, amount, None, approver);
    }

    fn spend(
        &mut self,
        at: Instant,
        kind: &'static str,
        ticket: &Ticketed,
        amount: i64,
        refund: Option<Uuid>,
        approver: (Uuid, Uuid),
    ) {
        let spending = Spending {
            kind,
            record: self.chance.id(at),
            customer: ticket.customer,
            amount,
            refund,
            reason: format!("TICKET-{}", ticket.number),
            approver: approver.0,
        };
        let operation = if refund.is_some() { "update_refund" } else { "update_budget" };
        self.add(at, approver.1, operation, vec![Write::Spend(spending)]);
    }

    /// A representative, and its user, who may approve a refund.
    fn approver(&mut self, at: Instant) -> (Uuid, Uuid) {
        let mut worker = self.people.on_duty(self.chance, at);
        while !worker.senior {
            // The sample's are, and were there from the start.
            worker = self.people.on_duty(self.chance, at);
        }
        (worker.id, worker.user)
    }

    /// A change of a ticket, by whoever works on it.
    fn change(&mut self, ticket: &Ticketed, at: Instant, changes: Changes) {
        let actor = ticket.worker.map_or(self.admin, |(_, user)| user);
        let writes = vec![Write::Update(Ticket::TABLE, ticket.id, changes)];
        self.add(at, actor, "update_ticket", writes);
    }

    /// A row that somebody writes.
    pub(super) fn insert(
        &mut self,
        at: Instant,
        actor: Uuid,
        operation: &'static str,
        table: &'static Table,
        row: Changes,
    ) {
        self.add(at, actor, operation, vec![Write::Insert(table, row)]);
    }

    fn add(&mut self, at: Instant, actor: Uuid, operation: &'static str, writes: Vec<Write>) {
        self.timeline.add(Event { at, actor, operation, writes });
    }
}

pub(super) fn after(at: Instant, seconds: i64) -> Instant {
    at.plus(TimeDelta::seconds(seconds))
}

/// Text that begins with a capital letter.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

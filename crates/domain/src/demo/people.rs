//! Those who work at the demo's desk, and those who write to it.

use super::{
    calendar,
    chance::Chance,
    sample::Sample,
    timeline::{Event, Timeline, Write},
    words,
};
use chrono::TimeDelta;
use model::{
    Instant, Record, Value,
    tables::{CustomerProfile, Representative, User},
};
use serde_json::json;
use uuid::Uuid;

/// A representative.
pub(super) struct Worker {
    pub id: Uuid,
    pub user: Uuid,
    pub since: Instant,
    /// Whether they may approve refunds.
    pub senior: bool,
    /// Work in hand now, and the most they have taken on. The sample's representatives have theirs given, so
    /// none of the open tickets made here is theirs.
    pub chats: i64,
    pub most: i64,
}

/// Everybody.
pub(super) struct People {
    admin: Uuid,
    now: Instant,
    pub workers: Vec<Worker>,
    pub customers: Vec<Uuid>,
}

impl People {
    /// Puts a team that can do the work on the timeline, growing over the years.
    pub fn plan(
        timeline: &mut Timeline,
        chance: &mut Chance,
        sample: &Sample,
        (founded, now): (Instant, Instant),
        tickets: u32,
    ) -> Self {
        let admin = sample.admin.uuid();
        let since = founded.plus(TimeDelta::hours(1));
        let own = sample.representatives.iter();
        let workers =
            own.map(|&(id, user)| Worker { id, user, since, senior: true, chats: 0, most: 0 });
        let mut people = Self { admin, now, workers: workers.collect(), customers: Vec::new() };
        let more = if tickets == 0 { 0 } else { 3 + i64::from(tickets.min(100_000) / 2_500) };
        for i in 0..more {
            // A third from the start, the others one by one in the first year and a half.
            let days = if i * 3 < more { 0 } else { 540 * i / more };
            let at = since.plus(TimeDelta::days(days) + TimeDelta::minutes(7 * (i + 1)));
            people.hire(timeline, chance, at);
        }
        people
    }

    fn hire(&mut self, timeline: &mut Timeline, chance: &mut Chance, at: Instant) {
        let (id, user) = (chance.id(at), chance.id(at));
        let (first, last) = (chance.pick(&words::FIRST), chance.pick(&words::LAST));
        let role =
            chance.weighed(&[(60, "JUNIOR_SUPPORT"), (32, "SENIOR_SUPPORT"), (8, "TEAM_LEAD")]);
        let most = 5 * chance.between(2, 8);
        let email = address(first, last, "acme");
        let person = vec![
            ("id", user.into()),
            ("name", format!("{first} {last}").into()),
            ("email", email.into()),
            ("role", "REPRESENTATIVE".into()),
        ];
        let row = vec![
            ("id", id.into()),
            ("user_id", user.into()),
            ("role", role.into()),
            ("max_chats", most.into()),
        ];
        let writes =
            vec![Write::Insert(User::TABLE, person), Write::Insert(Representative::TABLE, row)];
        timeline.add(Event { at, actor: self.admin, operation: "create_representative", writes });
        let senior = role != "JUNIOR_SUPPORT";
        // Not everybody is at their limit.
        let most = chance.between(most / 3, most + 1);
        self.workers.push(Worker { id, user, since: at, senior, chats: 0, most });
    }

    /// A customer joins.
    pub fn join(&mut self, timeline: &mut Timeline, chance: &mut Chance, at: Instant) -> Uuid {
        let (user, profile) = (chance.id(at), chance.id(at));
        let (first, last) = (chance.pick(&words::FIRST), chance.pick(&words::LAST));
        let email = address(first, last, chance.pick(&words::COMPANIES));
        let person = vec![
            ("id", user.into()),
            ("name", format!("{first} {last}").into()),
            ("email", email.into()),
            ("role", "CUSTOMER".into()),
        ];
        // Tier, cents a month, tokens and sites.
        let (tier, price, tokens, sites) = chance.weighed(&[
            (45, ("FREE", 0, 1_000, 1)),
            (26, ("STARTER", 29_00, 2_500, 3)),
            (22, ("PRO", 99_00, 5_000, 5)),
            (7, ("ENTERPRISE", 29_900, 10_000, 25)),
        ]);
        let (cycle, months) =
            chance.weighed(&[(80, ("MONTHLY", 1)), (8, ("QUARTERLY", 3)), (12, ("YEARLY", 12))]);
        let standing =
            chance.weighed(&[(92, "GOOD"), (5, "WARNING"), (2, "SUSPENDED"), (1, "CLOSED")]);
        let paid = (self.now.0 - at.0) / TimeDelta::days(30).num_microseconds().unwrap_or(1) + 1;
        let context = json!({
            "browser": chance.pick(&words::BROWSERS),
            "os": chance.pick(&words::SYSTEMS),
            "location": chance.pick(&words::PLACES),
        });
        let mut row = vec![
            ("id", profile.into()),
            ("user_id", user.into()),
            ("tier", tier.into()),
            ("standing", standing.into()),
            ("lifetime_value", (price * paid).into()),
            ("billing_cycle", cycle.into()),
            ("billing_amount", (price * months).into()),
            ("token_balance", chance.between(0, tokens + 1).into()),
            ("token_limit", tokens.into()),
            ("active_sites", chance.between(0, sites + 1).into()),
            ("sites_limit", sites.into()),
            ("context", context.to_string().into()),
        ];
        if price > 0 {
            let last = calendar::month(self.now, 0).max(at);
            row.push(("last_billing_date", last.0.into()));
            row.push(("next_billing_date", calendar::month(self.now, 1).0.into()));
        }
        let writes =
            vec![Write::Insert(User::TABLE, person), Write::Insert(CustomerProfile::TABLE, row)];
        timeline.add(Event { at, actor: user, operation: "create_user", writes });
        self.customers.push(user);
        user
    }

    /// Somebody who worked here at that time.
    pub fn on_duty(&self, chance: &mut Chance, at: Instant) -> &Worker {
        // Hired one after the other, so those of then stand first.
        let there = self.workers.partition_point(|w| w.since < at).max(1);
        &self.workers[chance.below(there)]
    }

    /// Somebody with a place for one more open ticket, who then has one place less.
    pub fn take(&mut self, chance: &mut Chance) -> Option<(Uuid, Uuid)> {
        let from = chance.below(self.workers.len());
        let all = self.workers.len();
        let free = (0..all)
            .map(|i| (from + i) % all)
            .find(|i| self.workers[*i].chats < self.workers[*i].most)?;
        let worker = &mut self.workers[free];
        worker.chats += 1;
        Some((worker.id, worker.user))
    }

    /// Who is here today, with how much in hand.
    pub fn today(&self, timeline: &mut Timeline, chance: &mut Chance) {
        for worker in self.workers.iter().filter(|w| w.most > 0) {
            let (status, minutes) =
                chance.weighed(&[(6, ("ONLINE", 15)), (2, ("AWAY", 90)), (2, ("OFFLINE", 1_400))]);
            let ago = TimeDelta::minutes(chance.between(1, minutes));
            // What happened before today is told already.
            let at = self.now.plus(-ago).max(calendar::day(self.now, 0));
            let changes = vec![
                ("status", status.into()),
                ("active_chats", worker.chats.into()),
                ("rating", chance.between(360, 500).into()),
                ("last_active_at", Value::Int(at.0)),
            ];
            let writes = vec![Write::Update(Representative::TABLE, worker.id, changes)];
            let operation = "update_representative";
            timeline.add(Event { at, actor: worker.user, operation, writes });
        }
    }
}

/// An address in plain letters.
fn address(first: &str, last: &str, company: &str) -> String {
    let plain = |c: char| match c {
        'ü' => 'u',
        'í' => 'i',
        'ë' => 'e',
        '\'' => '-',
        c => c.to_ascii_lowercase(),
    };
    let name: String = format!("{first}.{last}").chars().map(plain).collect();
    format!("{name}@{company}.example")
}

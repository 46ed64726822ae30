//! A desk to test with: a file with two organizations that look alike, in each a person of every
//! role and a row of every table. Made once, copied for whoever wants one.

use domain::Caller;
use model::{Error, Id, Record, Value, tables};
use serde_json::Value as Json;
use std::{path::Path, sync::LazyLock};
use store::{Changes, Desk, Org, Session, SignIn};
use tempfile::TempDir;
use uuid::Uuid;

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Not signed in.
    Nobody,
    /// Was a representative when signing in, and is a customer by now.
    Customer,
    /// A representative by `users.role`, without a row among the representatives.
    Rowless,
    /// JUNIOR_SUPPORT.
    Junior,
    /// SENIOR_SUPPORT.
    Senior,
    /// TEAM_LEAD.
    Lead,
    /// ADMIN by `representatives.role`.
    Chief,
    /// ADMIN by `users.role`, without a row among the representatives.
    Admin,
}

impl Who {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Nobody,
        Self::Customer,
        Self::Rowless,
        Self::Junior,
        Self::Senior,
        Self::Lead,
        Self::Chief,
        Self::Admin,
    ];

    /// The number of this user, and of this user's representative if there is one.
    pub fn number(self) -> u16 {
        self as u16
    }
}

/// The user of no role at all: a customer without profile, tickets or anything else.
pub const FREE: u16 = 20;
/// The customer of every row.
pub const CUSTOMER: u16 = 21;
/// The representative of every row, and their user.
pub const WORKER: u16 = 22;

/// A REFUND budget that runs now, from which nothing was spent yet.
pub const PURSE: u16 = 30;
/// A refund of 10.00 that is APPROVED.
pub const APPROVED: u16 = 31;
/// The escalation that nobody has.
pub const UNCLAIMED: u16 = 3;

/// Which of the two organizations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The one the tests work in.
    Ours,
    /// The other one. Every id in it begins with [`Side::prefix`], every text with "Theirs".
    Theirs,
}

impl Side {
    /// What all of its ids begin with, but the organization's own.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Ours => "aaaaaaaa",
            Self::Theirs => "bbbbbbbb",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Ours => "Ours",
            Self::Theirs => "Theirs",
        }
    }

    /// The id of its organization.
    pub fn organization(self) -> Uuid {
        self.session(Who::Admin).organization().uuid()
    }

    /// The id of its row of `table` with that number.
    ///
    /// # Panics
    /// When there is no such table.
    pub fn row(self, table: &str, number: u16) -> Uuid {
        let place = tables::every().position(|t| t.name == table).expect("a table");
        let place = u16::try_from(place).unwrap_or_default();
        let side = u32::from_str_radix(self.prefix(), 16).unwrap_or_default();
        Uuid::from_fields(side, place, 0x7000, &[0x80, 0, 0, 0, 0, 0, 0, number.to_le_bytes()[0]])
    }

    /// A row of `table` that everybody may refer to and that nothing else depends on.
    pub fn some(self, table: &str) -> Uuid {
        match table {
            "organizations" => self.organization(),
            "users" => self.row(table, FREE),
            "representatives" => self.row(table, WORKER),
            _ => self.row(table, 1),
        }
    }

    fn session(self, who: Who) -> &'static Session {
        let all = &TEMPLATE.sessions[usize::from(self == Self::Theirs)];
        all.iter().find(|(w, _)| *w == who).map(|(_, session)| session).expect("signed in")
    }
}

/// A desk of one's own, gone when it is dropped.
pub struct Fixture {
    /// The open desk.
    pub desk: Desk,
    folder: TempDir,
}

impl Fixture {
    /// A copy of the desk with the two organizations.
    ///
    /// # Panics
    /// When the machine has no room for it.
    pub fn new() -> Self {
        let folder = folder();
        let path = folder.path().join("desk.db");
        std::fs::write(&path, &TEMPLATE.file).expect("a copy");
        Self { desk: Desk::open(&path).expect("a desk"), folder }
    }

    /// A desk with nothing in it.
    ///
    /// # Panics
    /// When the machine has no room for it.
    pub fn empty() -> Self {
        let folder = folder();
        Self { desk: Desk::create(&folder.path().join("desk.db")).expect("a desk"), folder }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        self.desk.path()
    }

    /// The same file, opened anew as by another start of the program.
    ///
    /// # Panics
    /// When it does not open.
    pub fn reopened(self) -> Self {
        let Self { desk, folder } = self;
        let path = desk.path().to_owned();
        drop(desk);
        Self { desk: Desk::open(&path).expect("the same desk"), folder }
    }

    /// Calls an operation in our organization.
    ///
    /// # Errors
    /// What the operation refuses.
    ///
    /// # Panics
    /// When the answer is not JSON.
    pub fn call(&self, who: Who, name: &str, input: Json) -> Result<Json, Error> {
        self.call_in(Side::Ours, who, name, input)
    }

    /// Calls an operation in one of the two organizations.
    ///
    /// # Errors
    /// What the operation refuses.
    ///
    /// # Panics
    /// When the answer is not JSON.
    pub fn call_in(&self, side: Side, who: Who, name: &str, input: Json) -> Result<Json, Error> {
        let answer = domain::call(&self.desk, &mut caller(side, who), name, input)?;
        Ok(serde_json::from_str(&answer).unwrap_or_else(|e| panic!("{name}: {e}: {answer}")))
    }

    /// Calls an operation that must succeed.
    ///
    /// # Panics
    /// When it is refused.
    pub fn done(&self, who: Who, name: &str, input: Json) -> Json {
        let shown = input.to_string();
        self.call(who, name, input).unwrap_or_else(|e| panic!("{name} {shown}: {e:?}"))
    }

    /// Calls an operation that must be refused.
    ///
    /// # Panics
    /// When it succeeds.
    pub fn refused(&self, who: Who, name: &str, input: Json) -> Error {
        let shown = input.to_string();
        self.call(who, name, input).expect_err(&format!("{name} {shown} was not refused"))
    }

    /// Writes rows past the operations, as our administrator: figures, records, old dates. They
    /// arrive as they are; no sum moves with them.
    ///
    /// # Panics
    /// When the database refuses.
    pub fn write<T>(&self, work: impl FnOnce(&Org<'_>) -> Result<T, Error>) -> T {
        let session = Side::Ours.session(Who::Admin);
        let arrive = |org: &mut Org<'_>| org.arriving().and_then(|()| work(org));
        self.desk.write(session, "fixture", arrive).expect("written")
    }
}

impl Default for Fixture {
    fn default() -> Self {
        Self::new()
    }
}

/// A folder in memory where the system has a place for that: nothing here has to last.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.expect("a folder")
}

/// A caller of that role, signed in already.
pub fn caller(side: Side, who: Who) -> Caller {
    match who {
        Who::Nobody => Caller::default(),
        who => Caller::signed_in(*side.session(who)),
    }
}

struct Template {
    file: Vec<u8>,
    sessions: [Vec<(Who, Session)>; 2],
}

static TEMPLATE: LazyLock<Template> = LazyLock::new(|| {
    let folder = folder();
    let path = folder.path().join("desk.db");
    let desk = Desk::create(&path).expect("a desk");
    let ours = fill(&desk, Side::Ours, None);
    let admin = ours.iter().find(|(who, _)| *who == Who::Admin).map(|(_, session)| *session);
    let theirs = fill(&desk, Side::Theirs, admin.as_ref());
    // The whole in one file. Nothing removes a folder that a static holds, so bytes are held.
    let whole = folder.path().join("whole.db");
    desk.backup(&whole, &mut |_| {}).expect("a backup");
    let file = std::fs::read(&whole).expect("the file");
    Template { file, sessions: [ours, theirs] }
});

/// Everything in one of the two organizations.
fn fill(desk: &Desk, side: Side, founder: Option<&Session>) -> Vec<(Who, Session)> {
    let slug = side.word().to_lowercase();
    desk.found(founder, "fixture", None, |org| {
        org.arriving()?;
        let own = vec![
            ("id", org.id().uuid().into()),
            ("name", format!("{} Ltd", side.word()).into()),
            ("slug", slug.as_str().into()),
            ("status", "ACTIVE".into()),
            ("settings", "{\"maxRefundPerUser\":100}".into()),
        ];
        org.insert(tables::Organization::TABLE, own)?;
        user(org, side, Who::Admin.number(), "ADMIN")
    })
    .expect("founded");
    let signed_in = |who: Who| {
        let user = Id::from(side.row("users", who.number()));
        desk.sign_in(&SignIn::User(user)).expect("signed in")
    };
    let admin = signed_in(Who::Admin);
    let all = |org: &mut Org<'_>| {
        org.arriving()?;
        people(org, side)?;
        rows(org, side)
    };
    desk.write(&admin, "fixture", all).expect("rows");
    let sessions: Vec<_> = Who::ALL.into_iter().skip(1).map(|who| (who, signed_in(who))).collect();
    let demoted = side.row("users", Who::Customer.number());
    desk.write(&admin, "fixture", |org| {
        org.update(tables::User::TABLE, demoted, vec![("role", "CUSTOMER".into())])
    })
    .expect("demoted");
    sessions
}

fn user(org: &Org<'_>, side: Side, number: u16, role: &str) -> Result<String, Error> {
    let own = vec![
        ("id", side.row("users", number).into()),
        ("name", format!("{} {number}", side.word()).into()),
        ("email", format!("{}{number}@example.test", side.word()).into()),
        ("role", role.into()),
    ];
    org.insert(tables::User::TABLE, own).map(|id| id.to_string())
}

fn people(org: &Org<'_>, side: Side) -> Result<(), Error> {
    for who in [Who::Customer, Who::Rowless, Who::Junior, Who::Senior, Who::Lead, Who::Chief] {
        user(org, side, who.number(), "REPRESENTATIVE")?;
    }
    user(org, side, FREE, "CUSTOMER")?;
    user(org, side, CUSTOMER, "CUSTOMER")?;
    user(org, side, WORKER, "REPRESENTATIVE")?;
    for (number, role) in [
        (Who::Junior.number(), "JUNIOR_SUPPORT"),
        (Who::Senior.number(), "SENIOR_SUPPORT"),
        (Who::Lead.number(), "TEAM_LEAD"),
        (Who::Chief.number(), "ADMIN"),
        (WORKER, "JUNIOR_SUPPORT"),
    ] {
        let own = vec![
            ("id", side.row("representatives", number).into()),
            ("user_id", side.row("users", number).into()),
            ("role", role.into()),
            // One to whom work can be routed.
            ("status", if number == Who::Lead.number() { "ONLINE" } else { "OFFLINE" }.into()),
        ];
        org.insert(tables::Representative::TABLE, own)?;
    }
    Ok(())
}

/// One row of each table that is left, each pointing to the others wherever it can.
fn rows(org: &Org<'_>, side: Side) -> Result<(), Error> {
    let refers = |table: &str, number| Value::Id(side.row(table, number));
    let text = |what: &str| Value::from(format!("{} {what}", side.word()));
    let at = |text: &str| Value::Int(model::Instant::parse(text).map_or(0, |at| at.0));
    let period = || {
        [("period_start", at("2026-01-01T00:00:00Z")), ("period_end", at("2026-02-01T00:00:00Z"))]
    };
    let customer = || ("customer_id", refers("users", CUSTOMER));
    let assignee = || ("assigned_to", refers("representatives", WORKER));
    let approver = || ("approved_by", refers("representatives", WORKER));
    let insert = |table: &'static model::Table, own: Changes| {
        let mut all = vec![("id", refers(table.name, 1))];
        all.extend(own);
        org.insert(table, all).map(drop)
    };
    insert(tables::CustomerProfile::TABLE, vec![("user_id", refers("users", CUSTOMER))])?;
    let ticket = vec![
        ("ticket_number", text("1")),
        ("subject", text("subject")),
        ("description", text("description")),
        ("category", "OTHER".into()),
        ("tags", format!("[\"{}\"]", side.word()).into()),
        customer(),
        assignee(),
    ];
    insert(tables::Ticket::TABLE, ticket.clone())?;
    // One more, done: to be merged into.
    let mut done = ticket;
    done.retain(|(name, _)| !["ticket_number", "assigned_to"].contains(name));
    done.push(("id", refers("tickets", 2)));
    done.push(("ticket_number", text("2")));
    done.push(("status", "CLOSED".into()));
    org.insert(tables::Ticket::TABLE, done)?;
    let escalation = vec![
        ("conversation_id", refers("escalations", 2)),
        ("reason", "OTHER".into()),
        ("issue_description", text("issue")),
        customer(),
        assignee(),
    ];
    insert(tables::Escalation::TABLE, escalation)?;
    let unclaimed = vec![
        ("id", refers("escalations", UNCLAIMED)),
        ("conversation_id", refers("escalations", 2)),
        ("reason", "OTHER".into()),
        ("issue_description", text("unclaimed")),
        customer(),
    ];
    org.insert(tables::Escalation::TABLE, unclaimed)?;
    let refund = vec![
        ("order_id", text("order")),
        ("amount", Value::Int(5_000)),
        ("reason", "OTHER".into()),
        customer(),
        approver(),
    ];
    insert(tables::Refund::TABLE, refund)?;
    let budget = vec![
        ("type", "REFUND".into()),
        ("period", "MONTHLY".into()),
        ("limit", Value::Int(100_000)),
        ("spent", Value::Int(500)),
        ("remaining", Value::Int(99_500)),
    ];
    insert(tables::Budget::TABLE, budget.into_iter().chain(period()).collect())?;
    let record = vec![
        ("budget_id", refers("budgets", 1)),
        ("amount", Value::Int(500)),
        ("refund_id", refers("refunds", 1)),
        ("reason", text("reason")),
        approver(),
    ];
    insert(tables::BudgetUsageRecord::TABLE, record)?;
    money(org, side)?;
    let agent = vec![
        ("name", text("agent")),
        ("type", "CUSTOM".into()),
        ("description", text("description")),
    ];
    insert(tables::AgentConfiguration::TABLE, agent)?;
    let rule = vec![
        ("name", text("rule")),
        ("description", text("description")),
        ("priority", Value::Int(1)),
        ("conditions", "[{\"field\":\"amount\",\"operator\":\"lt\",\"value\":5}]".into()),
        ("action", "CUSTOM".into()),
    ];
    insert(tables::DecisionRule::TABLE, rule)?;
    let metric = [("period", "MONTH".into())].into_iter().chain(period()).collect();
    insert(tables::PerformanceMetric::TABLE, metric)?;
    let figures =
        [("period", "MONTH".into()), ("representative_id", refers("representatives", WORKER))];
    insert(tables::TeamPerformance::TABLE, figures.into_iter().chain(period()).collect())?;
    let message = vec![
        ("conversation_id", refers("escalations", 2)),
        ("author_id", refers("users", CUSTOMER)),
        ("body", text("message")),
    ];
    insert(tables::Message::TABLE, message)?;
    let due = ("due_at", at("2026-01-02T00:00:00Z"));
    insert(tables::TicketWork::TABLE, vec![("ticket_id", refers("tickets", 1)), due])?;
    let origin = vec![("refund_id", refers("refunds", 1)), ("ticket_id", refers("tickets", 1))];
    insert(tables::RefundOrigin::TABLE, origin)?;
    let view = vec![
        ("name", text("view")),
        ("user_id", refers("users", WORKER)),
        ("shared", Value::Int(1)),
    ];
    insert(tables::SavedView::TABLE, view)?;
    let alert = vec![
        ("budget_id", refers("budgets", 1)),
        ("percentage", Value::Int(8_000)),
        ("spent", Value::Int(500)),
        ("limit", Value::Int(100_000)),
    ];
    insert(tables::BudgetAlert::TABLE, alert)
}

/// What approvals need beside: a budget that runs now and covers anything, and a refund that is approved.
fn money(org: &Org<'_>, side: Side) -> Result<(), Error> {
    let at = |text: &str| Value::Int(model::Instant::parse(text).map_or(0, |at| at.0));
    let budget = vec![
        ("id", side.row("budgets", PURSE).into()),
        ("type", "REFUND".into()),
        ("period", "YEARLY".into()),
        ("limit", Value::Int(999_999_999_999)),
        ("remaining", Value::Int(999_999_999_999)),
        ("period_start", at("2020-01-01T00:00:00Z")),
        ("period_end", at("2100-01-01T00:00:00Z")),
    ];
    org.insert(tables::Budget::TABLE, budget)?;
    let refund = vec![
        ("id", side.row("refunds", APPROVED).into()),
        ("order_id", format!("{} approved", side.word()).into()),
        ("customer_id", side.row("users", CUSTOMER).into()),
        ("amount", Value::Int(1_000)),
        ("reason", "OTHER".into()),
        ("status", "APPROVED".into()),
        ("approved_by", side.row("representatives", WORKER).into()),
    ];
    org.insert(tables::Refund::TABLE, refund).map(drop)
}

use crate::{
    Report, Session, chain,
    fault::fault,
    memo::Memo,
    request::Request,
    search,
    sql::{Bound, last_entry},
};
use model::{
    Code, Error, Id, Instant, Result, Value, ValueRef,
    tables::{Organization, Representative, RepresentativeRole, User, UserRole},
};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};
use uuid::Uuid;

/// What a signed-in user may do, from the least to the most.
pub type Role = RepresentativeRole;

/// A transaction that knows its organization and its actor. Holding one is the permission to read
/// (and, inside [`Desk::write`](crate::Desk::write), to write) that organization's rows, and no others.
pub struct Org<'c> {
    pub(crate) tx: Transaction<'c>,
    organization: Id<Organization>,
    /// Nil where nobody acts: what comes from a hub.
    user: Id<User>,
    representative: Option<Id<Representative>>,
    role: Role,
    now: Instant,
    /// The group its changes are logged under; `None` where it only reads.
    group: Option<Group>,
    /// Where the chain ends, once this transaction has sealed a group.
    head: Option<chain::Head>,
    /// Whom to tell how far it is.
    pub(crate) report: Option<Report>,
    /// Whether what it purged is to leave the file after the commit.
    pub(crate) scrubs: bool,
    pub(crate) memo: Memo,
}

struct Group {
    id: i64,
    operation: &'static str,
    device: Uuid,
    /// Its rows come with their sums made: nothing is added up, and it is never undone.
    arriving: bool,
    /// What it undoes or redoes; 0 where it is never undone itself.
    origin: Option<i64>,
}

/// The acting user's row and, if there is one, the representative's.
const ACTOR: &str =
    "SELECT u.role, r.id, r.role FROM users u LEFT JOIN representatives r ON r.user_id = u.id
    WHERE u.id = ?1 AND u.organization_id = ?2";

impl<'c> Org<'c> {
    /// A transaction that reads, all of it at one moment.
    pub(crate) fn reading(db: &'c mut Connection, session: &Session) -> Result<Self> {
        let tx = db.transaction_with_behavior(TransactionBehavior::Deferred).map_err(fault)?;
        Self::within(tx, session)
    }

    /// Reads within a transaction that is open already.
    pub(crate) fn within(tx: Transaction<'c>, session: &Session) -> Result<Self> {
        Self::enter(tx, session, None, Instant::now())
    }

    /// A transaction that writes. Its changes are logged as one group, done by `session`'s user.
    pub(crate) fn writing(
        db: &'c mut Connection,
        session: &Session,
        device: Uuid,
        operation: &'static str,
    ) -> Result<Self> {
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        let now = Instant::now();
        let group = Group::open(&tx, device, operation, now)?;
        Self::enter(tx, session, Some(group), now)
    }

    fn enter(
        tx: Transaction<'c>,
        session: &Session,
        group: Option<Group>,
        now: Instant,
    ) -> Result<Self> {
        let actor = tx
            .prepare_cached(ACTOR)
            .and_then(|mut find| {
                find.query_row((session.user.uuid(), session.organization.uuid()), |row| {
                    Ok((
                        row.get::<_, String>(0)?,
                        row.get::<_, Option<Uuid>>(1)?,
                        row.get::<_, Option<String>>(2)?,
                    ))
                })
                .optional()
            })
            .map_err(fault)?;
        let gone = || {
            Error::forbidden(
                "You are not signed in, or your user is gone. Sign in as a representative or an administrator.",
            )
        };
        let (kind, representative, rank) = actor.ok_or_else(gone)?;
        let rank = rank.as_deref().and_then(Role::from_label);
        let role = match UserRole::from_label(&kind) {
            Some(UserRole::Admin) => Role::Admin,
            Some(UserRole::Representative) => rank.unwrap_or(Role::JuniorSupport),
            Some(UserRole::Customer) | None => return Err(gone()),
        };
        Ok(Self {
            tx,
            organization: session.organization,
            user: session.user,
            representative: representative.map(Id::from),
            role,
            now,
            group,
            head: None,
            report: None,
            scrubs: false,
            memo: Memo::default(),
        })
    }

    /// A transaction in an organization that is about to be founded, acting as its first
    /// administrator, whose row is about to be written.
    pub(crate) fn founding(
        tx: Transaction<'c>,
        session: &Session,
        device: Uuid,
        operation: &'static str,
    ) -> Result<Self> {
        let now = Instant::now();
        let mut group = Group::open(&tx, device, operation, now)?;
        // Undoing it would leave nobody to redo it.
        group.origin = Some(0);
        Ok(Self::trusted(tx, *session, Some(group), now))
    }

    /// A transaction of the exchange with the organization's hub, of which nobody needs to be here: the file may be
    /// yet to be filled. With `pull` it writes rows as they come, as one group of that operation by nobody, made by
    /// that device and never undone.
    pub(crate) fn exchanging(
        tx: Transaction<'c>,
        organization: Id<Organization>,
        pull: Option<(Uuid, &'static str)>,
    ) -> Result<Self> {
        let now = Instant::now();
        let group = match pull {
            Some((device, operation)) => Some(Group::open(&tx, device, operation, now)?),
            None => None,
        };
        let nobody = Session { organization, user: Id::from(Uuid::nil()) };
        let mut org = Self::trusted(tx, nobody, group, now);
        if pull.is_some() {
            org.arriving()?;
        }
        Ok(org)
    }

    /// Whoever `session` says may do anything.
    fn trusted(tx: Transaction<'c>, session: Session, group: Option<Group>, now: Instant) -> Self {
        Self {
            tx,
            organization: session.organization,
            user: session.user,
            representative: None,
            role: Role::Admin,
            now,
            group,
            head: None,
            report: None,
            scrubs: false,
            memo: Memo::default(),
        }
    }

    /// The organization.
    pub fn id(&self) -> Id<Organization> {
        self.organization
    }

    /// The acting user; nil where nobody acts.
    pub fn user(&self) -> Id<User> {
        self.user
    }

    /// The acting user's representative, if there is one.
    pub fn representative(&self) -> Option<Id<Representative>> {
        self.representative
    }

    /// What the acting user may do.
    pub fn role(&self) -> Role {
        self.role
    }

    /// When this operation happens: the same moment for all it writes.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// Refuses when the acting user's role is below `least`.
    ///
    /// # Errors
    /// FORBIDDEN, naming the role it takes.
    pub fn require(&self, least: Role, what: &str) -> Result<()> {
        if self.role >= least {
            return Ok(());
        }
        Err(Error::forbidden(format!(
            "To {what} takes the role {} or above; yours is {}.",
            least.label(),
            self.role.label()
        )))
    }

    /// Moves the moment of what follows, for histories that are told afterwards (the demo): its
    /// changes become a group of their own, at their own time and by their own actor.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn at(&mut self, at: Instant, actor: Id<User>, operation: &'static str) -> Result<()> {
        let Some((device, arriving)) = self.group.as_ref().map(|g| (g.device, g.arriving)) else {
            return Ok(());
        };
        self.close_group()?;
        (self.now, self.user) = (at, actor);
        self.group = Some(Group::open(&self.tx, device, operation, at)?);
        if arriving { self.arriving() } else { Ok(()) }
    }

    /// From here on rows are taken as they come, with what they add up to elsewhere already in
    /// there: no sum moves with them, and the group is never undone.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn arriving(&mut self) -> Result<()> {
        if let Some(group) = &mut self.group {
            group.arriving = true;
            group.origin = Some(0);
        }
        self.run("UPDATE desk_context SET arriving = 1", &[]).map(drop)
    }

    /// What this operation does from here on reverses `operation`, or, with 0, can never be undone.
    pub(crate) fn reverses(&mut self, operation: i64) {
        if let Some(group) = &mut self.group {
            group.origin = Some(operation);
        }
    }

    /// The group that is open, whether anything was changed in it or not.
    pub(crate) fn open_group(&self) -> Option<i64> {
        self.group.as_ref().map(|group| group.id)
    }

    /// The group that its changes are logged under, once there are any.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub(crate) fn group(&self) -> Result<Option<i64>> {
        let Some(group) = &self.group else { return Ok(None) };
        let changed = self
            .tx
            .prepare_cached("SELECT 1 FROM desk_log WHERE seq = ?1")
            .and_then(|mut find| find.exists([group.id]))
            .map_err(fault)?;
        Ok(changed.then_some(group.id))
    }

    /// What was answered to this request before, if it was.
    ///
    /// # Errors
    /// CONFLICT when the request id was used for something else.
    pub fn answered(&self, request: &Request) -> Result<Option<String>> {
        request.answered(&self.tx, Some((self.organization, self.user)))
    }

    /// Keeps the answer to a request, in this very transaction.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn answer(&self, request: &Request, result: &str) -> Result<()> {
        request.answer(&self.tx, Some((self.organization, self.user)), result, self.now)
    }

    pub(crate) fn commit(mut self) -> Result<()> {
        self.close_group()?;
        if self.group.is_some() {
            // What is purged must not be left in the index either.
            search::at_commit(&self.tx, self.scrubs).map_err(fault)?;
            let clear = "UPDATE desk_context SET group_id = NULL, at = NULL, arriving = 0";
            self.tx.prepare_cached(clear).and_then(|mut s| s.execute([])).map_err(fault)?;
        }
        self.tx.commit().map_err(|e| match fault(e) {
            // Deferred foreign keys are checked here and do not say which one it was.
            error if error.message.contains("FOREIGN KEY") => Error::new(
                Code::Conflict,
                "The change refers to a row that does not exist. Nothing was changed.",
            ),
            error => error,
        })
    }

    fn close_group(&mut self) -> Result<()> {
        let Some(group) = &self.group else { return Ok(()) };
        self.still_open()?;
        let close = || {
            let mut head = match self.head {
                Some(head) => head,
                None => chain::Head::before(&self.tx, group.id)?,
            };
            group.close(self, &mut head)?;
            Ok(head)
        };
        self.head = Some(close().map_err(fault)?);
        Ok(())
    }

    /// An error inside a trigger rolls the whole transaction back. Whoever goes on after it must not write
    /// outside of any, nor believe in a commit.
    fn still_open(&self) -> Result<()> {
        if !self.tx.is_autocommit() {
            return Ok(());
        }
        Err(Error::internal(
            "The operation went on after the database had refused a change. Nothing was changed.",
        ))
    }

    pub(crate) fn run(&self, sql: &str, values: &[Value]) -> Result<usize> {
        self.still_open()?;
        self.tx
            .prepare_cached(sql)
            .and_then(|mut s| s.execute(crate::sql::bind(values)))
            .map_err(fault)
    }

    /// How many rows of `table` have each status, from counters that cost the same at any size.
    ///
    /// # Errors
    /// INTERNAL when the database refuses.
    pub fn counts(&self, table: &model::Table) -> Result<Vec<(String, i64)>> {
        let sql = "SELECT status, n FROM desk_counts WHERE organization_id = ?1 AND table_name = ?2 ORDER BY status";
        let read = || {
            let mut query = self.tx.prepare_cached(sql)?;
            let rows = query
                .query_map((Bound(ValueRef::Id(self.organization.uuid())), table.name), |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(fault)
    }
}

impl Group {
    fn open(
        tx: &Transaction<'_>,
        device: Uuid,
        operation: &'static str,
        at: Instant,
    ) -> Result<Self> {
        let open = || {
            let id = last_entry(tx)? + 1;
            tx.prepare_cached("UPDATE desk_context SET group_id = ?1, at = ?2")?
                .execute([id, at.0])?;
            Ok(Self { id, operation, device, arriving: false, origin: None })
        };
        open().map_err(fault)
    }

    /// Writes the group down under its seal. One that changed nothing leaves no trace.
    fn close(&self, org: &Org<'_>, head: &mut chain::Head) -> rusqlite::Result<()> {
        let organization = org.organization.uuid();
        let actor = Some(org.user.uuid()).filter(|user| !user.is_nil());
        let own = chain::Group {
            id: self.id,
            organization: organization.as_bytes(),
            actor: actor.as_ref().map(|user| &user.as_bytes()[..]),
            device: self.device.as_bytes(),
            operation: self.operation,
            at: org.now.0,
            origin: self.origin,
        };
        let Some(seal) = head.seal(&org.tx, &own)? else { return Ok(()) };
        org.tx
            .prepare_cached(
                "INSERT INTO desk_groups (id, organization_id, actor_id, device_id, operation, at, origin, seal, leaves)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute((
                self.id,
                organization,
                actor,
                self.device,
                self.operation,
                org.now.0,
                self.origin,
                seal.digest,
                seal.leaves,
            ))?;
        Ok(())
    }
}

//! Every seal, computed anew.

use super::{
    LEAF,
    encode::{Digest, Entry, Group, Left, digest},
    find,
    forget::forgotten,
    previous,
    rows::State,
};
use crate::{meta, sql::name};
use model::{Instant, tables};
use rusqlite::{Connection, Row, Statement};
use uuid::Uuid;

/// How far the chain of seals holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Chain {
    /// Groups whose seal fits.
    pub groups: u64,
    /// Entries under them, up to the first that does not fit.
    pub entries: u64,
    /// Entries made past the desk since the last seal; the next one covers them.
    pub unsealed: u64,
    /// Groups written by a version that did not seal yet.
    pub earlier: u64,
}

/// The most faults that are told.
const MOST: usize = 20;

/// Checks the chain, and adds what does not fit to `faults`.
pub(crate) fn check(db: &Connection, faults: &mut Vec<String>) -> rusqlite::Result<Chain> {
    let mut found = Vec::new();
    let lefts = Lefts::of(db)?;
    let chain = Walk::new(db, &lefts, &mut found)?.walk()?;
    unlogged(db, &mut found)?;
    let more = found.len().saturating_sub(MOST);
    faults.extend(found.into_iter().take(MOST));
    if more > 0 {
        faults.push(format!("chain: {more} more groups do not fit"));
    }
    Ok(chain)
}

/// What the rows were left as, for each entry that is its row's last under a seal.
struct Lefts {
    /// Every entry, in order.
    seqs: Vec<i64>,
    left: Vec<Option<Left>>,
}

impl Lefts {
    fn of(db: &Connection) -> rusqlite::Result<Self> {
        let mut seqs = Vec::new();
        // Which seal each is under: a new one begins behind each group.
        let mut seals: Vec<u32> = Vec::new();
        let mut read = db.prepare("SELECT seq, group_id FROM desk_log ORDER BY seq")?;
        let mut rows = read.query([])?;
        let (mut seal, mut before): (u32, Option<i64>) = (0, None);
        while let Some(row) = rows.next()? {
            let group: Option<i64> = row.get(1)?;
            seal += u32::from(before.is_some() && before != group);
            before = group;
            seqs.push(row.get(0)?);
            seals.push(seal);
        }
        let mut lefts = Self { left: vec![None; seqs.len()], seqs };
        let mut read = db.prepare(
            "SELECT row_id, table_name, seq, kind, old FROM desk_log ORDER BY row_id, seq DESC",
        )?;
        let mut rows = read.query([])?;
        // The tables that have a row of this id (one, unless someone arranged it otherwise), each with
        // its state and the last seal seen.
        let mut id: Vec<u8> = Vec::new();
        let mut states: Vec<(usize, State, Option<u32>)> = Vec::new();
        while let Some(row) = rows.next()? {
            let this = row.get_ref(0)?.as_bytes()?;
            if this != id {
                states.clear();
                id = this.to_vec();
            }
            let Some((place, table)) = find(row.get_ref(1)?.as_bytes()?) else { continue };
            let at = match states.iter().position(|(of, ..)| *of == place) {
                Some(at) => at,
                None => {
                    states.push((place, State::now(db, table, &id)?, None));
                    states.len() - 1
                }
            };
            let (_, state, last) = &mut states[at];
            let seq: i64 = row.get(2)?;
            let Some(position) = lefts.position(seq) else { continue };
            if last.replace(seals[position]) != Some(seals[position]) {
                lefts.left[position] = match state.left() {
                    None => forgotten(db, seq)?.map(|kept| kept.row),
                    known => known,
                };
            }
            state.back(table, row.get_ref(3)?.as_bytes()?, row.get_ref(4)?.as_bytes_or_null()?);
        }
        Ok(lefts)
    }

    fn position(&self, seq: i64) -> Option<usize> {
        // Mostly without gaps.
        let first = self.seqs.first()?;
        let near = usize::try_from(seq.checked_sub(*first)?).ok()?;
        match self.seqs.get(near) {
            Some(found) if *found == seq => Some(near),
            _ => self.seqs.binary_search(&seq).ok(),
        }
    }

    fn of_entry(&self, seq: i64) -> Option<&Left> {
        self.left[self.position(seq)?].as_ref()
    }
}

/// An entry under the seal that is being computed.
struct Leaf {
    digest: Digest,
    seq: i64,
    of: String,
}

/// Goes through entries and groups side by side, both in their order.
struct Walk<'a> {
    db: &'a Connection,
    lefts: &'a Lefts,
    faults: &'a mut Vec<String>,
    chain: Chain,
    /// Entries that no seal has covered yet.
    open: Vec<Leaf>,
    before: Option<Vec<u8>>,
    /// The last group without a seal.
    unsealed: i64,
}

impl<'a> Walk<'a> {
    fn new(
        db: &'a Connection,
        lefts: &'a Lefts,
        faults: &'a mut Vec<String>,
    ) -> rusqlite::Result<Self> {
        let unsealed = meta::number(db, "unsealed")?.unwrap_or(0);
        Ok(Self {
            db,
            lefts,
            faults,
            chain: Chain::default(),
            open: Vec::new(),
            before: None,
            unsealed,
        })
    }

    fn walk(mut self) -> rusqlite::Result<Chain> {
        let db = self.db;
        let mut entries = db.prepare(
            "SELECT seq, group_id, at, table_name, row_id, kind, effect, old FROM desk_log ORDER BY seq",
        )?;
        let mut groups = db.prepare(
            "SELECT id, organization_id, actor_id, device_id, operation, at, origin, seal, leaves FROM desk_groups
             WHERE id > ?1 ORDER BY id LIMIT 1",
        )?;
        // The group of the entry before, and the last one that was closed.
        let (mut group, mut closed): (Option<i64>, i64) = (None, i64::MIN);
        let mut buffer = Vec::with_capacity(1_024);
        let mut rows = entries.query([])?;
        while let Some(row) = rows.next()? {
            let entry = Entry::read(row)?;
            if let Some(id) = group.filter(|id| entry.group != Some(*id)) {
                closed = self.close(&mut groups, closed, Some(id))?;
            }
            group = entry.group;
            let old = match (entry.old, entry.kind) {
                (Some(text), _) => Some(digest(text)),
                (None, b"insert") => None,
                (None, _) => forgotten(db, entry.seq)?.and_then(|kept| kept.old),
            };
            let left = self.lefts.of_entry(entry.seq);
            let id = Uuid::from_slice(entry.row).map_or_else(|_| "?".into(), |id| id.to_string());
            self.open.push(Leaf {
                digest: entry.digest(old.as_ref(), left, &mut buffer),
                seq: entry.seq,
                of: format!("{} {id}", String::from_utf8_lossy(entry.table)),
            });
        }
        drop(rows);
        if group.is_some() {
            closed = self.close(&mut groups, closed, group)?;
        }
        self.chain.unsealed = self.open.len() as u64;
        // What comes behind the last entry has none left.
        self.close(&mut groups, closed, None)?;
        Ok(self.chain)
    }

    /// Closes the groups behind `closed` up to the one whose entries have been read, or all.
    fn close(
        &mut self,
        groups: &mut Statement<'_>,
        mut closed: i64,
        wanted: Option<i64>,
    ) -> rusqlite::Result<i64> {
        if wanted.is_some_and(|id| id <= closed) {
            let entry = self.open.last().map_or(0, |leaf| leaf.seq);
            self.fault(format!(
                "chain: entry {entry} stands outside of its group {}",
                wanted.unwrap_or(0)
            ));
            self.open.clear();
            return Ok(closed);
        }
        loop {
            let mut rows = groups.query([closed])?;
            let Some(row) = rows.next()? else {
                if let Some(id) = wanted {
                    self.fault(format!("chain: group {id} is missing, its entries are there"));
                    self.open.clear();
                    return Ok(id);
                }
                return Ok(closed);
            };
            let id: i64 = row.get(0)?;
            if wanted.is_some_and(|wanted| id > wanted) {
                self.fault(format!(
                    "chain: group {} is missing, its entries are there",
                    wanted.unwrap_or(0)
                ));
                self.open.clear();
                return Ok(wanted.unwrap_or(id));
            }
            closed = id;
            if wanted == Some(id) {
                self.seal(row)?;
                self.open.clear();
                return Ok(closed);
            }
            self.fault(format!("chain: the entries of {} are missing", title(row)?));
            self.before = row.get(7)?;
        }
    }

    /// Compares a group's seal with the entries that were read.
    fn seal(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let seal: Option<Vec<u8>> = row.get(7)?;
        let id: i64 = row.get(0)?;
        let Some(seal) = seal else {
            if id > self.unsealed {
                self.fault(format!("chain: {} has lost its seal", title(row)?));
            } else {
                self.chain.earlier += 1;
            }
            return Ok(());
        };
        let operation = row.get_ref(4)?.as_str()?;
        let group = Group {
            id,
            organization: row.get_ref(1)?.as_bytes()?,
            actor: row.get_ref(2)?.as_bytes_or_null()?,
            device: row.get_ref(3)?.as_bytes()?,
            operation,
            at: row.get(5)?,
            origin: row.get(6)?,
        };
        let leaves: Vec<Digest> = self.open.iter().map(|leaf| leaf.digest).collect();
        let before = previous(self.before.as_deref());
        if group.digest(&before, &leaves)[..] == seal[..] {
            if self.faults.is_empty() {
                self.chain.groups += 1;
                self.chain.entries += leaves.len() as u64;
            }
        } else {
            let kept: Vec<u8> = row.get::<_, Option<Vec<u8>>>(8)?.unwrap_or_default();
            let fault = self.misfit(&kept);
            self.fault(format!("chain: {} {fault}", title(row)?));
        }
        self.before = Some(seal);
        Ok(())
    }

    /// What does not fit, told by the beginnings that were kept of the entries' digests.
    fn misfit(&self, kept: &[u8]) -> String {
        let mut kept = kept.chunks(LEAF);
        let off = self.open.iter().find(|leaf| kept.next() != Some(&leaf.digest[..LEAF]));
        match off {
            Some(Leaf { seq, of, .. }) => format!(
                "does not fit its seal: from entry {seq} on, {of} is not what was sealed (the row or its log was changed)"
            ),
            None if kept.next().is_some() => {
                "does not fit its seal: entries at its end are missing".into()
            }
            None => {
                "does not fit its seal: its own fields, or the seal before it, were changed".into()
            }
        }
    }

    fn fault(&mut self, fault: String) {
        self.faults.push(fault);
    }
}

fn title(row: &Row<'_>) -> rusqlite::Result<String> {
    let at = Instant(row.get(5)?);
    Ok(format!("group {} ({}, {at})", row.get::<_, i64>(0)?, row.get_ref(4)?.as_str()?))
}

/// Rows that came in without an entry, where their organization's own founding is in the log.
fn unlogged(db: &Connection, faults: &mut Vec<String>) -> rusqlite::Result<()> {
    for table in tables::every().filter(|table| table.name != "organizations") {
        let organization = if table.has_organization() {
            "t.organization_id".to_owned()
        } else {
            format!("(SELECT organization_id FROM budgets WHERE id = t.{})", name("budget_id"))
        };
        let logged = |id: &str, of: &str| {
            format!(
                "EXISTS (SELECT 1 FROM desk_log WHERE row_id = {id} AND table_name = '{of}' AND kind <> 'update')"
            )
        };
        let strays: Vec<Uuid> = db
            .prepare(&format!(
                "SELECT t.id FROM {} AS t WHERE NOT {} AND {} LIMIT {MOST}",
                table.name,
                logged("t.id", table.name),
                logged(&organization, "organizations")
            ))?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        faults.extend(
            strays.iter().map(|id| format!("chain: {} {id} came in past the log", table.name)),
        );
    }
    Ok(())
}

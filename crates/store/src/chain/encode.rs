//! What exactly is hashed. Every field has a tag that says whether it is there, every text its length
//! before it, so that no two different contents are written alike.

use rusqlite::{Row, types::ValueRef};
use sha2::{Digest as _, Sha256};

/// A SHA-256.
pub(crate) type Digest = [u8; 32];

/// What a row is after an entry, where that entry is the row's last under its seal: its image's
/// digest, or `None` when it is gone.
pub(super) type Left = Option<Digest>;

pub(super) fn digest(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}

fn bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend((bytes.len() as u64).to_le_bytes());
    out.extend(bytes);
}

fn number(out: &mut Vec<u8>, n: Option<i64>) {
    out.push(n.is_some().into());
    out.extend(n.unwrap_or(0).to_le_bytes());
}

/// An entry of the log as it is stored.
pub(super) struct Entry<'a> {
    pub seq: i64,
    pub group: Option<i64>,
    pub at: Option<i64>,
    pub table: &'a [u8],
    pub row: &'a [u8],
    pub kind: &'a [u8],
    pub effect: i64,
    pub old: Option<&'a [u8]>,
}

impl<'a> Entry<'a> {
    /// From seq, group_id, at, table_name, row_id, kind, effect, old.
    pub fn read(row: &'a Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get(0)?,
            group: row.get(1)?,
            at: row.get(2)?,
            table: row.get_ref(3)?.as_bytes()?,
            row: row.get_ref(4)?.as_bytes()?,
            kind: row.get_ref(5)?.as_bytes()?,
            effect: row.get(6)?,
            old: row.get_ref(7)?.as_bytes_or_null()?,
        })
    }

    /// With its old values and, for the last of its row, what the row was left as.
    pub fn digest(
        &self,
        old: Option<&Digest>,
        left: Option<&Left>,
        buffer: &mut Vec<u8>,
    ) -> Digest {
        buffer.clear();
        number(buffer, Some(self.seq));
        number(buffer, self.group);
        number(buffer, self.at);
        bytes(buffer, self.table);
        bytes(buffer, self.row);
        bytes(buffer, self.kind);
        number(buffer, Some(self.effect));
        buffer.push(old.is_some().into());
        buffer.extend(old.into_iter().flatten());
        match left {
            None => buffer.push(0),
            Some(None) => buffer.push(1),
            Some(Some(image)) => {
                buffer.push(2);
                buffer.extend(image);
            }
        }
        digest(buffer)
    }
}

/// A group's own fields, but for those that a later undo changes.
pub(crate) struct Group<'a> {
    pub id: i64,
    pub organization: &'a [u8],
    pub actor: Option<&'a [u8]>,
    pub device: &'a [u8],
    pub operation: &'a str,
    pub at: i64,
    pub origin: Option<i64>,
}

impl Group<'_> {
    /// Over the seal before, itself and its entries.
    pub fn digest(&self, before: &Digest, leaves: &[Digest]) -> Digest {
        let mut own = Vec::with_capacity(256);
        own.extend(before);
        number(&mut own, Some(self.id));
        bytes(&mut own, self.organization);
        own.push(self.actor.is_some().into());
        bytes(&mut own, self.actor.unwrap_or_default());
        bytes(&mut own, self.device);
        bytes(&mut own, self.operation.as_bytes());
        number(&mut own, Some(self.at));
        number(&mut own, self.origin);
        own.extend((leaves.len() as u64).to_le_bytes());
        let mut hash = Sha256::new();
        hash.update(&own);
        leaves.iter().for_each(|leaf| hash.update(leaf));
        hash.finalize().into()
    }
}

/// A row's image: its columns by their place, in order. One that is empty is left out, so that a column
/// added by a later version, empty in the rows of before, changes no image of before.
pub(super) mod image {
    use super::{ValueRef, bytes};

    pub(crate) fn column(out: &mut Vec<u8>, place: usize, value: ValueRef<'_>) {
        if value != ValueRef::Null {
            out.extend((place as u64).to_le_bytes());
            self::value(out, value);
        }
    }

    fn value(out: &mut Vec<u8>, value: ValueRef<'_>) {
        match value {
            ValueRef::Null => {}
            ValueRef::Integer(n) => {
                out.push(1);
                out.extend(n.to_le_bytes());
            }
            ValueRef::Real(n) => {
                out.push(2);
                out.extend(n.to_bits().to_le_bytes());
            }
            ValueRef::Text(text) => {
                out.push(3);
                bytes(out, text);
            }
            ValueRef::Blob(blob) => {
                out.push(4);
                bytes(out, blob);
            }
        }
    }
}

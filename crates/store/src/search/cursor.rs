//! Where a search goes on.

use super::{Query, find::EXACT, walk::Range};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use model::{Error, Result};

/// Where the next page begins: a stretch of the newest, and how many of its best were given.
pub(super) struct Cursor {
    query: u64,
    pub range: Range,
    pub skip: usize,
    /// Older ones that are ranked with the first stretch.
    pub exact: Vec<i64>,
    pub first: bool,
}

impl Cursor {
    pub fn new(query: &Query, range: Range) -> Self {
        Self { query: digest(query), range, skip: 0, exact: Vec::new(), first: true }
    }

    pub fn write(&self) -> String {
        let Range { low, high } = self.range;
        let parts = (self.query, low, high, self.skip, &self.exact, self.first);
        URL_SAFE_NO_PAD.encode(serde_json::json!(parts).to_string())
    }

    pub fn read(text: &str, query: &Query) -> Result<Self> {
        let read = || {
            let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
            let (digested, low, high, skip, exact, first) = serde_json::from_slice(&bytes).ok()?;
            let cursor = Self { query: digested, range: Range { low, high }, skip, exact, first };
            (cursor.query == digest(query) && cursor.exact.len() <= EXACT).then_some(cursor)
        };
        read().ok_or_else(|| {
            Error::validation("cursor", "cursor must be the nextCursor of this same query.")
        })
    }
}

/// Tells queries from one another.
fn digest(query: &Query) -> u64 {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(format!("{query:?}"));
    hash.iter().take(6).fold(0, |n, byte| n << 8 | u64::from(*byte))
}

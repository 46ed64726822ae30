//! The chain over what a device has pushed, as `desk_sync.push` computes it.

use sha2::{Digest as _, Sha256};

/// A hash over everything pushed so far.
pub type Head = [u8; 32];

/// Of a device that has pushed nothing.
pub const START: Head = [0; 32];

/// The hash after one more entry: SHA-256 over the hash before it and the entry's JSON text, byte
/// for byte as it stands in the batch.
pub fn next(head: &Head, entry: &str) -> Head {
    let mut hash = Sha256::new();
    hash.update(head);
    hash.update(entry);
    hash.finalize().into()
}

/// A hash as the batch carries it: 64 hexadecimal digits.
pub fn hex(head: &Head) -> String {
    head.iter().map(|byte| format!("{byte:02x}")).collect()
}

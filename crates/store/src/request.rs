use crate::fault::fault;
use model::{
    Code, Error, Id, Instant, Result,
    tables::{Organization, User},
};
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A change asked for under an id of the asker's making, so that asking twice does it once.
#[derive(Debug, Clone)]
pub struct Request {
    id: Uuid,
    operation: &'static str,
    digest: [u8; 32],
}

type Asker = Option<(Id<Organization>, Id<User>)>;

impl Request {
    /// `input` is the whole input, as text; the same id with another input is refused.
    pub fn new(id: Uuid, operation: &'static str, input: &str) -> Self {
        Self { id, operation, digest: Sha256::digest(input).into() }
    }

    pub(crate) fn answered(&self, db: &Connection, asker: Asker) -> Result<Option<String>> {
        let found = db
            .prepare_cached("SELECT actor_id, operation, digest, result FROM desk_requests WHERE organization_id = ?1 AND id = ?2")
            .and_then(|mut find| {
                find.query_row((organization(asker), self.id), |row| {
                    Ok((
                        row.get::<_, Option<Uuid>>(0)?,
                        row.get::<_, String>(1)?,
                        row.get::<_, Vec<u8>>(2)?,
                        row.get::<_, String>(3)?,
                    ))
                })
                .optional()
            })
            .map_err(fault)?;
        let Some((actor, operation, digest, result)) = found else { return Ok(None) };
        let own = actor == self::actor(asker);
        if own && operation == self.operation && digest == self.digest {
            return Ok(Some(result));
        }
        Err(Error::new(
            Code::Conflict,
            "This request id was used for another request. Make a new one for each change.",
        )
        .at("requestId"))
    }

    pub(crate) fn answer(
        &self,
        db: &Connection,
        asker: Asker,
        result: &str,
        at: Instant,
    ) -> Result<()> {
        db.prepare_cached(
            "INSERT INTO desk_requests (organization_id, id, actor_id, operation, digest, result, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )
        .and_then(|mut keep| {
            keep.execute((organization(asker), self.id, actor(asker), self.operation, self.digest.as_slice(), result, at.0))
        })
        .map_err(fault)?;
        Ok(())
    }
}

/// As it is stored: empty where there is none yet.
fn organization(asker: Asker) -> Vec<u8> {
    asker.map(|(organization, _)| organization.uuid().as_bytes().to_vec()).unwrap_or_default()
}

fn actor(asker: Asker) -> Option<Uuid> {
    asker.map(|(_, user)| user.uuid())
}

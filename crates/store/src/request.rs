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
            .prepare_cached("SELECT organization_id, actor_id, operation, digest, result FROM desk_requests WHERE id = ?1")
            .and_then(|mut find| {
                find.query_row([self.id], |row| {
                    Ok((
                        row.get::<_, Option<Uuid>>(0)?,
                        row.get::<_, Option<Uuid>>(1)?,
                        row.get::<_, String>(2)?,
                        row.get::<_, Vec<u8>>(3)?,
                        row.get::<_, String>(4)?,
                    ))
                })
                .optional()
            })
            .map_err(fault)?;
        let Some((organization, actor, operation, digest, result)) = found else { return Ok(None) };
        let (our_organization, our_actor) = ids(asker);
        let same = (organization, actor) == (our_organization, our_actor)
            && operation == self.operation
            && digest == self.digest;
        if same {
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
        let (organization, actor) = ids(asker);
        db.prepare_cached(
            "INSERT INTO desk_requests (id, organization_id, actor_id, operation, digest, result, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )
        .and_then(|mut keep| {
            keep.execute((self.id, organization, actor, self.operation, self.digest.as_slice(), result, at.0))
        })
        .map_err(fault)?;
        Ok(())
    }
}

fn ids(asker: Asker) -> (Option<Uuid>, Option<Uuid>) {
    asker.map(|(o, u)| (o.uuid(), u.uuid())).unzip()
}

//! Who is signed in, and how one comes to be.

use crate::{Desk, Org, fault::fault};
use model::{
    Code, Error, Id, Result,
    tables::{self, Organization, User},
};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

/// Who is signed in, and where. Made only by [`Desk::sign_in`](crate::Desk::sign_in); whether the
/// user may still work here is read anew in every transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    pub(crate) organization: Id<Organization>,
    pub(crate) user: Id<User>,
}

impl Session {
    /// The organization worked in.
    pub fn organization(&self) -> Id<Organization> {
        self.organization
    }

    /// The acting user.
    pub fn user(&self) -> Id<User> {
        self.user
    }
}

/// How someone says who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignIn {
    /// By the user's id.
    User(Id<User>),
    /// By email, in the organization of that slug or in any.
    Email {
        /// The address; upper and lower case do not matter.
        email: String,
        /// The organization's slug.
        organization: Option<String>,
    },
    /// The first administrator of the organization of that slug, or of the file's only one.
    FirstAdmin {
        /// The organization's slug.
        organization: Option<String>,
    },
}

impl Desk {
    /// Signs a user in. Customers cannot.
    ///
    /// # Errors
    /// NOT_FOUND when there is no such user or organization, FORBIDDEN for a customer.
    pub fn sign_in(&self, who: &SignIn) -> Result<Session> {
        let mut db = self.reader()?;
        let session = find_user(&db, who)?;
        // Checks the role as every transaction does.
        Org::reading(&mut db, &session)?;
        Ok(session)
    }

    /// The slug of the file's only organization.
    ///
    /// # Errors
    /// NOT_FOUND when there is none yet, or several to choose from.
    pub fn only_organization(&self) -> Result<String> {
        only_organization(&*self.reader()?).map(|(_, slug)| slug)
    }

    /// Who can sign in: representatives and administrators of the file's organizations, as
    /// `{id, name, email, role, organization}`.
    ///
    /// # Errors
    /// INTERNAL when the file cannot be read.
    pub fn sign_ins(&self) -> Result<Vec<serde_json::Value>> {
        let db = self.reader()?;
        let read = || {
            db.prepare_cached(
                "SELECT u.id, u.name, u.email, CASE u.role WHEN 'ADMIN' THEN 'ADMIN' ELSE ifnull(r.role, 'JUNIOR_SUPPORT') END, o.name
                 FROM organizations AS o CROSS JOIN users AS u ON u.organization_id = o.id AND u.role IN ('ADMIN', 'REPRESENTATIVE')
                 LEFT JOIN representatives AS r ON r.user_id = u.id ORDER BY o.created_at, u.role, u.created_at, u.id LIMIT 500",
            )?
            .query_map([], |row| {
                Ok(serde_json::json!({
                    "id": row.get::<_, Uuid>(0)?.to_string(),
                    "name": row.get::<_, String>(1)?,
                    "email": row.get::<_, String>(2)?,
                    "role": row.get::<_, String>(3)?,
                    "organization": row.get::<_, String>(4)?,
                }))
            })?
            .collect::<rusqlite::Result<_>>()
        };
        read().map_err(fault)
    }
}

fn find_user(db: &Connection, who: &SignIn) -> Result<Session> {
    let found = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
        db.query_row(sql, values, |row| {
            Ok(Session {
                user: Id::from(row.get::<_, Uuid>(0)?),
                organization: Id::from(row.get::<_, Uuid>(1)?),
            })
        })
        .optional()
        .map_err(fault)
    };
    let session = match who {
        SignIn::User(id) => {
            found("SELECT id, organization_id FROM users WHERE id = ?1", &[&id.uuid()])?
        }
        SignIn::Email { email, organization } => {
            let organization =
                organization.as_deref().map(|slug| by_slug(db, slug)).transpose()?.map(Id::uuid);
            // Emails are not unique in the existing system: who works here comes before customers.
            found(
                "SELECT id, organization_id FROM users WHERE email = ?1 COLLATE NOCASE AND (?2 IS NULL OR organization_id = ?2)
                 ORDER BY role = 'CUSTOMER', created_at, id LIMIT 1",
                &[email, &organization],
            )?
        }
        SignIn::FirstAdmin { organization } => {
            let organization = match organization {
                Some(slug) => by_slug(db, slug)?,
                None => only_organization(db)?.0,
            };
            found(
                "SELECT u.id, u.organization_id FROM users AS u LEFT JOIN representatives AS r ON r.user_id = u.id
                 WHERE u.organization_id = ?1 AND (u.role = 'ADMIN' OR (u.role = 'REPRESENTATIVE' AND r.role = 'ADMIN'))
                 ORDER BY u.role <> 'ADMIN', u.created_at, u.id LIMIT 1",
                &[&organization.uuid()],
            )?
        }
    };
    session.ok_or_else(|| {
        Error::new(
            Code::NotFound,
            format!("There is no such {} here.", tables::find("users").map_or("user", |t| t.noun)),
        )
    })
}

fn by_slug(db: &Connection, slug: &str) -> Result<Id<Organization>> {
    db.query_row("SELECT id FROM organizations WHERE slug = ?1", [slug], |row| {
        row.get::<_, Uuid>(0)
    })
    .optional()
    .map_err(fault)?
    .map(Id::from)
    .ok_or_else(|| {
        Error::new(
            Code::NotFound,
            format!("There is no organization with the slug \"{slug}\" in this file."),
        )
    })
}

fn only_organization(db: &Connection) -> Result<(Id<Organization>, String)> {
    let slugs = db
        .prepare("SELECT id, slug FROM organizations ORDER BY created_at, id LIMIT 20")
        .and_then(|mut s| {
            s.query_map([], |row| Ok((row.get::<_, Uuid>(0)?, row.get::<_, String>(1)?)))?
                .collect::<rusqlite::Result<Vec<_>>>()
        })
        .map_err(fault)?;
    match slugs.as_slice() {
        [] => Err(Error::new(
            Code::NotFound,
            "This file holds no organization yet. Create one with create_organization, or load the demo.",
        )),
        [(id, slug)] => Ok((Id::from(*id), slug.clone())),
        many => {
            let names = many.iter().map(|(_, s)| s.as_str()).collect::<Vec<_>>().join(", ");
            Err(Error::new(
                Code::NotFound,
                format!("This file holds several organizations; say which by its slug: {names}."),
            ))
        }
    }
}

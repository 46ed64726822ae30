use model::Id;
use model::tables::{Organization, User};

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

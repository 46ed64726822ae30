//! A person: a customer, or someone who works here.

use crate::{Id, Instant, Text, labels, table, tables::Organization};

labels! {
    /// What kind of person a user is.
    UserRole "user_role" { Customer "CUSTOMER", Representative "REPRESENTATIVE", Admin "ADMIN" }
}

table! {
    /// A person: a customer, or someone who works here.
    User "users", "user" {
        id: Id<User> = NewId;
        organization_id: Id<Organization>;
        email: Text<255>;
        name: Text<255>;
        role: UserRole = Text("CUSTOMER");
        created_at: Instant = Now;
        updated_at: Instant = Now, as Derived;
    }
    index {
        "users_email_idx" ("email");
        "users_org_id_idx" ("organization_id");
    }
}

//! The working side of a user: role, availability and load.

use crate::{
    Decimal, Id, Instant, labels, table,
    tables::{Organization, User},
};

labels! {
    /// What a representative may do.
    RepresentativeRole "representative_role" { JuniorSupport "JUNIOR_SUPPORT", SeniorSupport "SENIOR_SUPPORT", TeamLead "TEAM_LEAD", Admin "ADMIN" }
}

labels! {
    /// Whether a representative takes work.
    RepresentativeStatus "representative_status" { Online "ONLINE", Away "AWAY", Offline "OFFLINE" }
}

table! {
    /// The working side of a user: role, availability and load.
    Representative "representatives", "representative" {
        id: Id<Representative> = NewId;
        organization_id: Id<Organization>;
        user_id: Id<User>;
        role: RepresentativeRole = Text("JUNIOR_SUPPORT");
        status: RepresentativeStatus = Text("OFFLINE");
        /// Open conversations, moved by one with each assignment and its end, never recounted.
        active_chats: i32 = Int(0), as Delta;
        max_chats: i32 = Int(10);
        /// 0.00 to 5.00.
        rating: Decimal<3, 2> = Int(0);
        created_at: Instant = Now;
        updated_at: Instant = Now, as Derived;
        last_active_at: Option<Instant>;
    }
    unique {
        "representatives_user_id_unique" ("user_id");
    }
    index {
        "representatives_org_id_idx" ("organization_id");
        "representatives_status_idx" ("status");
        "representatives_user_id_idx" ("user_id");
    }
}

//! A named filter.

use crate::{
    Id, Instant, Json, Text, table,
    tables::{Organization, User},
};

table! {
    /// A named filter of a list, with its order.
    SavedView "saved_views", "saved view" {
        id: Id<SavedView> = NewId;
        organization_id: Id<Organization>;
        /// Whose it is.
        user_id: Id<User>;
        name: Text<100>;
        /// The list it filters, by the resource's name.
        resource: Text<50> = Text("tickets");
        /// As a list operation takes it.
        filter: Json = Text("{}");
        /// As a list operation takes it.
        sort: Option<Json>;
        /// Whether everybody in the organization sees it.
        shared: bool = Int(0);
        /// Its place in the navigation.
        position: i32 = Int(0);
        created_at: Instant = Now, as Fact;
        updated_at: Instant = Now, as Derived;
    }
}

//! Whether a database can be made a hub, asked before anything of it is done.

use crate::connect::refused;
use model::{Code, Error, Result, tables};
use std::collections::{HashMap, HashSet};
use tokio_postgres::Client;

/// Refuses where the user may not make a hub of it, or the tables are not the organization's.
///
/// # Errors
/// FORBIDDEN and CONFLICT. Nothing was changed.
pub async fn check(client: &Client) -> Result<()> {
    permitted(client).await?;
    alike(client).await
}

async fn permitted(client: &Client) -> Result<()> {
    let ask = "SELECT current_user::text, current_database()::text, r.rolsuper OR r.rolcreaterole,
            has_database_privilege(current_database(), 'CREATE'), has_schema_privilege('public', 'CREATE')
        FROM pg_roles r WHERE r.rolname = current_user";
    let row = client.query_one(ask, &[]).await.map_err(|e| refused(&e))?;
    let (user, database): (String, String) = (row.get(0), row.get(1));
    let (roles, schemas, tables): (bool, bool, bool) = (row.get(2), row.get(3), row.get(4));
    let refuse = |lacks: &str, grant: String| {
        let message = format!(
            "The user \"{user}\" may not {lacks}, which a hub needs: {grant}. Nothing was changed."
        );
        Err(Error::forbidden(message))
    };
    if !roles {
        return refuse("make roles for devices", format!("ALTER ROLE \"{user}\" CREATEROLE"));
    }
    if !schemas {
        let grant = format!("GRANT CREATE ON DATABASE \"{database}\" TO \"{user}\"");
        return refuse("make a schema", grant);
    }
    if !tables {
        return refuse("make tables", format!("GRANT CREATE ON SCHEMA public TO \"{user}\""));
    }
    Ok(())
}

/// Whether the organization's tables that are there have its columns.
async fn alike(client: &Client) -> Result<()> {
    let names: Vec<&str> = tables::ALL.iter().map(|table| table.name).collect();
    let ask = "SELECT c.relname::text, a.attname::text FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname::text = ANY ($1)";
    let rows = client.query(ask, &[&names]).await.map_err(|e| refused(&e))?;
    let mut there: HashMap<String, HashSet<String>> = HashMap::new();
    for row in rows {
        there.entry(row.get(0)).or_default().insert(row.get(1));
    }
    for table in tables::ALL {
        let Some(columns) = there.get(table.name) else { continue };
        if let Some(lacking) = table.columns.iter().find(|c| !columns.contains(c.name)) {
            let message = format!(
                "The tables are not those of the organization schema: public.{} has no {}. Bring them up to date first; nothing was changed.",
                table.name, lacking.name
            );
            return Err(Error::new(Code::Conflict, message));
        }
    }
    Ok(())
}

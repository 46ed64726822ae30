//! What holds for every change holds for undoing and redoing it as well.

use crate::money;
use model::{
    Error, Id, Record as _, Result, Value,
    tables::{Representative, User, UserRole},
    tally,
};
use std::collections::HashMap;
use store::{Lost, Org, Reversal, Role, Skip};
use uuid::Uuid;

/// Skips what no rule would let be done now.
///
/// # Errors
/// FORBIDDEN where it takes a higher role than the acting user's.
pub(super) fn check(org: &Org<'_>, plan: &mut Reversal) -> Result<()> {
    within_own_rank(org, plan)?;
    keep_an_admin(org, plan)?;
    money::spend_again(org, plan)?;
    capacity(org, plan)
}

/// Nobody gives or takes a rank above their own.
fn within_own_rank(org: &Org<'_>, plan: &Reversal) -> Result<()> {
    for (_, row) in plan.kept().filter(|(_, row)| row.table.name == Representative::NAME) {
        for role in [row.before("role"), row.after("role")].into_iter().flatten() {
            if let Value::Text(role) = role
                && let Some(role) = Role::from_label(role)
            {
                org.require(role, "manage a representative of that role")?;
            }
        }
    }
    Ok(())
}

/// An organization without an administrator could never be put right again.
fn keep_an_admin(org: &Org<'_>, plan: &mut Reversal) -> Result<()> {
    let admin = Value::from(UserRole::Admin.label());
    let loses = |plan: &Reversal| -> Vec<usize> {
        let kept = plan.kept().filter(|(_, row)| row.table.name == User::NAME);
        kept.filter(|(_, row)| {
            row.before("role") == Some(&admin) && row.after("role") != Some(&admin)
        })
        .map(|(place, _)| place)
        .collect()
    };
    let lost = loses(plan);
    if !lost.is_empty() && !crate::resources::has_more_admins(org, lost.len())? {
        let why = Skip::because("No administrator would be left.");
        plan.skip(lost.into_iter().map(|place| (place, why.clone())));
    }
    Ok(())
}

/// How much more a representative would have, by whose return, and which column of that says so.
#[derive(Default)]
struct More {
    work: i64,
    places: Vec<(usize, &'static str)>,
}

/// No representative gets more than they take. What came last stays as it is, or, where it is not there,
/// comes back and is nobody's.
fn capacity(org: &Org<'_>, plan: &mut Reversal) -> Result<()> {
    let mut free: HashMap<Uuid, Option<i64>> = HashMap::new();
    loop {
        let mut more: HashMap<Uuid, More> = HashMap::new();
        for (place, row) in plan.kept() {
            let tallies = tally::ALL
                .iter()
                .filter(|t| t.table == row.table.name && t.to == Representative::NAME);
            for tally in tallies {
                let part = |row: &Option<Vec<Value>>| row.as_ref().and_then(|r| tally.part(r));
                let (from, to) = (part(&row.from), part(&row.to).filter(|_| !row.loses(tally.by)));
                if from == to {
                    continue;
                }
                if let Some((id, n)) = from {
                    more.entry(id).or_default().work -= n;
                }
                if let Some((id, n)) = to {
                    let more = more.entry(id).or_default();
                    more.work += n;
                    more.places.push((place, tally.by));
                }
            }
        }
        let (mut stay, mut lose) = (Vec::new(), Vec::new());
        for (id, More { work, places }) in more.into_iter().filter(|(_, more)| more.work > 0) {
            let free = match free.get(&id) {
                Some(free) => *free,
                None => *free.entry(id).or_insert(room(org, plan, id)?),
            };
            if let Some(free) = free.filter(|free| work > *free) {
                let excess = usize::try_from(work - free.max(0)).unwrap_or(0);
                let over = places.into_iter().rev().take(excess);
                let (back, others): (Vec<_>, Vec<_>) =
                    over.partition(|(place, _)| plan.rows[*place].from.is_none());
                lose.extend(back);
                stay.extend(others.into_iter().map(|(place, _)| place));
            }
        }
        if stay.is_empty() && lose.is_empty() {
            return Ok(());
        }
        for (place, column) in lose {
            plan.lose(place, Lost { column, why: "who has no free place for it" });
        }
        let why = Skip::because("Its representative has no free place for it.");
        plan.skip(stay.into_iter().map(|place| (place, why.clone())));
    }
}

/// How much more a representative takes; `None` for one who comes back with what they had.
fn room(org: &Org<'_>, plan: &Reversal, id: Uuid) -> Result<Option<i64>> {
    let planned = plan.kept().find(|(_, row)| row.id == id).map(|(_, row)| row);
    if let Some(row) = planned {
        return Ok(match (row.before("id"), row.after("active_chats"), row.after("max_chats")) {
            (Some(_), Some(Value::Int(active)), Some(Value::Int(max))) => Some(max - active),
            _ => None,
        });
    }
    match org.row::<Representative>(Id::from(id)) {
        Ok(row) => Ok(Some(i64::from(row.max_chats) - i64::from(row.active_chats))),
        Err(Error { code: model::Code::NotFound, .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

//! Merging a column that was edited on both sides since they last agreed. The one place where that is
//! decided: the device does it when it takes over what it pulled; the hub only compares.

use model::{Class, Column, Type, Value};
use serde_json::{Map, Value as Json};

/// What a side has made of a column.
#[derive(Debug, Clone, Copy)]
pub struct Edit<'a> {
    /// The value.
    pub value: &'a Value,
    /// When it was edited, in microseconds since 1970 by the hub's clock.
    pub at: i64,
}

/// How far to believe what was edited here.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    /// Whether a row whose status is the first may get the second.
    pub may_follow: &'a dyn Fn(&str, &str) -> bool,
    /// Whether this device's clock can be believed. Where not, the hub's newer values stand.
    pub trusted: bool,
}

/// What becomes of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Its value from here on. The hub is still to be told where it is not the hub's.
    pub value: Value,
    /// Whose edit does not stand, where one does not: both go to the conflicts.
    pub lost: Option<Lost>,
}

/// Whose edit does not stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// What was edited here.
    Mine,
    /// What the hub has.
    Theirs,
}

impl Merged {
    fn quiet(value: Value) -> Self {
        Self { value, lost: None }
    }

    /// The newer edit stands, at the same moment the hub's. Both desks of a conflict decide alike, whoever
    /// comes second.
    fn newest(theirs: Edit<'_>, mine: Edit<'_>, rules: Rules<'_>) -> Self {
        match rules.trusted && mine.at > theirs.at {
            true => Self { value: mine.value.clone(), lost: Some(Lost::Theirs) },
            false => Self { value: theirs.value.clone(), lost: Some(Lost::Mine) },
        }
    }
}

/// Merges a column: `base` is what both sides had, `theirs` what the hub has now, `mine` what is here.
pub fn column(
    column: &Column,
    base: &Value,
    theirs: Edit<'_>,
    mine: Edit<'_>,
    rules: Rules<'_>,
) -> Merged {
    if column.class == Class::Delta {
        // First of all: that both sides have the same by now does not mean that they added the same thing.
        return delta(base, theirs, mine);
    }
    if same(column, theirs.value, base) {
        return Merged::quiet(mine.value.clone());
    }
    if same(column, theirs.value, mine.value) || same(column, mine.value, base) {
        return Merged::quiet(theirs.value.clone());
    }
    match column.class {
        Class::Scalar | Class::Delta => Merged::newest(theirs, mine, rules),
        Class::State => state(theirs, mine, rules),
        Class::Set => {
            set(base, theirs, mine).unwrap_or_else(|| Merged::newest(theirs, mine, rules))
        }
        Class::Json => {
            object(base, theirs, mine, rules).unwrap_or_else(|| Merged::newest(theirs, mine, rules))
        }
        // Computed from what is merged already: whoever computed it last had more of that.
        Class::Derived | Class::Follows => Merged::quiet(Merged::newest(theirs, mine, rules).value),
        // Written once. That it is another one by now, the hub knows better.
        Class::Fact => Merged::quiet(theirs.value.clone()),
    }
}

/// Whether two values are one value of the column: Postgres orders the keys of JSON in its own way.
pub(super) fn same(column: &Column, one: &Value, other: &Value) -> bool {
    one == other
        || match (column.ty, one, other) {
            (Type::Json, Value::Text(one), Value::Text(other)) => {
                let read = |text| serde_json::from_str::<Json>(text).ok();
                read(one).is_some_and(|one| Some(one) == read(other))
            }
            _ => false,
        }
}

/// A step from where the hub is: it was made not knowing of that, but may be made all the same.
fn state(theirs: Edit<'_>, mine: Edit<'_>, rules: Rules<'_>) -> Merged {
    match (theirs.value, mine.value) {
        (Value::Text(from), Value::Text(to)) if (rules.may_follow)(from, to) => {
            Merged::quiet(mine.value.clone())
        }
        _ => Merged { value: theirs.value.clone(), lost: Some(Lost::Mine) },
    }
}

/// What was added here, added there. Whoever cannot hold the sum refuses it.
fn delta(base: &Value, theirs: Edit<'_>, mine: Edit<'_>) -> Merged {
    let number = |value: &Value| match value {
        Value::Int(n) => *n,
        _ => 0,
    };
    let added = number(mine.value).saturating_sub(number(base));
    Merged::quiet(Value::Int(number(theirs.value).saturating_add(added)))
}

/// The hub's members in the hub's order, without those removed here, then those added here.
fn set(base: &Value, theirs: Edit<'_>, mine: Edit<'_>) -> Option<Merged> {
    let members = |value: &Value| -> Option<Vec<Json>> {
        match value {
            Value::Null => Some(Vec::new()),
            Value::Text(text) => serde_json::from_str(text).ok(),
            Value::Int(_) | Value::Id(_) => None,
        }
    };
    let (base, theirs, mine) = (members(base)?, members(theirs.value)?, members(mine.value)?);
    let mut merged = theirs;
    merged.retain(|member| mine.contains(member) || !base.contains(member));
    for member in mine {
        if !base.contains(&member) && !merged.contains(&member) {
            merged.push(member);
        }
    }
    Some(Merged::quiet(Value::Text(Json::from(merged).to_string())))
}

/// Key by key. A key that both sides made different goes by the newer edit.
fn object(base: &Value, theirs: Edit<'_>, mine: Edit<'_>, rules: Rules<'_>) -> Option<Merged> {
    let keys = |value: &Value| -> Option<Map<String, Json>> {
        match value {
            Value::Null => Some(Map::new()),
            Value::Text(text) => serde_json::from_str(text).ok(),
            Value::Int(_) | Value::Id(_) => None,
        }
    };
    let (base, hub, own) = (keys(base)?, keys(theirs.value)?, keys(mine.value)?);
    let newest = Merged::newest(theirs, mine, rules).lost?;
    let (mut merged, mut lost) = (hub.clone(), None);
    let mut here: Vec<&String> = own.keys().collect();
    here.extend(base.keys().filter(|key| !own.contains_key(*key)));
    for key in here {
        let (was, hub, own) = (base.get(key), hub.get(key), own.get(key));
        if own == was || own == hub {
            continue;
        }
        if hub != was {
            lost = Some(newest);
            if newest == Lost::Mine {
                continue;
            }
        }
        match own {
            Some(value) => merged.insert(key.clone(), value.clone()),
            None => merged.shift_remove(key),
        };
    }
    Some(Merged { value: Value::Text(Json::from(merged).to_string()), lost })
}

#[cfg(test)]
mod tests;

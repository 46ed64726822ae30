//! What must hold when a history is over, and what keeps it from being so.

use super::*;

impl World {
    /// What keeps each desk from being done.
    pub(super) fn waiting(&self) -> Vec<String> {
        let hub = self.hub.borrow();
        let mut all = Vec::new();
        for (at, place) in self.places.iter().enumerate() {
            let file = &place.desk.file;
            all.extend(file.waiting().map(|waiting| format!("{at}: {waiting:?}")));
            all.extend(file.unfit.iter().map(|unfit| format!("{at}: {unfit:?}")));
            for key in file.rows.keys().chain(hub.rows.keys()).collect::<BTreeSet<_>>() {
                let (here, there) = (file.rows.get(key), hub.rows.get(key));
                match (here, there) {
                    (Some(here), Some(there)) => {
                        for (n, column) in table(key.0).columns.iter().enumerate() {
                            if !same(column, &here[n], &there[n]) {
                                let (here, there, name) = (&here[n], &there[n], column.name);
                                all.push(format!(
                                    "{at}: {key:?} {name}: {here:?}, the hub {there:?}"
                                ));
                            }
                        }
                    }
                    (None, None) => {}
                    (here, _) => {
                        let log = file.log.iter().filter(|e| (e.table.name, e.row) == *key);
                        let log: Vec<String> = log
                            .map(|e| {
                                let Logged { seq, group, kind, effect, pulled, .. } = e;
                                format!(
                                    "{seq} of {group}: {kind:?} effect {effect} pulled {pulled}"
                                )
                            })
                            .collect();
                        all.push(format!("{at}: {key:?}: here {}; {log:?}", here.is_some()));
                    }
                }
            }
        }
        all
    }

    pub(super) fn quiet(&self) -> bool {
        let hub = self.hub.borrow();
        self.places.iter().all(|place| {
            let file = &place.desk.file;
            file.waiting().next().is_none()
                && file.unfit.is_empty()
                && file.conflicts.iter().all(|(_, told)| *told)
                && place
                    .desk
                    .lost()
                    .is_ok_and(|open| open.iter().all(|id| hub.conflicts.get(id) != Some(&true)))
                && file.link.settled == file.log.len() as i64
                && alike(&file.rows, &hub.rows)
        })
    }

    pub(super) fn check(&mut self) {
        let hub = self.hub.borrow();
        self.really(|real| real.check(&hub));
        for place in &self.places {
            let file = &place.desk.file;
            assert!(alike(&file.rows, &hub.rows), "a desk and the hub differ");
            assert_eq!(file.link.sending, None);
            for (record, _) in &file.conflicts {
                let is_back = file.back.contains(&record.id);
                let there = hub.conflicts.get(&record.id).copied();
                assert_eq!(there, Some(is_back), "{record:?} at the hub");
                if is_back {
                    *self.counts.borrow_mut().entry("conflict withdrawn").or_default() += 1;
                }
            }
        }
        assert!(hub.twice.is_empty(), "carried out twice: {:?}", hub.twice);
        assert!(hub.wrong.is_empty(), "told with a sum that nobody made: {:?}", hub.wrong);
        // Every cent is there once.
        let (records, budgets) = (table("budget_usage_records"), table("budgets"));
        for (key, row) in hub.rows.iter().filter(|(key, _)| key.0 == "budgets") {
            *self.counts.borrow_mut().entry("budget added up").or_default() += 1;
            let used: i64 = hub
                .rows
                .iter()
                .filter(|(other, row)| {
                    other.0 == records.name && row[place(records, "budget_id")] == Value::Id(key.1)
                })
                .map(|(_, row)| int(&row[place(records, "amount")]))
                .sum();
            let added = hub.added.get(&key.1).copied().unwrap_or(0);
            assert_eq!(
                int(&row[place(budgets, "spent")]),
                used + added,
                "spent is what was used: {key:?}"
            );
            let rest = int(&row[place(budgets, "limit")]) - used - added;
            assert_eq!(int(&row[place(budgets, "remaining")]), rest);
        }
        for (key, row) in &hub.rows {
            assert!(!hub.buried.contains(key), "{key:?} lives after it was buried");
            for (_, parent) in crate::rows::parents(table(key.0), row) {
                let there = parent.0 == "organizations" || hub.rows.contains_key(&parent);
                assert!(there, "{key:?} refers to {parent:?}, which is not there");
            }
        }
        let conflicts: Vec<Conflict> = self
            .places
            .iter()
            .flat_map(|p| p.desk.file.conflicts.iter().map(|(record, _)| record.conflict.clone()))
            .chain(std::mem::take(&mut self.kept))
            .collect();
        let lost: Vec<Vec<Lack>> =
            self.places.iter().map(|place| lost_in_silence(place, &hub, &conflicts)).collect();
        let typed_over = self.typed_over();
        for lack in lost.iter().flatten() {
            // It was there, somebody who saw it typed over it, and then the hub lost both.
            let text = (lack.key, lack.column, lack.text.clone());
            if hub.once.contains(&text) && typed_over.contains(&text) {
                continue;
            }
            // The edit went with the delete, and that with the file that a backup has replaced.
            if self.deleted.contains(&lack.key) {
                continue;
            }
            // What was typed before a file was copied, the copy may have gone on with in another way.
            let found = self.places.iter().zip(&lost).any(|(place, lost)| {
                place.desk.file.has(&lack.label) && lost.iter().all(|other| other.is_not(lack))
            });
            assert!(found, "lost in silence: {lack:?}");
        }
        self.check_what_the_hub_lost(&hub, &conflicts, &typed_over);
        for conflict in &conflicts {
            let what = match conflict {
                Conflict::Deleted { lost: Lost::Mine, .. } => "lost: edit of a deleted row",
                Conflict::Deleted { .. } => "lost: their edit of a row deleted here",
                Conflict::Column { lost: Lost::Mine, .. } => "lost: mine",
                Conflict::Column { .. } => "lost: theirs",
            };
            *self.counts.borrow_mut().entry(what).or_default() += 1;
        }
    }
}

impl World {
    /// The texts that were typed at a desk.
    fn typed(&self) -> HashSet<(Key, usize, String)> {
        let mut typed = HashSet::new();
        for file in self.places.iter().map(|place| &place.desk.file) {
            let mut rows = file.rows.clone();
            for entry in file.log.iter().rev() {
                let key: Key = (entry.table.name, entry.row);
                let blank = || vec![Value::Null; entry.table.columns.len()];
                let row = rows.entry(key).or_insert_with(blank);
                let set: Vec<usize> = match entry.kind {
                    Kind::Insert => (0..row.len()).collect(),
                    Kind::Update => entry.old.iter().map(|(at, _)| *at).collect(),
                    Kind::Delete => Vec::new(),
                };
                for at in set.into_iter().filter(|_| !entry.pulled && !entry.effect) {
                    if let Value::Text(text) = &row[at] {
                        typed.insert((key, at, text.clone()));
                    }
                }
                entry.old.iter().for_each(|(at, old)| row[*at] = old.clone());
            }
        }
        typed
    }

    /// What stood at the hub when it was restored to an earlier state, and any desk has known since, is there again,
    /// or kept in a conflict, or somebody who saw it typed over it or deleted it.
    fn check_what_the_hub_lost(
        &self,
        hub: &Kept,
        conflicts: &[Conflict],
        typed_over: &BTreeSet<(Key, usize, String)>,
    ) {
        let kept: HashSet<&Value> = conflicts
            .iter()
            .flat_map(|conflict| match conflict {
                Conflict::Column { mine, theirs, .. } => vec![mine, theirs],
                Conflict::Deleted { image, .. } => image.iter().collect(),
            })
            .collect();
        let typed = self.typed();
        for place in &self.places {
            let file = &place.desk.file;
            // Each value stands in the log as what was before something else, or in the row.
            for entry in &file.log {
                let key: Key = (entry.table.name, entry.row);
                let by_hand = !entry.pulled && !place.dropped.contains(&entry.group);
                for (at, old) in entry.old.iter().filter(|_| entry.kind != Kind::Insert) {
                    let Value::Text(text) = old else { continue };
                    let one = (key, *at, text.clone());
                    // What was typed at a desk is checked there.
                    let typed = typed.contains(&one);
                    if typed || !text.starts_with('v') || by_hand || !hub.gone.contains(&one) {
                        continue;
                    }
                    *self.counts.borrow_mut().entry("lost with the hub").or_default() += 1;
                    let deleted = self.deleted.contains(&key) || hub.buried.contains(&key);
                    assert!(
                        hub.ever.contains(&one)
                            || typed_over.contains(&one)
                            || kept.contains(old)
                            || deleted,
                        "lost with the hub in silence: {one:?}, at entry {} of {}",
                        entry.seq,
                        file.label(entry.group),
                    );
                }
            }
        }
    }

    /// The texts that somebody has typed over at a desk.
    fn typed_over(&self) -> BTreeSet<(Key, usize, String)> {
        let mut texts = BTreeSet::new();
        for place in &self.places {
            let own = place.desk.file.log.iter().filter(|e| {
                e.kind == Kind::Update
                    && !e.effect
                    && !e.pulled
                    && !place.dropped.contains(&e.group)
            });
            for entry in own {
                for (at, old) in &entry.old {
                    if let Value::Text(text) = old {
                        texts.insert(((entry.table.name, entry.row), *at, text.clone()));
                    }
                }
            }
        }
        texts
    }
}

/// A text that nobody can find any more.
#[derive(Debug)]
#[expect(dead_code, reason = "printed")]
struct Lack {
    label: String,
    key: Key,
    column: usize,
    text: String,
    log: Vec<(i64, i64, Kind, bool, bool)>,
}

impl Lack {
    fn is_not(&self, other: &Self) -> bool {
        (&self.label, self.key, self.column) != (&other.label, other.key, other.column)
    }
}

/// Every text that was typed at a desk was at the hub once, or is kept in a conflict, or was typed over at the same
/// desk, or is in an operation that was given up. Those that are not.
fn lost_in_silence(place: &Place, hub: &Kept, conflicts: &[Conflict]) -> Vec<Lack> {
    let mut lost = Vec::new();
    let file = &place.desk.file;
    let mut after: BTreeMap<Key, Row> = file.rows.clone();
    let mut later: BTreeSet<(Key, usize)> = BTreeSet::new();
    for entry in file.log.iter().rev() {
        let key: Key = (entry.table.name, entry.row);
        let Some(row) = after.get(&key).cloned().or_else(|| {
            (entry.kind == Kind::Delete).then(|| vec![Value::Null; entry.table.columns.len()])
        }) else {
            panic!("the log does not lead back");
        };
        let own = !entry.pulled && !entry.effect;
        let set: Vec<usize> = match entry.kind {
            Kind::Insert => (0..row.len()).collect(),
            Kind::Update => entry.old.iter().map(|(at, _)| *at).collect(),
            Kind::Delete => Vec::new(),
        };
        for at in set {
            let scalar = entry.table.columns[at].class == Class::Scalar;
            if let Value::Text(text) = &row[at]
                && own
                && scalar
                && text.starts_with('v')
                && !later.contains(&(key, at))
                && !place.dropped.contains(&entry.group)
                && !hub.ever.contains(&(key, at, text.clone()))
                // Deleted by somebody, and not there again.
                && (hub.rows.contains_key(&key) || !hub.past.contains(&(key, at, text.clone())))
            {
                let kept = conflicts.iter().any(|conflict| match conflict {
                    Conflict::Column { mine, theirs, .. } => *mine == row[at] || *theirs == row[at],
                    Conflict::Deleted { image, .. } => image.contains(&row[at]),
                });
                if !kept {
                    let log = file.log.iter().filter(|e| (e.table.name, e.row) == key);
                    lost.push(Lack {
                        label: file.label(entry.group),
                        key,
                        column: at,
                        text: text.clone(),
                        log: log.map(|e| (e.seq, e.group, e.kind, e.effect, e.pulled)).collect(),
                    });
                }
            }
            if own {
                later.insert((key, at));
            }
        }
        let mut before = row;
        for (at, old) in &entry.old {
            before[*at] = old.clone();
        }
        match entry.kind {
            Kind::Insert => after.remove(&key),
            _ => after.insert(key, before),
        };
        if entry.kind == Kind::Delete && !entry.pulled {
            later.extend((0..entry.table.columns.len()).map(|at| (key, at)));
        }
    }
    lost
}

//! A device's connection to the hub, which may break.

use super::{push::push, *};

/// Whose turn it is to break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The call never arrives.
    Before,
    /// It is carried out and its answer is lost.
    After,
}

/// A device's connection to the hub.
pub struct Remote {
    pub hub: Rc<RefCell<Kept>>,
    pub device: usize,
    pub session: Uuid,
    /// After so many calls the connection breaks.
    pub cut: Option<(u64, Cut)>,
    pub plant: Option<Plant>,
    /// What the file believes to have told: for the plant that compares numbers only.
    pub believed: Vec<Mark>,
    pub counts: Rc<RefCell<BTreeMap<&'static str, u64>>>,
}

fn offline() -> Error {
    Error::new(Code::Offline, "cut")
}

impl Remote {
    /// Carries a call out, or loses it.
    fn call<T>(
        &mut self,
        name: &'static str,
        does: impl FnOnce(&mut Kept, usize) -> T,
    ) -> Result<T> {
        let cut = match &mut self.cut {
            Some((0, cut)) => Some(*cut),
            Some((left, _)) => {
                *left -= 1;
                None
            }
            None => None,
        };
        let device = self.device;
        if cut.is_some() {
            self.cut = None;
        }
        match cut {
            Some(Cut::Before) => {
                self.count(match name {
                    "push" => "push lost",
                    _ => "call lost",
                });
                Err(offline())
            }
            Some(Cut::After) => {
                self.count(match name {
                    "push" => "push answer lost",
                    _ => "answer lost",
                });
                does(&mut self.hub.borrow_mut(), device);
                Err(offline())
            }
            None => Ok(does(&mut self.hub.borrow_mut(), device)),
        }
    }

    fn count(&self, what: &'static str) {
        *self.counts.borrow_mut().entry(what).or_default() += 1;
    }
}

impl Hub for Remote {
    fn hello(&mut self, told: &Hello) -> Result<Welcome> {
        let hello = told.clone();
        let (plant, believed) = (self.plant, self.believed.clone());
        self.call("hello", |hub, device| {
            hub.notice(device, &hello);
            let id = hub.id();
            let own = &mut hub.devices[device];
            let mut told = Mark { dseq: own.last, head: own.head };
            match plant {
                Some(Plant::LostAcknowledgement) => told = own.before.unwrap_or(told),
                // The desk takes for told what it believes to have told.
                Some(Plant::NoChain) => told = believed.last().copied().unwrap_or(told),
                _ => {}
            }
            Welcome {
                hub: id,
                organization: hub.founded.then_some(hub.organization),
                deleted: false,
                slug: "acme".into(),
                file: own.file,
                told,
                versions: (1, 1),
                now: hub.now,
            }
        })
    }

    fn results(&mut self, file: Option<Uuid>, after: i64) -> Result<Vec<(String, Outcome)>> {
        self.call("results", |hub, device| {
            let results = hub.devices[device].results.iter();
            results
                .filter(|(by, dseq, ..)| *dseq > after && file.is_none_or(|file| file == *by))
                .filter_map(|(_, _, label, outcome, _)| Some((label.clone(), outcome.clone()?)))
                .collect()
        })
    }

    fn seen(&mut self) -> Result<(Uuid, i64)> {
        let session = self.session;
        self.call("seen", |hub, _| {
            let times = hub.sights.entry(session).or_default();
            *times += 1;
            (session, *times)
        })
    }

    fn decided(&mut self, conflicts: &[Uuid]) -> Result<Vec<Uuid>> {
        self.call("decided", |hub, _| {
            let decided = conflicts.iter().filter(|id| hub.conflicts.get(id) == Some(&true));
            decided.copied().collect()
        })
    }

    fn pull(&mut self, cursor: Option<&str>, also: &[Key]) -> Result<Difference> {
        let plant = self.plant;
        self.call("pull", |hub, device| {
            if !hub.founded {
                let (cursor, everything, now) = (String::new(), false, hub.now);
                return Difference { cursor, everything, now, changes: Vec::new() };
            }
            let seen = cursor.filter(|cursor| !cursor.is_empty()).map(|cursor| {
                let parts: Vec<&str> = cursor.split(':').collect();
                let number = |text: &str| text.parse::<u64>().unwrap_or(0);
                let open: Vec<u64> =
                    parts[2].split(',').filter(|t| !t.is_empty()).map(number).collect();
                (number(parts[0]), number(parts[1]), open, number(parts[3]) as i64)
            });
            let everything = match &seen {
                None => true,
                Some((low, ..)) => hub.horizon > 0 && *low <= hub.horizon,
            };
            let mut changes: BTreeMap<Key, (bool, Change)> = BTreeMap::new();
            if everything {
                for (key, row) in &hub.rows {
                    let edited = hub.log.iter().rev().find(|e| e.key == *key).map_or(0, |e| e.at);
                    let change = Change {
                        key: *key,
                        now: Theirs::Whole(row.clone()),
                        edited,
                        columns: BTreeMap::new(),
                    };
                    changes.insert(*key, (true, change));
                }
            } else if let Some((_, end, open, seq)) = seen {
                for entry in &hub.log {
                    let new = match plant {
                        Some(Plant::SeqCursor) => entry.seq > seq,
                        _ => entry.xid >= end || open.contains(&entry.xid),
                    };
                    if !new || (plant == Some(Plant::SkippedTombstone) && entry.op == 'D') {
                        continue;
                    }
                    let (whole, change) = changes.entry(entry.key).or_insert_with(|| {
                        let now = Theirs::Columns(BTreeMap::new());
                        (
                            false,
                            Change {
                                key: entry.key,
                                now,
                                edited: entry.at,
                                columns: BTreeMap::new(),
                            },
                        )
                    });
                    *whole |= entry.op != 'U';
                    change.edited = change.edited.max(entry.at);
                    for column in &entry.cols {
                        let at = change.columns.entry(*column).or_insert(entry.at);
                        *at = entry.at.max(*at);
                    }
                }
            }
            for key in also {
                changes
                    .entry(*key)
                    .or_insert_with(|| {
                        let change = Change {
                            key: *key,
                            now: Theirs::Gone,
                            edited: hub.now,
                            columns: BTreeMap::new(),
                        };
                        (true, change)
                    })
                    .0 = true;
            }
            for (key, (whole, change)) in &mut changes {
                change.now = match hub.rows.get(key) {
                    None => Theirs::Gone,
                    Some(row) if *whole => Theirs::Whole(row.clone()),
                    Some(row) => Theirs::Columns(
                        change.columns.keys().map(|at| (*at, row[*at].clone())).collect(),
                    ),
                };
            }
            if plant == Some(Plant::SkippedTombstone) {
                changes.retain(|_, (_, change)| change.now != Theirs::Gone);
            }
            let changes: Vec<_> = changes.into_values().map(|(_, change)| change).collect();
            if std::env::var_os("TRACE").is_some() {
                println!("{device} pulls {changes:?} {everything}");
            }
            Difference { cursor: hub.snapshot(), everything, now: hub.now, changes }
        })
    }

    fn locked(&mut self, cursor: &str, keys: &[Key]) -> Result<Difference> {
        let mut difference = self.pull(Some(cursor), keys)?;
        difference.changes.retain(|change| keys.contains(&change.key));
        Ok(Difference { cursor: cursor.to_owned(), everything: false, ..difference })
    }

    fn push(&mut self, batch: &Batch) -> Result<Reply> {
        let plant = self.plant;
        let reply = self.call("push", |hub, device| push(hub, device, batch, plant));
        if std::env::var_os("TRACE").is_some() {
            let entries: Vec<&str> =
                batch.entries.iter().map(|entry| entry.text.as_str()).collect();
            println!("{} pushes {entries:#?} release {:?}: {reply:?}", self.device, batch.release);
        }
        reply
    }

    fn begin_file(&mut self, file: Uuid) -> Result<()> {
        self.call("begin_file", |hub, device| {
            let own = &mut hub.devices[device];
            own.former.extend(own.file.replace(file));
            (own.last, own.head) = (0, chain::START);
            own.holds.clear();
        })
    }
}

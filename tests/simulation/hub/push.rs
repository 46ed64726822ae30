//! The push of `desk_sync`, rule by rule.

use super::*;

impl Kept {
    fn apply(
        &mut self,
        device: usize,
        label: &str,
        entries: &[&Entry],
        plant: Option<Plant>,
    ) -> Outcome {
        let own = &self.devices[device];
        let origin = own.holds.get(label).map_or(entries[0].dseq, |(origin, _)| *origin);
        // The first of the groups before it that hold back what it touches.
        let before = |key: Uuid| {
            let holds = own.holds.iter();
            let holds = holds.filter(|(_, (at, keys))| *at < origin && keys.contains(&key));
            holds.map(|(label, (at, _))| (*at, label.clone())).min()
        };
        let (mut stale, mut gone, mut held) = (false, Vec::new(), Vec::new());
        let (mut seen, mut made) = (BTreeSet::new(), BTreeSet::new());
        for entry in entries {
            let told = &entry.told;
            let key: Key = (told.table, told.row);
            held.extend(before(key.1));
            if told.kind != Kind::Delete {
                // In the order in which Postgres has the members of its objects.
                let mut columns: Vec<_> = told.columns.iter().collect();
                columns.sort_by_key(|(at, _)| {
                    let name = table(key.0).columns[*at].name;
                    (name.len(), name)
                });
                for (at, part) in columns {
                    let column = &table(key.0).columns[*at];
                    let (Some(to), Part::Edit { new: Value::Id(id), .. }) =
                        (column.references, part)
                    else {
                        continue;
                    };
                    held.extend(before(*id));
                    let to: Key = (table(to).name, *id);
                    let there = to.0 == "organizations"
                        || self.rows.contains_key(&to)
                        || made.contains(&to);
                    if !there && before(*id).is_some() {
                        break;
                    }
                    if !there {
                        return Outcome::Quarantined(json!({"sqlstate": "23503"}));
                    }
                }
            }
            if told.kind == Kind::Insert {
                made.insert(key);
            }
            if !seen.insert(key) {
                continue;
            }
            match (told.kind, self.rows.get(&key)) {
                (Kind::Insert, Some(_)) => stale = true,
                (Kind::Insert, None) if !restores(entry) && self.buried.contains(&key) => {
                    gone.push(key)
                }
                (Kind::Update, None) => gone.push(key),
                (Kind::Update | Kind::Delete, Some(row)) => stale |= moved(entry, row),
                _ => {}
            }
        }
        if let Some((_, by)) = held.into_iter().min() {
            return Outcome::Held(by);
        }
        if !gone.is_empty() {
            return Outcome::Gone(gone);
        }
        if stale {
            return Outcome::Stale;
        }
        let before = (entries.len() > 1).then(|| self.clone());
        let xid = self.xid;
        self.xid += 1;
        for entry in entries {
            if let Some(refused) = self.carry_out_entry(xid, entry, plant) {
                if let Some(before) = before {
                    *self = before;
                }
                return refused;
            }
        }
        let comes = entries.iter().filter(|entry| entry.told.kind == Kind::Insert);
        for entry in comes.filter(|entry| entry.told.table == "budgets") {
            self.open_budget(entry.told.row);
        }
        Outcome::Applied
    }

    /// A budget has come with a group: what it holds beyond the records is what others have added to it, where a desk saw that.
    fn open_budget(&mut self, budget: Uuid) {
        let (budgets, records) = (table("budgets"), table("budget_usage_records"));
        let Some(row) = self.rows.get(&(budgets.name, budget)) else { return };
        let range = (records.name, Uuid::nil())..=(records.name, Uuid::max());
        let own = |row: &&Row| row[place(records, "budget_id")] == Value::Id(budget);
        let used = self.rows.range(range).map(|(_, row)| row).filter(own);
        let used: i64 = used.map(|row| int(&row[place(records, "amount")])).sum();
        let beyond = int(&row[place(budgets, "spent")]) - used;
        if beyond != 0 && !self.once_added.get(&budget).is_some_and(|all| all.contains(&beyond)) {
            self.wrong.push((budget, beyond));
        }
        self.added.insert(budget, beyond);
    }

    /// To a desk that cannot take records over, others have added to the budget what they count, or some of them where it can take
    /// others later.
    pub fn add_unfit<'a>(&mut self, unfit: impl Iterator<Item = &'a Key>) {
        let records = table("budget_usage_records");
        let mut sums: BTreeMap<Uuid, BTreeSet<i64>> = BTreeMap::new();
        for row in unfit.filter(|key| key.0 == records.name).filter_map(|key| self.rows.get(key)) {
            let Value::Id(budget) = row[place(records, "budget_id")] else { continue };
            let added = self.added.get(&budget).copied().unwrap_or(0);
            let sums = sums.entry(budget).or_insert_with(|| BTreeSet::from([added]));
            let amount = int(&row[place(records, "amount")]);
            sums.extend(sums.iter().map(|sum| sum + amount).collect::<Vec<_>>());
        }
        for (budget, sums) in sums {
            self.once_added.entry(budget).or_default().extend(sums);
        }
    }

    fn carry_out_entry(
        &mut self,
        xid: u64,
        entry: &Entry,
        plant: Option<Plant>,
    ) -> Option<Outcome> {
        self.seq += 1;
        let (seq, at) = (self.seq, entry.at.min(self.now));
        let told = &entry.told;
        let key: Key = (told.table, told.row);
        let table = table(key.0);
        match told.kind {
            Kind::Delete => self.delete(xid, seq, key, at),
            Kind::Insert => {
                let mut row = vec![Value::Null; table.columns.len()];
                for (column, part) in &told.columns {
                    if let Part::Edit { new, .. } = part {
                        row[*column] = new.clone();
                    }
                }
                if let Some(state) = self.holdable(key, &row) {
                    return Some(Outcome::Quarantined(json!({"sqlstate": state})));
                }
                derive(key, &mut row);
                self.founded |= key.0 == "organizations";
                // A desk's clock may be anything: never later than now.
                if let Some(touched) = table.position("updated_at") {
                    let told = int(&row[touched]);
                    row[touched] =
                        Value::Int(if restores(entry) { self.now } else { self.now.min(told) });
                }
                self.buried.remove(&key);
                self.rows.insert(key, row);
                self.note(xid, seq, key, 'I', BTreeSet::new(), at);
            }
            Kind::Update => {
                let Some(held) = self.rows.get(&key) else { return Some(Outcome::Stale) };
                if moved(entry, held) {
                    return Some(Outcome::Stale);
                }
                let mut row = held.clone();
                for (column, part) in &told.columns {
                    match (part, &row[*column]) {
                        _ if derived(key.0, *column) => {}
                        (Part::Edit { new, .. }, _) => row[*column] = new.clone(),
                        (Part::Added(n), Value::Int(held)) => {
                            let set = plant == Some(Plant::LastWriteWinsOnMoney);
                            row[*column] = Value::Int(if set { *n } else { held + n });
                        }
                        (Part::Added(_), _) => {}
                    }
                }
                if let Some(state) = self.holdable(key, &row) {
                    return Some(Outcome::Quarantined(json!({"sqlstate": state})));
                }
                derive(key, &mut row);
                // What a desk tells touches the row, whatever it says.
                if let Some(touched) = table.position("updated_at") {
                    row[touched] = Value::Int(self.now.max(int(&row[touched]) + 1));
                }
                let columns: Vec<_> = row.into_iter().enumerate().collect();
                self.set(xid, seq, key, &columns, at);
            }
        }
        None
    }
}

fn derived(name: &str, column: usize) -> bool {
    table(name).columns[column].class == Class::Derived
}

fn derive(key: Key, row: &mut Row) {
    let table = table(key.0);
    if key.0 == "budgets" {
        let [limit, spent, rest] = ["limit", "spent", "remaining"].map(|name| place(table, name));
        if let (Value::Int(limit), Value::Int(spent)) = (&row[limit], &row[spent]) {
            row[rest] = Value::Int(limit - spent);
        }
    }
}

fn restores(entry: &Entry) -> bool {
    entry.text.contains(r#""kind":"restore""#)
}

/// Whether the hub does not hold the bases any more.
fn moved(entry: &Entry, row: &Row) -> bool {
    entry.told.columns.iter().any(|(column, part)| match part {
        Part::Edit { base, .. } => {
            let known = same(&table(entry.told.table).columns[*column], &row[*column], base);
            let moved = !derived(entry.told.table, *column) && !known;
            if moved && std::env::var_os("TRACE").is_some() {
                println!("column {column}: {base:?} is {:?}", row[*column]);
            }
            moved
        }
        Part::Added(_) => false,
    })
}

pub(super) fn push(hub: &mut Kept, device: usize, batch: &Batch, plant: Option<Plant>) -> Reply {
    let own = &mut hub.devices[device];
    let chained = plant != Some(Plant::NoChain);
    if own.file.is_none() && !own.former.contains(&batch.file) {
        own.file = Some(batch.file);
    }
    if plant == Some(Plant::LostAcknowledgement) {
        own.before = Some(batch.from);
    } else if own.file != Some(batch.file)
        || (chained && (own.last, own.head) != (batch.from.dseq, batch.from.head))
    {
        return Reply::Forked;
    }
    let last = if chained { i64::MIN } else { own.last };
    for label in &batch.release {
        own.holds.remove(label);
    }
    let mut results = Vec::new();
    let mut head = batch.from.head;
    let groups = batch.entries.chunk_by(|one, other| one.label == other.label);
    for group in groups {
        let entries: Vec<&Entry> = group.iter().collect();
        let label = group[0].label.clone();
        if group[0].dseq <= last {
            results.push((label, Outcome::Applied));
            continue;
        }
        let outcome = hub.apply(device, &label, &entries, plant);
        if outcome == Outcome::Applied && !hub.done.insert(label.clone()) {
            hub.twice.push(label.clone());
        }
        let own = &mut hub.devices[device];
        match outcome {
            Outcome::Quarantined(_) | Outcome::Held(_) => {
                let origin = own.holds.get(&label).map_or(group[0].dseq, |(origin, _)| *origin);
                let keys = group.iter().map(|entry| entry.told.row).collect();
                own.holds.insert(label.clone(), (origin, keys));
            }
            _ => {
                own.holds.remove(&label);
            }
        }
        for (n, entry) in group.iter().enumerate() {
            head = chain::next(&head, &entry.text);
            let said = (n == 0).then(|| outcome.clone());
            if plant != Some(Plant::LostAcknowledgement) {
                own.results.push((batch.file, entry.dseq, label.clone(), said, head));
            }
        }
        results.push((label, outcome));
    }
    let own = &mut hub.devices[device];
    (own.last, own.head) = (batch.mark.dseq.max(own.last), head);
    for record in &batch.conflicts {
        *hub.conflicts.entry(record.id).or_default() |= record.stands != Stands::Open;
    }
    Reply::Done(results)
}

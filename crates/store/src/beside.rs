//! Lists in the order of what another table notes of their rows: tickets by when they are due.

use crate::{
    Filter, Org, Page, Related, Select, Sort, Test,
    cursor::Cursor,
    select::{self, FEW, Items, Statement, sort_name},
    sql::{self, parameter},
};
use model::{Result, Table, Value};
use std::fmt::Write as _;
use uuid::Uuid;

/// An order that another table gives.
pub struct Beside {
    /// The other table. It has at most one row for each of the list's.
    pub table: &'static Table,
    /// Its column that points to the list's rows.
    pub column: &'static str,
    /// Its column to sort by, a moment. An index holds the organization, this and `column`, where this is not NULL.
    pub by: &'static str,
    /// The list's own column that those are sorted by of which nothing is noted. An index leads in that order too.
    pub rest: &'static str,
}

/// Such a list has two parts: those with something noted, and the rest.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Noted,
    Rest,
}

/// Which way leads to the rows with something noted.
enum Way {
    /// The order itself, until the page is full.
    Order,
    /// The filter, as few rows match; they are sorted.
    Filter,
    /// The condition on another table at this place in the filter, as few rows match; they are sorted.
    Driven(usize),
}

impl Beside {
    /// The condition that something is noted of a row, or nothing is.
    fn noted(&self, exists: bool) -> Filter {
        let any = Filter { column: self.by, test: Test::Compare(">=", i64::MIN.into()) };
        let related = Related { table: self.table, column: self.column, filter: vec![any], exists };
        Filter { column: "id", test: Test::Related(related) }
    }

    /// The statement for the part with something noted.
    fn statement(
        &self,
        select: &Select,
        after: Option<Cursor>,
        way: &Way,
        organization: Uuid,
    ) -> Statement {
        let table = select.view.table;
        let mut values = vec![Value::Id(organization)];
        let (by, column) = (format!("o.{}", sql::name(self.by)), sql::name(self.column));
        let (list, other) = (table.name, self.table.name);
        let mut driving = None;
        let from = match way {
            Way::Order => {
                Some(format!(" FROM {other} AS o CROSS JOIN {list} AS k ON k.id = o.{column}"))
            }
            Way::Filter => None,
            Way::Driven(place) => {
                driving = Some(*place);
                select::driven(select, *place, &mut values)
                    .map(|from| format!("{from} CROSS JOIN {other} AS o ON o.{column} = k.id"))
            }
        };
        let from = from.unwrap_or_else(|| {
            format!(" FROM {list} AS k CROSS JOIN {other} AS o ON o.{column} = k.id")
        });
        let filter = select.filter.iter().enumerate();
        let filter = filter.filter(|(place, _)| driving != Some(*place)).map(|(_, f)| f);
        let mut base = format!(
            "{from} WHERE {} AND {} AND {by} IS NOT NULL{}",
            sql::scope(self.table, "o"),
            sql::scope(table, "k"),
            select::conditions("k", filter, &mut values)
        );
        if matches!(way, Way::Filter) {
            base += &select::spelled("k", table, &select.filter);
        }
        let (direction, past) = select.sort.words();
        if let Some(after) = after {
            let (value, id) =
                (parameter(&mut values, after.value), parameter(&mut values, Value::Id(after.id)));
            let _ = write!(base, " AND ({by}, o.{column}) {past} ({value}, {id})");
        }
        let (limit, offset) = (i64::from(select.limit) + 1, i64::from(select.offset));
        let (limit, offset) =
            (parameter(&mut values, limit.into()), parameter(&mut values, offset.into()));
        let keys = format!(
            "SELECT {by} AS s, o.{column} AS i, k.rowid AS r{base} ORDER BY {by} {direction}, o.{column} {direction} LIMIT {limit} OFFSET {offset}"
        );
        (select::shown(select.view, &keys, direction), values)
    }
}

impl Org<'_> {
    /// A page of a list in the order that `beside` gives, as JSON. What nothing is noted of comes after all else,
    /// the oldest first; descending, all is the other way round.
    ///
    /// # Errors
    /// VALIDATION for a cursor of another list.
    pub fn page_beside(&self, mut select: Select, beside: &'static Beside) -> Result<Page> {
        let descending = select.sort.descending;
        let name = sort_name(&Sort { column: beside.by, descending });
        let names = [name.clone(), format!("{name}, {}", beside.rest)];
        let mut parts = [Part::Noted, Part::Rest];
        if descending {
            parts.reverse();
        }
        let view = select.view;
        let (mut parts, mut after) = (parts.as_slice(), None);
        if let Some(cursor) = select.cursor.take() {
            let (part, found) = match Cursor::read(&cursor, &names[0]) {
                Ok(found) => (Part::Noted, found),
                Err(_) => (Part::Rest, Cursor::read(&cursor, &names[1])?),
            };
            after = Some(found);
            // What comes before the cursor's part was given already.
            while parts.first().is_some_and(|first| *first != part) {
                parts = &parts[1..];
            }
        }
        let driving = self.driving(&select)?;
        let way = self.way(&select, driving)?;
        let organization = self.id().uuid();
        let mut items = Items::of(select.limit);
        let mut skip = select.offset;
        for part in parts {
            let after = after.take();
            let mut statement = |limit, offset| {
                (select.limit, select.offset) = (limit, offset);
                if *part == Part::Noted {
                    return beside.statement(&select, after.clone(), &way, organization);
                }
                let noted = std::mem::replace(&mut select.sort.column, beside.rest);
                select.filter.push(beside.noted(false));
                let rest = select::statement(&select, after.clone(), organization, driving);
                select.filter.pop();
                select.sort.column = noted;
                rest
            };
            let left = items.left;
            let name = &names[usize::from(*part == Part::Rest)];
            self.fill(&mut items, view.plan(), &statement(left, skip), name)?;
            if items.more {
                break;
            }
            // Where all of a part were skipped, so many fewer are of the next.
            skip = match skip {
                0 => 0,
                _ if items.left < left => 0,
                _ => {
                    let (query, values) = statement(skip, 0);
                    skip.saturating_sub(self.rows(&query, &values, |_| Ok(()))?)
                }
            };
        }
        Ok(items.close())
    }

    fn way(&self, select: &Select, driving: Option<usize>) -> Result<Way> {
        if let Some(place) = driving {
            return Ok(Way::Driven(place));
        }
        let (table, filter) = (select.view.table, &select.filter);
        let few = select::points(table, filter) && self.count_where(table, filter, FEW)? < FEW;
        Ok(if few { Way::Filter } else { Way::Order })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{View, migrate};
    use model::{
        Record,
        tables::{Ticket, TicketWork},
    };
    use rusqlite::{Connection, config::DbConfig};

    static TICKETS: View = View::new(Ticket::TABLE, &[], &[]);
    static DUE: Beside =
        Beside { table: TicketWork::TABLE, column: "ticket_id", by: "due_at", rest: "created_at" };

    /// How SQLite goes about a page: the steps of its plan up to the page's own rows.
    fn plan(way: &Way, filter: Vec<Filter>, cursor: bool) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("desk.db");
        migrate::found(&path).expect("a schema");
        let db = Connection::open(&path).expect("a file");
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).expect("as the desk does");
        let select = Select {
            view: &TICKETS,
            filter,
            sort: Sort { column: "due_at", descending: false },
            limit: 50,
            offset: 0,
            cursor: None,
        };
        let after =
            cursor.then(|| Cursor { sort: String::new(), value: 1.into(), id: Uuid::nil() });
        let (query, values) = DUE.statement(&select, after, way, Uuid::nil());
        let mut explain = db.prepare(&format!("EXPLAIN QUERY PLAN {query}")).expect("a statement");
        let steps = explain.query_map(sql::bind(&values), |row| row.get::<_, String>(3));
        let steps: Vec<_> = steps.expect("a plan").map(|step| step.expect("a step")).collect();
        steps.into_iter().skip(1).take_while(|step| !step.starts_with("SCAN p")).collect()
    }

    #[test]
    fn the_order_is_walked_not_sorted() {
        let open =
            || Filter { column: "status", test: Test::In(vec!["OPEN".into(), "WAITING".into()]) };
        for (cursor, from) in [(false, "due_at>?"), (true, "(due_at,ticket_id)>(?,?)")] {
            let steps = plan(&Way::Order, vec![open()], cursor);
            assert_eq!(
                steps,
                [
                    format!(
                        "SEARCH o USING COVERING INDEX ticket_work_due_at_idx (organization_id=? AND {from})"
                    ),
                    "SEARCH k USING INDEX sqlite_autoindex_tickets_1 (id=?)".to_owned()
                ]
            );
        }
    }

    #[test]
    fn few_are_looked_up_where_the_filter_leads() {
        let mine = Filter { column: "assigned_to", test: Test::In(vec![Value::Id(Uuid::nil())]) };
        let open = ["WAITING", "OPEN", "IN_PROGRESS"].map(Value::from);
        let open = Filter { column: "status", test: Test::In(open.into()) };
        let steps = plan(&Way::Filter, vec![mine, open], false);
        assert_eq!(steps.len(), 3, "{steps:?}");
        assert!(
            steps[0].contains("INDEX tickets_work_idx (organization_id=? AND assigned_to=?"),
            "{steps:?}"
        );
        assert!(steps[1].contains("(ticket_id=?)"), "{steps:?}");
        let late = vec![Filter { column: "due_at", test: Test::Compare("<", 1.into()) }];
        let late =
            Related { table: TicketWork::TABLE, column: "ticket_id", filter: late, exists: true };
        let late = Filter { column: "id", test: Test::Related(late) };
        let steps = plan(&Way::Driven(0), vec![late], false);
        assert!(
            steps[0].contains("INDEX ticket_work_due_at_idx (organization_id=? AND due_at<?)"),
            "{steps:?}"
        );
    }
}

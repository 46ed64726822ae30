//! What the operations of the list are made of: the common five of a resource, and the rest by what they do
//! to a row.

use crate::{
    Field, Input, Operation, Output, Param, Resource, Shape, Verb, Who,
    operation::Work,
    resource,
    resources::{REFUNDS, TICKETS},
};
use model::{Result, Type};
use store::{Org, Role, View};

use model::tables::RepresentativeRole::JuniorSupport as Junior;

/// What every operation begins as: it takes nothing, and any representative may.
pub(super) fn operation(
    name: &'static str,
    summary: impl Into<String>,
    work: Work,
    output: Output,
) -> Operation {
    Operation {
        name,
        summary: summary.into(),
        input: Shape::default(),
        output,
        who: Who::AtLeast(Junior),
        reads: Vec::new(),
        verb: None,
        work,
    }
}

/// One that anyone may call, signed in or not.
pub(super) fn open(
    name: &'static str,
    summary: &str,
    work: fn(&store::Desk, &mut crate::Caller, Input) -> Result<String>,
    output: &'static str,
) -> Operation {
    Operation {
        who: Who::Anyone,
        ..operation(name, summary, Work::Open(work), Output::Type(output))
    }
}

/// One that changes nothing.
pub(super) fn read(name: &'static str, summary: &str, work: Work, output: Output) -> Operation {
    operation(name, summary, work, output)
}

/// One that changes something.
pub(super) fn write(name: &'static str, summary: &str, work: Work, output: Output) -> Operation {
    operation(name, summary, work, output)
}

/// One row, shown as a view shows it.
pub(super) fn show(name: &'static str, summary: &str, view: &'static View) -> Operation {
    let work = move |org: &Org<'_>, input: Input| resource::show(org, view, &input);
    Operation {
        reads: view.reads(),
        ..operation(name, summary, Work::Read(Box::new(work)), Output::Row(view))
    }
}

/// A resource's list.
pub(super) fn list(name: &'static str, of: &'static Resource) -> Operation {
    let mut reads = of.view.reads();
    reads.retain(|t| !of.view.children.iter().any(|c| c.table.name == *t));
    Operation {
        input: listing(of, &[]).and([as_of()]),
        reads,
        verb: Some((of.plural, Verb::List)),
        ..operation(
            name,
            format!("A page of {}", words(of.plural)),
            Work::Read(Box::new(|org, input| of.list(org, input))),
            Output::Page(&of.view),
        )
    }
}

/// What a list takes: where to go on, which rows, in which order.
pub(super) fn listing(of: &'static Resource, also: &'static [&'static str]) -> Shape {
    Shape::of([
        Param::number("limit", 1, 500),
        Param::plain("cursor", Type::Text { max: None }),
        Param::number("offset", 0, 1_000_000_000),
        Param::filter(of),
        Param::sort(of, also),
    ])
}

/// One row with its relations.
pub(super) fn get(name: &'static str, of: &'static Resource) -> Operation {
    Operation {
        input: Shape::of([id(of), as_of()]),
        reads: of.view.reads(),
        verb: Some((of.plural, Verb::Get)),
        ..operation(
            name,
            format!("A {} with its relations", of.table().noun),
            Work::Read(Box::new(|org, input| of.get(org, &input))),
            Output::Row(&of.view),
        )
    }
}

/// A new row.
pub(super) fn create(name: &'static str, of: &'static Resource, who: Role) -> Operation {
    let fields = of.create.iter().map(|f| Param::column(of.table(), *f, true));
    Operation {
        input: Shape::of(fields).and([request()]),
        who: Who::AtLeast(who),
        verb: Some((of.plural, Verb::Create)),
        ..operation(
            name,
            format!("Create a {}", of.table().noun),
            Work::Write(Box::new(|org, input| of.create(org, input))),
            Output::Row(&of.view),
        )
    }
}

/// Changes of a row's fields.
pub(super) fn update(name: &'static str, of: &'static Resource, who: Role) -> Operation {
    let fields = of.update.iter().map(|f| Param::column(of.table(), *f, false));
    Operation {
        input: Shape::of([id(of)]).and(fields).and([expected(), request()]),
        who: Who::AtLeast(who),
        verb: Some((of.plural, Verb::Update)),
        ..operation(
            name,
            format!("Change fields of a {}", of.table().noun),
            Work::Write(Box::new(|org, input| of.change(org, input))),
            Output::Row(&of.view),
        )
    }
}

/// The end of a row.
pub(super) fn delete(name: &'static str, of: &'static Resource, who: Role) -> Operation {
    Operation {
        input: Shape::of([id(of), expected(), request()]),
        who: Who::AtLeast(who),
        verb: Some((of.plural, Verb::Delete)),
        ..operation(
            name,
            format!("Delete a {}, with what hangs on it", of.table().noun),
            Work::Write(Box::new(|org, input| of.delete(org, &input))),
            Output::Row(&of.view),
        )
    }
}

/// A step of a row that has rules of its own, with the columns that are written beside it.
pub(super) fn step(
    (name, summary): (&'static str, &'static str),
    (of, who): (&'static Resource, Role),
    fields: &[Field],
    work: fn(&Org<'_>, Input) -> Result<String>,
) -> Operation {
    let fields = fields.iter().map(|f| Param::column(of.table(), *f, false));
    let work = move |org: &mut Org<'_>, input: Input| work(org, input);
    Operation {
        input: Shape::of([id(of)]).and(fields).and([expected(), request()]),
        who: Who::AtLeast(who),
        ..operation(name, summary, Work::Write(Box::new(work)), Output::Row(&of.view))
    }
}

/// Something that is done to one row beyond the common five.
pub(super) fn act(
    name: &'static str,
    summary: &str,
    of: &'static Resource,
    params: impl IntoIterator<Item = Param>,
    work: fn(&mut Org<'_>, Input) -> Result<String>,
) -> Operation {
    Operation {
        input: Shape::of([id(of)]).and(params).and([expected(), request()]),
        ..operation(name, summary, Work::Write(Box::new(work)), Output::Row(&of.view))
    }
}

/// What a decision on a refund is made from.
pub(super) fn money_reads() -> Vec<&'static str> {
    let mut reads = REFUNDS.view.reads();
    reads.extend(TICKETS.view.reads());
    reads.extend(["budget_alerts", "budget_usage_records", "budgets", "organizations"]);
    reads.push("refund_origins");
    reads.sort_unstable();
    reads.dedup();
    reads
}

/// How many rows there are by status.
pub(super) fn count(name: &'static str, of: &'static Resource, output: &'static str) -> Operation {
    Operation {
        reads: vec![of.table().name],
        ..operation(
            name,
            format!("How many {} there are by status", words(of.plural)),
            Work::Read(Box::new(|org, _| of.count(org))),
            Output::Type(output),
        )
    }
}

fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// The row that is meant.
pub(super) fn id(of: &'static Resource) -> Param {
    Param::row("id", of.table().name)
}

/// The moment to see it as of, in place of now.
pub(super) fn as_of() -> Param {
    Param::plain("asOf", Type::Instant)
}

/// When the row was changed last, as the caller saw it.
pub(super) fn expected() -> Param {
    Param::plain("expectedUpdatedAt", Type::Instant)
}

/// The request, by which the same one sent twice is carried out once.
pub(super) fn request() -> Param {
    Param::plain("requestId", Type::Uuid)
}

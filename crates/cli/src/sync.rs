//! Exchanging with a hub: `grounded sync …`.

use crate::{
    Who,
    data::Data,
    demo::bar,
    output::{self, Failure},
    password::Known,
};
use ::sync::{
    engine::round::Report,
    session::{self, Phase, Session, Signal, Step, Watched, secret},
};
use clap::{Args, Subcommand};
use indicatif::ProgressBar;
use serde_json::json;
use std::ops::ControlFlow;
use store::{Desk, sync::Connection};

/// What can be done with this file's hub.
#[derive(Subcommand)]
pub enum Command {
    /// Connect this file to a hub, as the device that `hub add-device` made
    ///
    /// A new file gets everything that the hub has; an organization that the hub lacks is pushed to it.
    Connect {
        /// Like postgres://device@db.example.com:5432/acme, as `hub add-device` prints it
        #[arg(value_name = "URL")]
        url: String,
    },
    /// Pull what is new, push what was done here, and print what was exchanged
    Once {
        #[command(flatten)]
        which: Which,
    },
    /// Go on exchanging whenever there is something new on either side, and print what was
    Watch {
        #[command(flatten)]
        which: Which,
    },
    /// How it stands: what waits, what could not be taken over, when it last went well
    Status {
        #[command(flatten)]
        which: Which,
    },
    /// List what somebody has to decide: edits that do not stand, operations that the hub refused
    Conflicts {
        #[command(flatten)]
        which: Which,
    },
    /// Decide one of them
    Resolve {
        /// Its id, as `sync conflicts` lists it
        id: String,
        /// mine, theirs, keep, or a JSON value for the column
        #[arg(value_name = "mine|theirs|keep|JSON")]
        decision: String,
        #[command(flatten)]
        who: Who,
    },
    /// Part from the hub; everything in the file stays
    Disconnect {
        #[command(flatten)]
        which: Which,
    },
}

/// Which organization, where several are connected.
#[derive(Args)]
pub struct Which {
    /// The organization's slug, where several of the file are connected
    #[arg(long, value_name = "SLUG")]
    org: Option<String>,
}

pub const HELP: &str = "\
The password is taken from the URL, else from the keyring, else from GROUNDED_SYNC_PASSWORD, else asked for on a terminal. It is
kept in the keyring and never in the file; GROUNDED_KEYRING=off leaves the keyring alone.

Examples:
  grounded --data desk.db sync connect postgres://desk_acme_ada_1f2e@db.example.com/acme
  grounded --data desk.db sync once";

/// Carries it out and prints the answer.
pub fn run(data: &Data, command: &Command) -> Result<(), Failure> {
    match command {
        Command::Connect { url } => connect(data, url),
        Command::Once { which } => once(data, which),
        Command::Watch { which } => watch(data, which),
        Command::Status { which } => {
            let (desk, known) = open(data, which.org.as_deref())?;
            output::print(&session::status(&desk, &known)?.to_string())
        }
        Command::Conflicts { which } => {
            let (desk, known) = open(data, which.org.as_deref())?;
            output::print(&session::conflicts(&desk, known.organization)?.to_string())
        }
        Command::Resolve { id, decision, who } => {
            let desk = data.open()?;
            let signed_in = who.sign_in(&desk)?;
            let organization = signed_in.organization().uuid();
            session::resolve(&desk, organization, &signed_in, id, decision)?;
            output::print(&json!({"resolved": id}).to_string())
        }
        Command::Disconnect { which } => {
            let (desk, known) = open(data, which.org.as_deref())?;
            desk.disconnect(known.organization)?;
            secret::forget(&known.url);
            output::print(&json!({"disconnected": known.url}).to_string())
        }
    }
}

fn connect(data: &Data, url: &str) -> Result<(), Failure> {
    if data.path().exists() {
        // An older file is brought to this version first, and shows how far it is.
        drop(data.open()?);
    } else {
        data.make_folder()?;
    }
    let mut known = Known::of(url)?;
    let joined = known.with(|address| {
        let mut shown = None;
        let joined = session::connect(data.path(), address, &domain::may_follow, &mut |step| {
            show(&mut shown, step);
            ControlFlow::Continue(())
        });
        clear(shown);
        joined
    })?;
    known.keep();
    let desk = data.open()?;
    let organization = joined.organization;
    let mut report = joined.told;
    let more = known.with(|address| exchange(&desk, address, organization))?;
    session::add(&mut report, &more);
    let mut told = session::report(&report);
    let filled = joined.filled.map_or(0, |filled| filled.rows);
    told["pulled"] = (report.pulled as u64 + filled).into();
    told["connected"] = true.into();
    told["hub"] = joined.hub.into();
    told["organization"] = organization.to_string().into();
    told["slug"] = joined.slug.into();
    output::print(&told.to_string())
}

/// Shows how far connecting is: a bar for each phase, as its rate is another.
fn show(shown: &mut Option<(Phase, ProgressBar)>, step: Step) {
    if shown.as_ref().is_none_or(|(phase, _)| *phase != step.phase) {
        let bar = bar(match step.phase {
            Phase::Rows => "rows",
            Phase::Index => "documents",
            Phase::Telling => "rows told",
        });
        // What an earlier time did says nothing about the rate.
        bar.set_position(step.done);
        bar.reset_eta();
        clear(shown.replace((step.phase, bar)));
    }
    if let Some((_, bar)) = shown {
        bar.set_length(step.total.unwrap_or(step.done).max(step.done));
        bar.set_position(step.done);
    }
}

fn clear(shown: Option<(Phase, ProgressBar)>) {
    if let Some((_, bar)) = shown {
        bar.finish_and_clear();
    }
}

fn once(data: &Data, which: &Which) -> Result<(), Failure> {
    let (desk, connection) = open(data, which.org.as_deref())?;
    let mut known = Known::of(&connection.url)?;
    let report = known.with(|address| exchange(&desk, address, connection.organization))?;
    known.keep();
    output::print(&session::report(&report).to_string())
}

fn watch(data: &Data, which: &Which) -> Result<(), Failure> {
    let (desk, connection) = open(data, which.org.as_deref())?;
    let organization = connection.organization;
    Known::of(&connection.url)?.with(|address| {
        let may_follow = &domain::may_follow;
        follow(&Session { desk: &desk, organization, address, may_follow })
    })?;
    Ok(())
}

fn follow(session: &Session<'_>) -> model::Result<()> {
    // A line of JSON each time, also of what went wrong when it begins to: it goes on by itself.
    session.watch(&Signal::default(), &mut |told| {
        let _ = match told {
            Watched::Done(report) if *report != Report::default() => {
                output::print(&session::report(report).to_string())
            }
            Watched::Failed { error, times: 1, .. } => {
                output::print(&json!({"waiting": error.message}).to_string())
            }
            _ => Ok(()),
        };
    })
}

/// The desk, and the connection that is meant.
fn open(data: &Data, slug: Option<&str>) -> Result<(Desk, Connection), Failure> {
    let desk = data.open()?;
    let known = session::connection(&desk, slug)?;
    Ok((desk, known))
}

fn exchange(
    desk: &Desk,
    address: &::sync::connect::Address,
    organization: uuid::Uuid,
) -> model::Result<Report> {
    Session { desk, organization, address, may_follow: &domain::may_follow }.once()
}

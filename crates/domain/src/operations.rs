//! The one list of operations. Everything that offers them (the window's commands, `grounded call`,
//! the generated client, the tests that walk over all) reads it here.

mod make;

use crate::{
    Operation, Output, Param, Shape, Who, conversation, create_many, escalations,
    field::optional,
    health, history, money,
    operation::Work,
    resources::{
        AGENTS, BUDGETS, CUSTOMER_PROFILES, DECISION_RULES, ESCALATIONS, ORGANIZATIONS,
        PERFORMANCE_METRICS, REFUNDS, REPRESENTATIVE_PERFORMANCE, REPRESENTATIVES,
        SAVED_VIEW_COUNTS, SAVED_VIEWS, TEAM_PERFORMANCE, TICKETS, USERS, count_saved_views,
        create_organization, organization_input,
    },
    search, session, tickets,
    time::{activity, deleted, label, undo},
    today, workload,
};
use std::{collections::HashMap, sync::LazyLock};

use model::tables::RepresentativeRole::{
    Admin, JuniorSupport as Junior, SeniorSupport as Senior, TeamLead as Lead,
};

use make::{
    act, as_of, count, create, delete, expected, get, id, list, listing, money_reads, open, read,
    request, show, step, update, write,
};

/// Everything the desk can do.
pub fn operations() -> &'static [Operation] {
    static ALL: LazyLock<Vec<Operation>> = LazyLock::new(all);
    &ALL
}

/// The operation of that name.
pub fn find(name: &str) -> Option<&'static Operation> {
    static BY_NAME: LazyLock<HashMap<&str, &Operation>> =
        LazyLock::new(|| operations().iter().map(|o| (o.name, o)).collect());
    BY_NAME.get(name).copied()
}

fn all() -> Vec<Operation> {
    vec![
        open("health", "How the desk is doing", health::health, health::OUTPUT),
        Operation {
            reads: vec!["organizations", "representatives", "users"],
            ..open("session", "Who is signed in", session::session, session::OUTPUT)
        },
        Operation {
            reads: vec!["organizations", "representatives", "users"],
            ..open("list_sign_ins", "Who can sign in", session::list_sign_ins, session::SIGN_INS)
        },
        Operation {
            input: session::input(),
            ..open(
                "sign_in",
                "Sign in, as a representative or an administrator",
                session::sign_in,
                session::OUTPUT,
            )
        },
        open("sign_out", "Sign out", session::sign_out, "null"),
        //
        get("get_organization", &ORGANIZATIONS),
        Operation {
            input: organization_input().and([request()]),
            who: Who::Anyone,
            ..write(
                "create_organization",
                "Found an organization with its first administrator",
                Work::Found(create_organization),
                Output::Row(&ORGANIZATIONS.view),
            )
        },
        update("update_organization", &ORGANIZATIONS, Admin),
        delete("delete_organization", &ORGANIZATIONS, Admin),
        //
        list("list_users", &USERS),
        get("get_user", &USERS),
        create("create_user", &USERS, Junior),
        update("update_user", &USERS, Admin),
        delete("delete_user", &USERS, Admin),
        //
        list("list_representatives", &REPRESENTATIVES),
        get("get_representative", &REPRESENTATIVES),
        create("create_representative", &REPRESENTATIVES, Lead),
        update("update_representative", &REPRESENTATIVES, Lead),
        delete("delete_representative", &REPRESENTATIVES, Lead),
        //
        list("list_customer_profiles", &CUSTOMER_PROFILES),
        get("get_customer_profile", &CUSTOMER_PROFILES),
        create("create_customer_profile", &CUSTOMER_PROFILES, Junior),
        update("update_customer_profile", &CUSTOMER_PROFILES, Lead),
        delete("delete_customer_profile", &CUSTOMER_PROFILES, Lead),
        //
        list("list_tickets", &TICKETS),
        get("get_ticket", &TICKETS),
        create("create_ticket", &TICKETS, Junior),
        update("update_ticket", &TICKETS, Junior),
        delete("delete_ticket", &TICKETS, Lead),
        count("count_tickets", &TICKETS, "StatusCounts<TicketStatus>"),
        act(
            "assign_ticket",
            "Give a ticket to a representative who has a free place",
            &TICKETS,
            [Param::row("assignedTo", "representatives")],
            tickets::assign,
        ),
        act(
            "unassign_ticket",
            "Take a ticket from whoever has it",
            &TICKETS,
            [],
            tickets::unassign,
        ),
        act(
            "route_ticket",
            "Give a ticket to the ONLINE representative with the most free places",
            &TICKETS,
            [],
            tickets::route,
        ),
        act(
            "transition_ticket",
            "Move a ticket one step on in its life",
            &TICKETS,
            tickets::transition_input(),
            tickets::transition,
        ),
        Operation {
            input: Shape::of(tickets::bulk_input()).and([request()]),
            ..write(
                "bulk_update_tickets",
                "Change many tickets at once: all of them, or none",
                Work::Write(Box::new(tickets::bulk_update)),
                Output::Type(tickets::BULK_OUTPUT),
            )
        },
        act(
            "merge_tickets",
            "Merge a ticket into another, which goes on with both conversations",
            &TICKETS,
            tickets::merge_input(),
            tickets::merge,
        ),
        act(
            "snooze_ticket",
            "Take a ticket out of the queue until a moment, or until the customer writes",
            &TICKETS,
            tickets::snooze_input(),
            tickets::snooze,
        ),
        act(
            "wake_ticket",
            "Bring a sleeping ticket back into the queue",
            &TICKETS,
            [],
            tickets::wake,
        ),
        Operation {
            input: listing(&TICKETS, tickets::QUEUE_SORTS).and(tickets::queue_input()),
            reads: tickets::QUEUE.reads(),
            ..read(
                "list_queue",
                "A page of tickets with what is due when; sleeping ones left out, or alone",
                Work::Read(Box::new(tickets::list_queue)),
                Output::Page(&tickets::QUEUE),
            )
        },
        Operation {
            reads: vec!["ticket_work", "tickets"],
            ..read(
                "count_queue",
                "How many tickets are the caller's to do, late, or asleep, and until when that holds",
                Work::Read(Box::new(tickets::count_queue)),
                Output::Type(tickets::COUNTS),
            )
        },
        //
        Operation {
            input: conversation::timeline_input(),
            reads: vec![
                "escalations",
                "messages",
                "refund_origins",
                "refunds",
                "representatives",
                "ticket_work",
                "tickets",
                "users",
            ],
            ..read(
                "ticket_timeline",
                "A ticket's messages and history, newest first, and what hangs on it",
                Work::Read(Box::new(conversation::ticket_timeline)),
                Output::Type(conversation::TIMELINE),
            )
        },
        Operation {
            input: conversation::message_input().and([request()]),
            ..write(
                "add_message",
                "Add a reply or a note to a ticket's conversation, or record what the customer wrote",
                Work::Write(Box::new(conversation::add_message)),
                Output::Row(&conversation::MESSAGES),
            )
        },
        Operation {
            input: conversation::draft_input().and([request()]),
            ..write(
                "save_draft",
                "Keep what one is writing; an empty text discards it",
                Work::Write(Box::new(conversation::save_draft)),
                Output::Type("null"),
            )
        },
        //
        list("list_saved_views", &SAVED_VIEWS),
        get("get_saved_view", &SAVED_VIEWS),
        create("create_saved_view", &SAVED_VIEWS, Junior),
        update("update_saved_view", &SAVED_VIEWS, Junior),
        delete("delete_saved_view", &SAVED_VIEWS, Junior),
        Operation {
            reads: vec!["escalations", "refunds", "saved_views", "ticket_work", "tickets"],
            ..read(
                "count_saved_views",
                "How many rows each saved view holds now",
                Work::Read(Box::new(count_saved_views)),
                Output::Type(SAVED_VIEW_COUNTS),
            )
        },
        //
        list("list_escalations", &ESCALATIONS),
        get("get_escalation", &ESCALATIONS),
        create("create_escalation", &ESCALATIONS, Junior),
        update("update_escalation", &ESCALATIONS, Junior),
        delete("delete_escalation", &ESCALATIONS, Lead),
        count("count_escalations", &ESCALATIONS, "StatusCounts<EscalationStatus>"),
        Operation {
            input: Shape::of([id(&TICKETS)])
                .and(escalations::escalate_input())
                .and([expected(), request()]),
            ..act(
                "escalate_ticket",
                "Hand a ticket's conversation to a person",
                &ESCALATIONS,
                [],
                escalations::escalate,
            )
        },
        act(
            "claim_escalation",
            "Take an escalation that nobody has",
            &ESCALATIONS,
            [],
            escalations::claim,
        ),
        act(
            "resolve_escalation",
            "Resolve an escalation",
            &ESCALATIONS,
            escalations::resolve_input(),
            escalations::resolve,
        ),
        Operation {
            reads: vec!["escalations", "representatives", "tickets", "users"],
            ..read(
                "workload",
                "Every representative's load and capacity, and what they have to do",
                Work::Read(Box::new(workload::workload)),
                Output::Type(workload::OUTPUT),
            )
        },
        //
        list("list_refunds", &REFUNDS),
        get("get_refund", &REFUNDS),
        create("create_refund", &REFUNDS, Junior),
        update("update_refund", &REFUNDS, Senior),
        delete("delete_refund", &REFUNDS, Lead),
        count("count_refunds", &REFUNDS, "StatusCounts<RefundStatus>"),
        Operation {
            input: money::request_input().and([request()]),
            ..write(
                "request_refund",
                "Ask for a refund in a ticket, for its customer",
                Work::Write(Box::new(|org, input| money::request_refund(org, input))),
                Output::Row(&REFUNDS.view),
            )
        },
        step(
            ("approve_refund", "Grant a refund that is PENDING, from the budget that runs now"),
            (&REFUNDS, Senior),
            &[optional("notes"), optional("approved_by")],
            money::approve_refund,
        ),
        step(
            ("reject_refund", "Refuse a refund that is PENDING"),
            (&REFUNDS, Senior),
            &[optional("notes")],
            money::reject_refund,
        ),
        step(
            ("complete_refund", "The money of an APPROVED refund has gone out"),
            (&REFUNDS, Senior),
            &[],
            money::complete_refund,
        ),
        Operation {
            input: Shape::of([id(&REFUNDS)]),
            reads: money_reads(),
            ..read(
                "refund_card",
                "All that a decision on a refund is made from",
                Work::Read(Box::new(money::card)),
                Output::Type(money::CARD),
            )
        },
        Operation {
            input: money::check_input(),
            reads: REFUNDS.view.reads(),
            ..read(
                "check_refund",
                "The refunds of an order that were not rejected",
                Work::Read(Box::new(money::check_refund)),
                Output::Type(money::DUPLICATES),
            )
        },
        //
        list("list_budgets", &BUDGETS),
        get("get_budget", &BUDGETS),
        create("create_budget", &BUDGETS, Lead),
        update("update_budget", &BUDGETS, Lead),
        delete("delete_budget", &BUDGETS, Lead),
        Operation {
            input: Shape::of([request()]),
            who: Who::AtLeast(Lead),
            ..write(
                "roll_budgets",
                "Open the next periods of budgets whose last one has ended",
                Work::Write(Box::new(money::roll_budgets)),
                Output::Type(money::OPENED),
            )
        },
        Operation {
            input: Shape::of([id(&BUDGETS)]),
            reads: vec!["budget_usage_records", "budgets"],
            ..read(
                "budget_burn_down",
                "A budget's spending day by day, and what is foreseen of it",
                Work::Read(Box::new(money::burn_down)),
                Output::Type(money::BURN_DOWN),
            )
        },
        Operation {
            input: money::explain_input(),
            reads: vec!["budget_usage_records", "budgets", "refunds"],
            ..read(
                "explain_budget",
                "What a budget's spent is made up of: its opening and its usage records",
                Work::Read(Box::new(money::explain_budget)),
                Output::Type(money::EXPLANATION),
            )
        },
        list("list_budget_alerts", &money::ALERTS),
        //
        list("list_agents", &AGENTS),
        get("get_agent", &AGENTS),
        create("create_agent", &AGENTS, Lead),
        update("update_agent", &AGENTS, Lead),
        delete("delete_agent", &AGENTS, Lead),
        //
        list("list_decision_rules", &DECISION_RULES),
        get("get_decision_rule", &DECISION_RULES),
        create("create_decision_rule", &DECISION_RULES, Lead),
        update("update_decision_rule", &DECISION_RULES, Lead),
        delete("delete_decision_rule", &DECISION_RULES, Lead),
        //
        list("list_performance_metrics", &PERFORMANCE_METRICS),
        list("list_team_performance", &TEAM_PERFORMANCE),
        Operation {
            input: Shape::of([Param::row("id", "representatives"), as_of()]),
            ..show(
                "get_representative_performance",
                "A representative with all of their figures",
                &REPRESENTATIVE_PERFORMANCE,
            )
        },
        //
        Operation {
            input: history::input(),
            reads: model::tables::every().map(|t| t.name).collect(),
            ..read(
                "row_history",
                "Every change of a row: who, when, from what to what",
                Work::Read(Box::new(history::row_history)),
                Output::Type(history::OUTPUT),
            )
        },
        Operation {
            input: label::input(),
            reads: model::tables::every().map(|t| t.name).collect(),
            ..read(
                "row_label",
                "A few words for a row, also for one that is gone",
                Work::Read(Box::new(label::row_label)),
                Output::Type(label::OUTPUT),
            )
        },
        Operation {
            reads: vec!["budgets", "organizations", "representatives", "ticket_work", "tickets"],
            ..read(
                "today",
                "The last 30 days, the budgets that run now, and one's own open tickets",
                Work::Read(Box::new(today::today)),
                Output::Type(today::OUTPUT),
            )
        },
        Operation {
            input: search::input(),
            reads: search::reads(),
            ..read(
                "search",
                "Find tickets, messages, customers, escalations and refunds by their words",
                Work::Search(Box::new(search::search)),
                Output::Type(search::OUTPUT),
            )
        },
        Operation {
            input: Shape::of([request()]),
            who: Who::AtLeast(Admin),
            ..write(
                "rebuild_search",
                "Make the search index anew",
                Work::Write(Box::new(search::rebuild)),
                Output::Type(search::REBUILT),
            )
        },
        Operation {
            input: create_many::input().and([request()]),
            ..write(
                "create_many",
                "Create many rows of one resource: all of them, or none",
                Work::Write(Box::new(create_many::create_many)),
                Output::Type(create_many::OUTPUT),
            )
        },
        //
        Operation {
            input: undo::input().and([request()]),
            ..write(
                "undo",
                "Reverse one's own last operation, or the one named; what moved on since is skipped and reported",
                Work::Write(Box::new(undo::undo)),
                Output::Type(undo::OUTPUT),
            )
        },
        Operation {
            input: undo::input().and([request()]),
            ..write(
                "redo",
                "Do again what was undone last, or the operation named",
                Work::Write(Box::new(undo::redo)),
                Output::Type(undo::OUTPUT),
            )
        },
        Operation {
            input: activity::list_input(),
            reads: model::tables::every().map(|t| t.name).collect(),
            ..read(
                "list_activity",
                "What was done, operation by operation, newest first",
                Work::Read(Box::new(activity::list)),
                Output::Type(activity::LIST),
            )
        },
        Operation {
            input: activity::entries_input(),
            reads: model::tables::every().map(|t| t.name).collect(),
            ..read(
                "activity_entries",
                "The changes that one operation made, in their order",
                Work::Read(Box::new(activity::entries)),
                Output::Type(activity::ENTRIES),
            )
        },
        Operation {
            input: deleted::list_input(),
            reads: model::tables::every().map(|t| t.name).collect(),
            ..read(
                "list_deleted",
                "Rows that were deleted and are still gone, newest first",
                Work::Read(Box::new(deleted::list)),
                Output::Type(deleted::LIST),
            )
        },
        Operation {
            input: deleted::row_input().and([request()]),
            who: Who::AtLeast(Lead),
            ..write(
                "restore_row",
                "Bring a deleted row back, with what went with it and the references to it",
                Work::Write(Box::new(deleted::restore)),
                Output::Type(deleted::RESTORED),
            )
        },
        Operation {
            input: deleted::purge_input().and([request()]),
            who: Who::AtLeast(Admin),
            ..write(
                "purge",
                "Drop what is known of deleted rows for good",
                Work::Write(Box::new(deleted::purge)),
                Output::Type(deleted::PURGED),
            )
        },
    ]
}

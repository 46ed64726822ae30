//! The first day at the desk, in the real window, by keys and clicks only.
#![cfg(target_os = "linux")]

mod together;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use e2e::{App, Display, Page, Result};

#[test]
fn a_ticket_is_resolved_and_stays_so() -> Result {
    let pictures = pictures("first-day")?;
    let display = Display::start(1440, 900, &pictures.join("xvfb.log"))?;
    let home = tempfile::tempdir()?;

    let app = App::start(&display, home.path(), &pictures)?;
    let page = app.page();
    page.step("1-first-start", |page| page.see(&button("Explore the demo")))?;
    page.step("2-demo", |page| {
        page.click(&button("Explore the demo"))?;
        page.see(&text("Who is working?"))?;
        page.see(&person("Jordan Smith"))
    })?;
    page.step("3-signed-in", |page| {
        page.type_text("Jordan")?;
        page.see_no(&person("Alex Rivera"))?;
        page.press(&["Enter"])?;
        page.see(&heading("Today"))
    })?;
    page.step("4-found", find_ticket)?;
    page.step("5-assigned", |page| {
        page.press(&["a"])?;
        page.see("//input[@aria-label='Assign TICKET-1002 to']")?;
        page.type_text("Alex")?;
        page.press(&["Enter"])?;
        page.see(&text("assigned to Alex Rivera"))
    })?;
    page.step("6-answered", |page| {
        page.press(&["r"])?;
        page.see("//textarea[@aria-label='Reply']")?;
        page.type_text("The invoice is corrected")?;
        page.press(&["Control", "Enter"])?;
        page.see(&text("The invoice is corrected"))?;
        page.press(&["Escape"])
    })?;
    page.step("7-resolved", |page| {
        page.press(&["e"])?;
        page.see(&text("TICKET-1002 resolved"))
    })?;
    page.step("8-undone", |page| {
        page.press(&["z"])?;
        page.see(&text("Undone:"))?;
        page.press(&["Control", "Shift", "z"])?;
        page.see(&text("Done again:"))
    })?;
    page.step("9-approved", |page| {
        page.press(&["g"])?;
        page.press(&["r"])?;
        page.click("//*[@role='row'][contains(., 'Jane Smith')]")?;
        page.see(&text("120.00"))?;
        page.press(&["Control", "Enter"])?;
        page.see("//*[@role='dialog' or @role='alertdialog']")?;
        page.press(&["Control", "Enter"])?;
        page.see_no("//*[@role='dialog' or @role='alertdialog']")
    })?;
    page.step("10-activity", |page| {
        page.press(&["g"])?;
        page.press(&["s"])?;
        page.see(&text("Approve refund"))
    })?;
    app.quit()?;

    let app = App::start(&display, home.path(), &pictures)?;
    let page = app.page();
    page.step("11-next-day", |page| page.see(&heading("Today")))?;
    page.step("12-still-resolved", |page| {
        find_ticket(page)?;
        page.see("//button[@aria-label='Status: Resolved' or normalize-space()='Resolved']")
    })?;
    app.quit()?;

    assert_eq!(in_the_file(home.path())?, "RESOLVED|Alex Rivera");
    Ok(())
}

/// Goes to the queue, finds the ticket by its number and opens it.
fn find_ticket(page: &Page) -> Result {
    page.press(&["g"])?;
    page.press(&["q"])?;
    page.see("//*[@role='grid']")?;
    page.press(&["/"])?;
    page.see("//input[@type='search']")?;
    page.type_text("TICKET-1002")?;
    page.click("//*[@role='row'][contains(., 'TICKET-1002')]")?;
    page.see(&heading("Billing discrepancy for Pro plan renewal"))
}

/// What the ticket is in the file, read by a program that is not ours.
fn in_the_file(home: &Path) -> Result<String> {
    let sql = "SELECT t.status, u.name FROM tickets AS t \
               JOIN representatives AS r ON r.id = t.assigned_to JOIN users AS u ON u.id = r.user_id \
               WHERE t.ticket_number = 'TICKET-1002'";
    let file = home.join("data/grounded-desk/demo.db");
    let output = Command::new("sqlite3").arg(file).arg(sql).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

fn button(name: &str) -> String {
    format!("//button[@aria-label='{name}' or normalize-space()='{name}']")
}

fn person(name: &str) -> String {
    format!("//*[@role='option'][contains(., '{name}')]")
}

fn heading(name: &str) -> String {
    format!("//*[self::h1 or self::h2][contains(., '{name}')]")
}

fn text(part: &str) -> String {
    format!("//body//*[text()[contains(., '{part}')]]")
}

/// A folder below `target/e2e`, emptied of the pictures of the run before.
fn pictures(journey: &str) -> Result<PathBuf> {
    let test = env::current_exe()?;
    let target = test.ancestors().nth(3).ok_or("the test lies in no target folder")?;
    let pictures = target.join("e2e").join(journey);
    if pictures.exists() {
        fs::remove_dir_all(&pictures)?;
    }
    fs::create_dir_all(&pictures)?;
    Ok(pictures)
}

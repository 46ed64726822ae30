//! A window and another desk that work together over a real hub, which comes and goes.

use std::{
    env,
    path::Path,
    process::Command,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use e2e::{App, Display, Page, Result};
use kit::postgres::{Cluster, Database};
use serde_json::{Value, json};

use super::{find_ticket, heading, person, pictures, text};

const NUMBER: &str = "TICKET-1002";
/// The other edit of its priority, to be chosen.
const PRIORITY: &str = "//input[@type='radio'][@aria-label='Priority: Theirs']";

#[test]
fn a_team_works_together_and_apart() -> Result {
    let pictures = pictures("together")?;
    let display = Display::start(1280, 800, &pictures.join("xvfb.log"))?;
    let home = tempfile::tempdir()?;
    let cluster = Arc::new(Cluster::start());
    let office = Office::open(cluster.database(), home.path())?;
    let device = office.device("window")?;

    let app = App::start(&display, &home.path().join("user"), &pictures)?;
    let page = app.page();
    page.step("1-refused", |page| {
        page.click("//button[contains(@aria-label, 'Join your team')]")?;
        page.click("//*[@role='dialog']//input")?;
        page.type_text("db.example.com/acme")?;
        page.press(&["Enter"])?;
        page.see(&text("An address begins with postgres://"))
    })?;
    page.step("2-joined", |page| {
        page.press(&["Control", "a"])?;
        page.type_text(&device)?;
        page.press(&["Enter"])?;
        page.see(&person("Jordan Smith"))?;
        page.type_text("Jordan")?;
        page.see_no(&person("Alex Rivera"))?;
        page.press(&["Enter"])?;
        page.see(&heading("Today"))?;
        page.see(&badge("All saved"))
    })?;
    page.step("3-from-the-office", |page| {
        find_ticket(page)?;
        office.change(json!({ "subject": "Billing, looked at in the office" }))?;
        office.exchange()?;
        page.see(&heading("Billing, looked at in the office"))
    })?;
    page.step("4-to-the-office", |page| {
        prioritize(page, "Low")?;
        office.sees("priority", "LOW")
    })?;
    page.step("5-hub-stopped", |page| {
        cluster.stop();
        page.see(&badge("offline"))?;
        prioritize(page, "Normal")?;
        page.see(&badge("1 to sync"))?;
        page.see("//*[@role='img'][@aria-label='not synced yet']")
    })?;
    page.step("6-hub-back", |page| {
        cluster.start_again();
        sync_now(page)?;
        page.see(&badge("All saved"))?;
        page.see_no("//*[@role='img'][@aria-label='not synced yet']")?;
        office.sees("priority", "NORMAL")
    })?;
    page.step("7-both-edit", |page| {
        office.shut_out(&device, true);
        page.see(&badge("offline"))?;
        prioritize(page, "High")?;
        office.change(json!({ "priority": "URGENT" }))?;
        office.exchange()?;
        office.shut_out(&device, false);
        sync_now(page)?;
        // Not its due time too, which follows the priority.
        page.see(&badge("1 to decide"))
    })?;
    page.step("8-choosing", |page| {
        page.click(&badge("1 to decide"))?;
        page.click("//a[contains(., '1 thing')]")?;
        page.click(&format!("//*[@role='row'][contains(., '{NUMBER}')][contains(., '1 field')]"))?;
        page.see(PRIORITY)?;
        page.press(&["Shift", "Left"])
    })?;
    page.step("9-decided", |page| {
        page.press(&["Control", "Enter"])?;
        page.see(&text("Nothing is to be decided"))?;
        page.see(&badge("All saved"))?;
        office.sees("priority", "HIGH")
    })?;
    app.quit()
}

/// The badge, saying this.
fn badge(says: &str) -> String {
    format!("//nav//button[starts-with(@aria-label, 'Sync: ')][contains(@aria-label, '{says}')]")
}

/// Exchanges now, by the palette, however long it would wait.
fn sync_now(page: &Page) -> Result {
    page.press(&["Control", "k"])?;
    page.see("//input[@role='combobox']")?;
    page.type_text("Sync now")?;
    page.press(&["Enter"])
}

/// Gives the open ticket a priority.
fn prioritize(page: &Page, priority: &str) -> Result {
    page.press(&["p"])?;
    page.see("//input[contains(@aria-label, 'riority')]")?;
    page.type_text(priority)?;
    page.press(&["Enter"])?;
    page.see(&text(&format!("Priority {priority} on")))
}

/// The other desk, on the command line, and the hub that it was brought to.
struct Office {
    database: Database,
    file: String,
}

impl Office {
    fn open(database: Database, folder: &Path) -> Result<Self> {
        let file = folder.join("office.db").to_string_lossy().into_owned();
        let office = Self { database, file };
        grounded(&["hub", "install", &office.database.url()])?;
        grounded(&["--data", &office.file, "demo", "--tickets", "20"])?;
        let device = office.device("office")?;
        office.run(&["sync", "connect", &device])?;
        Ok(office)
    }

    /// The address of a new device.
    fn device(&self, name: &str) -> Result<String> {
        let url = self.database.url();
        let added = grounded(&["hub", "add-device", &url, "--org", "acme-corp", "--name", name])?;
        Ok(added["url"].as_str().ok_or("no address")?.to_owned())
    }

    /// Whether a device gets in, while everybody else does.
    fn shut_out(&self, device: &str, out: bool) {
        let user = device.split("//").nth(1).and_then(|rest| rest.split(':').next());
        let (user, limit) = (user.unwrap_or_default(), if out { 0 } else { -1 });
        self.database.run(&format!("ALTER ROLE {user} CONNECTION LIMIT {limit}"));
        self.database.run(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{user}'"
        ));
    }

    fn run(&self, arguments: &[&str]) -> Result<Value> {
        grounded(&[&["--data", &self.file], arguments].concat())
    }

    fn call(&self, operation: &str, input: &Value) -> Result<Value> {
        self.run(&["call", operation, "--input", &input.to_string()])
    }

    fn exchange(&self) -> Result {
        self.run(&["sync", "once"]).map(drop)
    }

    fn ticket(&self) -> Result<Value> {
        let filter = json!({ "filter": { "ticketNumber": [NUMBER] } });
        let mut listed = self.call("list_tickets", &filter)?;
        Ok(listed["items"][0].take())
    }

    fn change(&self, mut changes: Value) -> Result {
        changes["id"] = self.ticket()?["id"].take();
        self.call("update_ticket", &changes).map(drop)
    }

    /// Exchanges until the ticket says this.
    fn sees(&self, field: &str, value: &str) -> Result {
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            self.exchange()?;
            let ticket = self.ticket()?;
            if ticket[field] == value {
                return Ok(());
            }
            if Instant::now() > end {
                return Err(format!("{field} is {} and not {value}", ticket[field]).into());
            }
            thread::sleep(Duration::from_millis(200));
        }
    }
}

/// Runs the command line that lies beside the app, and reads what it printed.
fn grounded(arguments: &[&str]) -> Result<Value> {
    let test = env::current_exe()?;
    let folder = test.parent().and_then(Path::parent).ok_or("the test lies in no target folder")?;
    let mut command = Command::new(folder.join("grounded"));
    command.args(arguments).env("GROUNDED_KEYRING", "off").env_remove("GROUNDED_DATA");
    let output = command.output().map_err(|reason| {
        format!("grounded: {reason}; cargo build --workspace --bin grounded makes it")
    })?;
    if !output.status.success() {
        return Err(format!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(serde_json::from_slice(&output.stdout).unwrap_or_default())
}

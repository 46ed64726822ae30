//! The app, started by the driver with folders of its own.

use std::{
    env, fs,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{Display, Page, Result, group::Group, webdriver::Session};

/// A running app; it ends with this value, whatever happened before.
pub struct App {
    page: Page,
    _driver: Group,
}

impl App {
    /// Starts the app on `display` with the user's folders below `home`; the same
    /// `home` again is the same user on another day.
    pub fn start(display: &Display, home: &Path, pictures: &Path) -> Result<Self> {
        let binary = binary()?;
        fs::create_dir_all(home)?;
        fs::create_dir_all(pictures)?;
        let port = free_port()?;
        let mut command = Command::new("WebKitWebDriver");
        command
            .args(["--host=127.0.0.1", &format!("--port={port}")])
            .env("DISPLAY", display.name())
            .env_remove("WAYLAND_DISPLAY")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // No session bus: neither a desk that is open on this machine nor an
            // accessibility service is to be disturbed.
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("NO_AT_BRIDGE", "1")
            .env("HOME", home)
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env_remove("GROUNDED_DATA")
            .stdout(Stdio::null());
        let driver = Group::start(&mut command, &pictures.join("driver.log"))?;
        wait_for(port)?;
        let session = Session::start(port, &binary.to_string_lossy(), &[])?;
        Ok(Self { page: Page::new(session, pictures), _driver: driver })
    }

    /// What the window shows.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Closes the app as the driver does, then whatever is left of it.
    pub fn quit(self) -> Result {
        self.page.end()
    }
}

/// The app in the folder that this test was built into.
fn binary() -> Result<PathBuf> {
    let test = env::current_exe()?;
    let folder = test.parent().and_then(Path::parent).ok_or("the test lies in no target folder")?;
    let binary = folder.join("grounded-desk");
    if binary.exists() {
        return Ok(binary);
    }
    Err(format!(
        "{} is missing; `cargo xtask test` builds it, or npm run build in ui/ \
         and cargo build --workspace --bin grounded-desk",
        binary.display()
    )
    .into())
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn wait_for(port: u16) -> Result {
    let end = Instant::now() + Duration::from_secs(10);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if Instant::now() > end {
            return Err("WebKitWebDriver does not listen".into());
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

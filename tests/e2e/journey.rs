//! The first day at the desk, in the real window.
#![cfg(target_os = "linux")]

use std::{env, fs, path::PathBuf};

use e2e::{App, Display, Result};

#[test]
fn first_day() -> Result {
    let pictures = pictures()?;
    let display = Display::start(1440, 900, &pictures.join("xvfb.log"))?;
    let home = tempfile::tempdir()?;
    let mut app = App::start(&display, home.path(), &pictures)?;
    let page = app.page();
    page.step("1-first-start", |page| {
        page.see("//*[contains(., 'being built')]")?;
        std::thread::sleep(std::time::Duration::from_secs(2));
        println!("{}", page.text("//body")?);
        Ok(())
    })?;
    app.quit()
}

/// `target/e2e`, emptied of the pictures of the run before.
fn pictures() -> Result<PathBuf> {
    let test = env::current_exe()?;
    let target = test.ancestors().nth(3).ok_or("the test lies in no target folder")?;
    let pictures = target.join("e2e");
    if pictures.exists() {
        fs::remove_dir_all(&pictures)?;
    }
    fs::create_dir_all(&pictures)?;
    Ok(pictures)
}

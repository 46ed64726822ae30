//! `cargo xtask bench --bench startup`: from the start of the program to its first list on screen, and
//! what it takes in memory then. The desk holds the demo, someone is signed in, and the files are in the
//! system's cache, as on any day but the first.

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("The start is measured on Linux only, as the window is driven there.");
}

#[cfg(target_os = "linux")]
fn main() -> e2e::Result {
    linux::measure()
}

#[cfg(target_os = "linux")]
mod linux {
    use e2e::{App, Display, Result, process};

    const RUNS: usize = 9;
    /// The first ticket on the page that the window opens on.
    const FIRST_ROW: &str = "//main//li//a[contains(@href, '/queue/')]";

    pub fn measure() -> Result {
        let home = tempfile::tempdir()?;
        let pictures = home.path().join("pictures");
        let display = Display::start(1440, 900, &home.path().join("xvfb.log"))?;
        let app = App::start(&display, home.path(), &pictures)?;
        app.page().click("//button[contains(., 'Explore the demo')]")?;
        app.page().see("//*[@role='option'][contains(., 'Jordan Smith')]")?;
        app.page().type_text("Jordan")?;
        app.page().see_no("//*[@role='option'][contains(., 'Alex Rivera')]")?;
        app.page().press(&["Enter"])?;
        app.page().see(FIRST_ROW)?;
        app.quit()?;
        let (mut starts, mut sizes) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            let app = App::start(&display, home.path(), &pictures)?;
            app.page().see(FIRST_ROW)?;
            let id = process::newest("grounded-desk")?;
            starts.push(process::age(id)?.as_secs_f64());
            sizes.push(process::memory(id)? / (1024 * 1024));
            app.quit()?;
        }
        starts.sort_by(f64::total_cmp);
        sizes.sort_unstable();
        println!("start to first list: median {:.2} s of {starts:.2?}", starts[RUNS / 2]);
        println!("memory of its processes (PSS): median {} MiB of {sizes:?}", sizes[RUNS / 2]);
        Ok(())
    }
}

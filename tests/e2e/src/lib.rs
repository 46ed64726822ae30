//! Drives the app in its real window: a display of its own, the system's WebKit
//! driver, and a small WebDriver client. Linux only, as the driver is.

mod app;
mod display;
mod group;
mod page;
pub mod process;
mod webdriver;

pub use app::App;
pub use display::Display;
pub use page::Page;

/// What went wrong, in a sentence for the test's report.
pub type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

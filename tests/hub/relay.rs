//! A relay between a desk and its hub that counts, and that breaks off when it is told to.

use std::{
    io::{Error, Read as _, Write as _},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering::SeqCst},
    },
    thread,
    time::Duration,
};

/// A relay, for as long as the test runs.
pub struct Relay {
    port: u16,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    /// How often the desk spoke after the hub had.
    turns: AtomicUsize,
    desk_spoke: AtomicUsize,
    bytes: AtomicUsize,
    cut: AtomicU8,
}

/// Where the next push breaks off.
#[derive(Clone, Copy)]
pub enum Cut {
    /// Before it reaches the hub.
    Before = 1,
    /// Before the answer comes back.
    After = 2,
    /// It is on its way for long, and reaches the hub after the desk has given it up.
    Late = 3,
}

impl Relay {
    pub fn to(server: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let seen = Arc::new(Seen::default());
        let relay = Self { port, seen: Arc::clone(&seen) };
        thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                let far = TcpStream::connect(("127.0.0.1", server)).expect("a server");
                for stream in [&near, &far] {
                    stream.set_nodelay(true).expect("set");
                }
                let (back, home) =
                    (far.try_clone().expect("one more"), near.try_clone().expect("one more"));
                let (there, here) = (Arc::clone(&seen), Arc::clone(&seen));
                let mute = Arc::new(AtomicBool::new(false));
                let muted = Arc::clone(&mute);
                thread::spawn(move || pump(near, far, &there, true, &mute));
                thread::spawn(move || pump(back, home, &here, false, &muted));
            }
        });
        relay
    }

    /// The address through the relay.
    pub fn through(&self, url: &str, server: u16) -> String {
        url.replace(&format!(":{server}/"), &format!(":{}/", self.port))
    }

    /// Forgets what was counted; gives turns and bytes, of both directions.
    pub fn take(&self) -> (usize, usize) {
        self.seen.desk_spoke.store(0, SeqCst);
        (self.seen.turns.swap(0, SeqCst), self.seen.bytes.swap(0, SeqCst))
    }

    pub fn cut(&self, at: Cut) {
        self.seen.cut.store(at as u8, SeqCst);
    }
}

fn pump(
    mut from: TcpStream,
    mut to: TcpStream,
    seen: &Seen,
    desk: bool,
    mute: &AtomicBool,
) -> Result<(), Error> {
    let mut buffer = [0; 65536];
    loop {
        let read = from.read(&mut buffer)?;
        if read == 0 {
            return to.shutdown(Shutdown::Write);
        }
        seen.bytes.fetch_add(read, SeqCst);
        if seen.desk_spoke.swap(usize::from(desk), SeqCst) == 0 && desk {
            seen.turns.fetch_add(1, SeqCst);
        }
        let push = desk && buffer[..read].windows(15).any(|part| part == b"desk_sync.push(");
        match if push { seen.cut.swap(0, SeqCst) } else { 0 } {
            0 if mute.load(SeqCst) => {}
            0 => to.write_all(&buffer[..read])?,
            cut => {
                if cut == Cut::After as u8 {
                    mute.store(true, SeqCst);
                    to.write_all(&buffer[..read])?;
                    // The hub finishes, with nobody to tell.
                    thread::sleep(Duration::from_millis(100));
                }
                from.shutdown(Shutdown::Both)?;
                if cut == Cut::Late as u8 {
                    thread::sleep(Duration::from_millis(300));
                    mute.store(true, SeqCst);
                    to.write_all(&buffer[..read])?;
                    thread::sleep(Duration::from_millis(200));
                }
                return to.shutdown(Shutdown::Both);
            }
        }
    }
}

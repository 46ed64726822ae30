//! Between a desk and its hub: knows where the protocol's messages begin and end, and holds one back.

use std::{
    io::{Error, Read, Write as _},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::SeqCst},
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::Duration,
};

/// Where it holds back, counted from 1 over all connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// This message of the desk, before the hub gets it.
    Message(usize),
    /// This answer of the hub, when it was carried out and is complete.
    Answer(usize),
}

/// A relay, until it is dropped.
pub struct Relay {
    port: u16,
    shared: Arc<Shared>,
    struck: Mutex<Receiver<()>>,
    release: Sender<()>,
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.shared.over.store(true, SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

struct Shared {
    over: AtomicBool,
    /// Held while others come between, and while something is held back: the desk asks on without having read every answer,
    /// and others never meet a hub that is down.
    still: Mutex<()>,
    plan: Mutex<Plan>,
    struck: Sender<()>,
    released: Mutex<Receiver<()>>,
}

struct Plan {
    at: Option<At>,
    middle: &'static [u8],
    others: Option<Box<dyn FnOnce() + Send>>,
    messages: Vec<String>,
    answers: usize,
}

impl Relay {
    /// To the server on that port. Others come between before the first message that has that in it.
    pub fn to(
        server: u16,
        at: Option<At>,
        middle: &'static [u8],
        others: impl FnOnce() + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (strike, struck) = channel();
        let (release, released) = channel();
        let plan =
            Plan { at, middle, others: Some(Box::new(others)), messages: Vec::new(), answers: 0 };
        let shared = Arc::new(Shared {
            over: AtomicBool::new(false),
            still: Mutex::new(()),
            plan: Mutex::new(plan),
            struck: strike,
            released: Mutex::new(released),
        });
        let relay = Self { port, shared: Arc::clone(&shared), struck: Mutex::new(struck), release };
        thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                if shared.over.load(SeqCst) {
                    break;
                }
                // A server that is not there yet: whoever asks hears that at once.
                let Ok(far) = TcpStream::connect(("127.0.0.1", server)) else { continue };
                for stream in [&near, &far] {
                    stream.set_nodelay(true).expect("set");
                }
                let copies =
                    (far.try_clone().expect("one more"), near.try_clone().expect("one more"));
                let (there, back) = (Arc::clone(&shared), Arc::clone(&shared));
                thread::spawn(move || {
                    let _ = there.carry(&near, &far);
                    let _ = (near.shutdown(Shutdown::Both), far.shutdown(Shutdown::Both));
                });
                thread::spawn(move || {
                    let (from, to) = copies;
                    let _ = back.answer(&from, &to);
                    let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
                });
            }
        });
        relay
    }

    /// The port that desks come to.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Waits until it holds back what it was to.
    ///
    /// # Panics
    /// When that does not come within half a minute.
    pub fn struck(&self) {
        let struck = self.struck.lock().expect("one waits");
        struck.recv_timeout(Duration::from_secs(30)).expect("its point");
    }

    /// Breaks off what it holds back, and lets everything else through.
    pub fn release(&self) {
        self.release.send(()).expect("somebody waits");
    }

    /// The messages of the desk up to now, and how many answers there were.
    pub fn seen(&self) -> (Vec<String>, usize) {
        let plan = self.shared.plan.lock().expect("a plan");
        (plan.messages.clone(), plan.answers)
    }
}

impl Shared {
    /// Messages of the desk.
    fn carry(&self, mut from: &TcpStream, mut to: &TcpStream) -> Result<(), Error> {
        let mut first = true;
        loop {
            let message = if first { untagged(&mut from)? } else { tagged(&mut from)? };
            let what = if first { "startup".to_owned() } else { label(&message) };
            first = false;
            let (others, hold) = {
                let mut plan = self.plan.lock().expect("a plan");
                let middle = message.windows(plan.middle.len()).any(|part| part == plan.middle);
                plan.messages.push(what);
                let at = At::Message(plan.messages.len());
                (if middle { plan.others.take() } else { None }, plan.takes(at))
            };
            if let Some(others) = others {
                let _still = self.still.lock().expect("nobody failed");
                others();
            }
            if hold {
                return self.hold();
            }
            to.write_all(&message)?;
        }
    }

    /// Answers of the hub, each as a whole.
    fn answer(&self, mut from: &TcpStream, mut to: &TcpStream) -> Result<(), Error> {
        let mut answer = Vec::new();
        loop {
            let message = match tagged(&mut from) {
                Ok(message) => message,
                Err(end) => {
                    let _ = to.write_all(&answer);
                    return Err(end);
                }
            };
            // The hub is ready for the next question.
            let whole = message[0] == b'Z';
            answer.extend(message);
            if !whole {
                continue;
            }
            let hold = {
                let mut plan = self.plan.lock().expect("a plan");
                plan.answers += 1;
                let at = At::Answer(plan.answers);
                plan.takes(at)
            };
            if hold {
                return self.hold();
            }
            to.write_all(&answer)?;
            answer.clear();
        }
    }

    fn hold(&self) -> Result<(), Error> {
        let _still = self.still.lock().expect("nobody failed");
        self.struck.send(()).expect("somebody waits");
        let released = self.released.lock().expect("one is held");
        let _ = released.recv();
        Ok(())
    }
}

impl Plan {
    fn takes(&mut self, at: At) -> bool {
        self.at.take_if(|wanted| *wanted == at).is_some()
    }
}

fn untagged(from: &mut impl Read) -> Result<Vec<u8>, Error> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let size = usize::try_from(u32::from_be_bytes(length)).expect("a size");
    let mut message = length.to_vec();
    message.resize(size, 0);
    from.read_exact(&mut message[4..])?;
    Ok(message)
}

fn tagged(from: &mut impl Read) -> Result<Vec<u8>, Error> {
    let mut tag = [0];
    from.read_exact(&mut tag)?;
    let rest = untagged(from)?;
    Ok([&tag[..], &rest].concat())
}

/// What a message is, and of a question how it begins.
fn label(message: &[u8]) -> String {
    let what = match message[0] {
        b'P' => "parse",
        b'B' => "bind",
        b'D' => "describe",
        b'E' => "execute",
        b'S' => "sync",
        b'Q' => "query",
        b'C' => "close",
        b'X' => "terminate",
        _ => "other",
    };
    let text = match message[0] {
        b'P' => message[5..].split(|byte| *byte == 0).nth(1),
        b'Q' => message[5..].split(|byte| *byte == 0).next(),
        _ => None,
    };
    let text = String::from_utf8_lossy(text.unwrap_or_default()).into_owned();
    let words: Vec<_> = text.split_whitespace().collect();
    format!("{what} {}", words.join(" ").chars().take(80).collect::<String>()).trim().to_owned()
}

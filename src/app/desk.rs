//! The desk: the only two ways from the window to the office, [`Desk::run`] and [`Desk::ask`].
//!
//! The office lives on a thread of its own. What is asked or done goes there as a closure; the answer comes back through a
//! [`Reply`], and the window is woken. For tests the same closures run at once ([`Desk::inline`]).

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::kit::{Problem, Result};
use crate::office::{Changed, Done, Office, Op, OpId, Progress, history};

/// Work that takes longer than this shows how far it is.
pub const LONG: Duration = Duration::from_millis(700);

type Job = Box<dyn FnOnce(&mut Option<Office>) + Send>;

#[expect(clippy::large_enum_variant, reason = "there is one line in a program")]
enum Line {
    Thread { jobs: Option<Sender<Job>>, thread: Option<std::thread::JoinHandle<()>> },
    Inline(RefCell<Option<Office>>),
}

/// What the office's thread tells the window besides the answers.
#[derive(Debug)]
pub enum Event {
    /// An operation was done.
    Done(Told),
    /// Something went wrong that nobody waited for.
    Problem(Problem),
    /// The office is gone: a defect ended its thread's work. What was acknowledged is in the file.
    Lost,
}

/// An operation that was done, as the notice says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub says: &'static str,
    /// The line of the history.
    pub summary: String,
    pub op: OpId,
    pub changed: Changed,
    /// Whether Undo would take back just this.
    pub undo: bool,
}

/// What the office's thread does now.
#[derive(Default)]
struct Work {
    now: Mutex<Option<Busy>>,
    waiting: AtomicUsize,
    progress: Mutex<Option<Arc<Progress>>>,
}

/// Work under way.
#[derive(Clone, Debug)]
pub struct Busy {
    /// The words of the operation.
    pub what: &'static str,
    pub since: Instant,
    /// Operations stop the window while they are long; questions do not.
    pub is_op: bool,
}

/// The way to the office.
pub struct Desk {
    line: Line,
    events: Receiver<Event>,
    tell: Sender<Event>,
    revisions: RefCell<BTreeMap<String, u64>>,
    changes: Cell<u64>,
    work: Arc<Work>,
    wake: Option<egui::Context>,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").finish_non_exhaustive()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    fn new(line: Line, wake: Option<egui::Context>) -> Self {
        let (tell, events) = channel();
        Self { line, events, tell, revisions: RefCell::default(), changes: Cell::new(0), work: Arc::default(), wake }
    }

    /// A desk with a thread for the office, which [`Self::with_office`] puts there.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn threaded(ctx: &egui::Context) -> Result<Self> {
        let (jobs, inbox) = channel::<Job>();
        let thread = std::thread::Builder::new()
            .name("office".to_owned())
            .spawn(move || {
                let mut office = None;
                while let Ok(job) = inbox.recv() {
                    job(&mut office);
                }
                if let Some(office) = office.take()
                    && let Err(problem) = office.close()
                {
                    tracing::error!(%problem, "the office could not be closed");
                }
            })
            .map_err(|e| Problem::defect("The system gave no thread for the office").because(e))?;
        Ok(Self::new(Line::Thread { jobs: Some(jobs), thread: Some(thread) }, Some(ctx.clone())))
    }

    /// A desk that does everything at once, for tests and pictures.
    pub fn inline(office: Office) -> Self {
        Self::new(Line::Inline(RefCell::new(Some(office))), None)
    }

    /// Gives back the office of a desk that does everything at once.
    pub fn into_office(mut self) -> Option<Office> {
        let line = std::mem::replace(&mut self.line, Line::Inline(RefCell::new(None)));
        if let Line::Inline(office) = line { office.into_inner() } else { None }
    }

    /// Whether it does everything at once.
    pub fn is_inline(&self) -> bool {
        matches!(self.line, Line::Inline(_))
    }

    /// Does an operation: a function of a subject's `ops` that answers [`Done`]. Its tables' revisions move on and its notice
    /// comes by itself. A [`Reply`] that is dropped hands a problem to the notices.
    pub fn run<T: Send + 'static>(
        &self,
        op: &'static Op,
        does: impl FnOnce(&mut Office) -> Result<Done<T>> + Send + 'static,
    ) -> Reply<T> {
        self.send(op.says, true, true, move |place, tell| {
            let office = place.as_mut().ok_or_else(locked)?;
            let outcome = does(office);
            // Cancel is for one operation: what comes after it must be read.
            office.progress().cancelled.store(false, Ordering::SeqCst);
            let done = outcome?;
            if let Some(id) = done.op {
                let told = told(office, op, id, done.changed);
                send_event(tell, Event::Done(told));
            }
            Ok(done.value)
        })
    }

    /// Reads. The closure sees one consistent state.
    pub fn ask<T: Send + 'static>(&self, query: impl FnOnce(&Connection) -> Result<T> + Send + 'static) -> Reply<T> {
        self.ask_office(move |office| office.read(query))
    }

    /// Reads what the office itself knows: what Undo would do, drafts, the fingerprint.
    pub fn ask_office<T: Send + 'static>(&self, query: impl FnOnce(&Office) -> Result<T> + Send + 'static) -> Reply<T> {
        self.send("", false, false, move |place, _tell| query(place.as_ref().ok_or_else(locked)?))
    }

    /// What takes the office whole: opening and closing it, another passphrase, drafts. `None` afterwards means it is gone.
    /// With words in `what` it stops the window while it is long.
    pub fn with_office<T: Send + 'static>(
        &self,
        what: &'static str,
        does: impl FnOnce(&mut Option<Office>) -> Result<T> + Send + 'static,
    ) -> Reply<T> {
        self.send(what, !what.is_empty(), true, move |place, _tell| does(place))
    }

    fn send<T: Send + 'static>(
        &self,
        what: &'static str,
        is_op: bool,
        show_if_dropped: bool,
        does: impl FnOnce(&mut Option<Office>, &Sender<Event>) -> Result<T> + Send + 'static,
    ) -> Reply<T> {
        let slot = Arc::new(Mutex::new(Slot { outcome: None, dropped: false }));
        let reply = Reply { slot: Arc::clone(&slot), show_if_dropped, tell: self.tell.clone() };
        let (tell, work, wake) = (self.tell.clone(), Arc::clone(&self.work), self.wake.clone());
        work.waiting.fetch_add(1, Ordering::SeqCst);
        let job: Job = Box::new(move |place| {
            *lock(&work.now) = Some(Busy { what, since: Instant::now(), is_op });
            let outcome = catch_unwind(AssertUnwindSafe(|| does(place, &tell))).unwrap_or_else(|_panic| {
                // What the panic left half done is rolled back with the connection.
                *place = None;
                send_event(&tell, Event::Lost);
                Err(Problem::defect(
                    "Wardroom made a mistake and closed the office to keep it safe. What was saved is saved",
                )
                .hint("Open it again"))
            });
            *lock(&work.progress) = place.as_ref().map(Office::progress);
            *lock(&work.now) = None;
            work.waiting.fetch_sub(1, Ordering::SeqCst);
            let mut slot = lock(&slot);
            match outcome {
                Err(problem) if slot.dropped && show_if_dropped => send_event(&tell, Event::Problem(problem)),
                outcome => slot.outcome = Some(outcome),
            }
            drop(slot);
            if let Some(ctx) = wake {
                ctx.request_repaint();
            }
        });
        match &self.line {
            Line::Inline(office) => job(&mut office.borrow_mut()),
            Line::Thread { jobs, .. } => {
                let sent = jobs.as_ref().is_some_and(|jobs| jobs.send(job).is_ok());
                if !sent {
                    lock(&reply.slot).outcome = Some(Err(locked()));
                }
                if let (true, Some(ctx)) = (is_op, &self.wake) {
                    ctx.request_repaint_after(LONG + Duration::from_millis(20));
                }
            }
        }
        reply
    }

    /// What came since the last look. Moves the revisions of what changed.
    pub fn drain(&self) -> Vec<Event> {
        let events: Vec<Event> = self.events.try_iter().collect();
        for event in &events {
            if let Event::Done(told) = event {
                self.changed(&told.changed);
            }
        }
        events
    }

    /// Moves the revisions of these tables, so that what was read from them is asked again.
    pub fn changed(&self, changed: &Changed) {
        let mut revisions = self.revisions.borrow_mut();
        for table in &changed.0 {
            *revisions.entry(table.clone()).or_default() += 1;
        }
        self.changes.set(self.changes.get() + 1);
    }

    /// A number that is another one when any of these tables changed; with no tables, when anything did.
    pub fn revision(&self, tables: &[&str]) -> u64 {
        if tables.is_empty() {
            return self.changes.get();
        }
        let revisions = self.revisions.borrow();
        tables.iter().filter_map(|table| revisions.get(*table)).sum()
    }

    /// Gives a problem to the notices.
    pub fn problem(&self, problem: Problem) {
        send_event(&self.tell, Event::Problem(problem));
    }

    /// What is under way now.
    pub fn busy(&self) -> Option<Busy> {
        lock(&self.work.now).clone()
    }

    /// Whether nothing is under way or waits.
    pub fn is_idle(&self) -> bool {
        self.work.waiting.load(Ordering::SeqCst) == 0
    }

    /// How far the work under way is, and its Cancel.
    pub fn progress(&self) -> Option<Arc<Progress>> {
        lock(&self.work.progress).clone()
    }
}

impl Drop for Desk {
    /// Waits until the office is closed, so that the file is whole when the program ends.
    fn drop(&mut self) {
        if let Line::Thread { jobs, thread } = &mut self.line {
            drop(jobs.take());
            if let Some(thread) = thread.take()
                && thread.join().is_err()
            {
                tracing::error!("the office's thread ended with a defect");
            }
        }
    }
}

fn locked() -> Problem {
    Problem::input("The office is closed").hint("Open it again")
}

fn send_event(tell: &Sender<Event>, event: Event) {
    if tell.send(event).is_err() {
        tracing::debug!("the window is gone; nobody hears this");
    }
}

fn told(office: &Office, op: &'static Op, id: OpId, changed: Changed) -> Told {
    let summary = office
        .read(|conn| history::steps(conn, 0, 1))
        .ok()
        .and_then(|steps| steps.into_iter().find(|s| s.id == id))
        .map_or_else(|| op.says.to_owned(), |s| s.summary);
    let undo = office.next_undo().ok().flatten().is_some_and(|next| next.op == id && next.refused.is_none());
    Told { says: op.says, summary, op: id, changed, undo }
}

struct Slot<T> {
    outcome: Option<Result<T>>,
    dropped: bool,
}

/// An answer on its way. The screen keeps it and looks in [`super::Screen::logic`].
#[must_use = "keep it to take the answer, or drop it on purpose with forget()"]
pub struct Reply<T> {
    slot: Arc<Mutex<Slot<T>>>,
    show_if_dropped: bool,
    tell: Sender<Event>,
}

impl<T> std::fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reply")
    }
}

impl<T> Reply<T> {
    /// The answer, once; `None` until it has come.
    pub fn take(&mut self) -> Option<Result<T>> {
        lock(&self.slot).outcome.take()
    }

    /// Nobody waits for it: an operation's problem goes to the notices.
    pub fn forget(self) {
        drop(self);
    }
}

impl<T> Drop for Reply<T> {
    fn drop(&mut self) {
        let mut slot = lock(&self.slot);
        slot.dropped = true;
        if let (true, Some(Err(problem))) = (self.show_if_dropped, slot.outcome.take()) {
            send_event(&self.tell, Event::Problem(problem));
        }
    }
}

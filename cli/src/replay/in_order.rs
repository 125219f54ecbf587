//! Work on many threads, with the results in the order of the work.

use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::input::Failure;

/// So many pieces of work for each thread are read ahead; more would only take memory.
const AHEAD: usize = 4;

/// What waits to be done, with where its result goes.
type Queue<T, R> = Arc<Mutex<Receiver<(T, SyncSender<R>)>>>;

/// Why not all was done.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// It could not be.
    Failed(Failure),
    /// Nobody reads the results any more.
    Unread,
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Does all the work that `next` gives, until it gives none, and hands the results to `take` one after the other.
///
/// Stops early where `next` fails, after the results of what came before, or where `take` does.
pub(super) fn run<T: Send, R: Send>(
    jobs: usize,
    mut next: impl FnMut() -> Result<Option<T>, Failure> + Send,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), Stop>,
) -> Result<(), Stop> {
    thread::scope(|scope| {
        let ahead = jobs.saturating_mul(AHEAD);
        let (to_do, queue) = sync_channel(ahead);
        let (in_turn, results) = sync_channel(ahead);
        let queue: Queue<T, R> = Arc::new(Mutex::new(queue));
        for _ in 0..jobs {
            let (queue, work) = (Arc::clone(&queue), &work);
            let started = thread::Builder::new().spawn_scoped(scope, move || do_all(&queue, work));
            started.map_err(|error| Failure(format!("cannot start {jobs} threads: {error}; give fewer `--jobs`")))?;
        }
        // The threads alone keep the queue, so that nobody waits for room in it once they are gone.
        drop(queue);
        let reader = scope.spawn(move || {
            while let Some(piece) = next()? {
                let (sender, result) = sync_channel(1);
                // Whoever takes the results may have gone.
                if in_turn.send(result).is_err() || to_do.send((piece, sender)).is_err() {
                    break;
                }
            }
            Ok::<(), Failure>(())
        });
        for result in results {
            // A thread that gives no result has panicked, which the scope passes on.
            let Ok(result) = result.recv() else { break };
            take(result)?;
        }
        reader.join().unwrap_or_else(|panic| resume_unwind(panic)).map_err(Stop::Failed)
    })
}

fn do_all<T, R>(queue: &Queue<T, R>, work: &impl Fn(T) -> R) {
    while let Some((piece, sender)) = queue.lock().ok().and_then(|queue| queue.recv().ok()) {
        // A result that nobody takes is left.
        let _ = sender.send(work(piece));
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_work() {
        for jobs in [1, 2, 7, 64] {
            let mut numbers = 0..500_u64;
            let mut taken = Vec::new();
            // The first of each four takes longest.
            let work = |number: u64| {
                thread::sleep(Duration::from_micros(300_u64.saturating_sub(number % 4 * 100)));
                number
            };
            run(
                jobs,
                || Ok(numbers.next()),
                work,
                |number| {
                    taken.push(number);
                    Ok(())
                },
            )
            .expect("nothing that fails");
            assert_eq!(taken, (0..500).collect::<Vec<_>>(), "{jobs} jobs");
        }
    }

    #[test]
    fn what_was_read_before_a_failure_is_done() {
        let mut numbers = 0..3;
        let next = || numbers.next().map(Some).ok_or_else(|| Failure("no more".into()));
        let mut taken = Vec::new();
        let ended = run(
            2,
            next,
            |number: i32| number,
            |number| {
                taken.push(number);
                Ok(())
            },
        );
        assert_eq!((ended, taken), (Err(Stop::Failed(Failure("no more".into()))), vec![0, 1, 2]));
    }

    #[test]
    fn nothing_goes_on_once_nobody_takes_results() {
        let mut read = 0_usize;
        let next = || {
            read += 1;
            Ok(Some(read))
        };
        let ended = run(2, next, |number| number, |_| Err(Stop::Unread));
        assert_eq!(ended, Err(Stop::Unread));
        assert!(read <= 2 * AHEAD * 3, "{read} pieces were read");
    }
}

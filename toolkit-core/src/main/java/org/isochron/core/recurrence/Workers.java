package org.isochron.core.recurrence;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A few threads that run independent, numbered tasks; which thread runs a task changes no result.
 * The caller works too. Running tasks allocates nothing.
 */
public final class Workers implements AutoCloseable {
  private static final int SPINS = 2000;

  private final Thread[] threads;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger round = new AtomicInteger();
  private volatile boolean closed;
  private final AtomicBoolean busy = new AtomicBoolean();
  private Throwable failure;
  private int failedTask;
  private Thread caller;
  private IntConsumer body;
  private int tasks;

  /**
   * Starts the threads.
   *
   * @param count how many threads work, the caller included; at least 1
   */
  public Workers(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads must be at least 1, found " + count);
    }
    threads = new Thread[count - 1];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(this::serve, "isochron-worker-" + (i + 1));
      threads[i].setDaemon(true);
      threads[i].start();
    }
  }

  /** Returns the number of threads, the caller included. */
  public int count() {
    return threads.length + 1;
  }

  /**
   * Runs tasks 0 to count − 1 and returns when all are done. One caller at a time, and no task may
   * call this.
   *
   * @param count number of tasks
   * @param task what to do with a number; must not depend on the others
   * @throws RuntimeException the failure of the lowest task that failed
   * @throws IllegalStateException if a run is under way, or the workers are closed
   */
  public void run(int count, IntConsumer task) {
    if (closed) {
      throw new IllegalStateException("these workers are closed");
    }
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException("these workers are running tasks already");
    }
    try {
      if (threads.length == 0 || count == 1) {
        for (int i = 0; i < count; i++) {
          task.accept(i);
        }
      } else {
        share(count, task);
      }
    } finally {
      busy.set(false);
    }
  }

  private void share(int count, IntConsumer task) {
    body = task;
    tasks = count;
    failure = null;
    failedTask = Integer.MAX_VALUE;
    next.set(0);
    running.set(threads.length);
    caller = Thread.currentThread();
    round.incrementAndGet();
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
    work();
    int spins = 0;
    while (running.get() > 0) {
      if (++spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
      }
    }
    body = null;
    throwFailure();
  }

  private synchronized void throwFailure() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure != null) {
      throw new IllegalStateException("task " + failedTask + " failed", failure);
    }
  }

  private synchronized void failed(int task, Throwable thrown) {
    if (task < failedTask) {
      failedTask = task;
      failure = thrown;
    }
  }

  // Every throwable is caught: a thread that died silently would leave the caller waiting.
  private void work() {
    int i = next.getAndIncrement();
    while (i < tasks) {
      try {
        body.accept(i);
      } catch (Throwable e) {
        failed(i, e);
      }
      i = next.getAndIncrement();
    }
  }

  private void serve() {
    int seen = 0;
    while (true) {
      int spins = 0;
      while (round.get() == seen && !closed) {
        if (++spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      if (round.get() == seen) {
        return;
      }
      seen = round.get();
      work();
      if (running.decrementAndGet() == 0) {
        LockSupport.unpark(caller);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
  }
}

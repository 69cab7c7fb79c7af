package org.isochron.core.recurrence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyTaskRunsOnceAndIsDoneOnReturn(int threads) {
    try (Workers workers = new Workers(threads)) {
      assertEquals(threads, workers.count());
      for (int round = 0; round < 2000; round++) {
        int tasks = round % 7;
        AtomicIntegerArray runs = new AtomicIntegerArray(7);
        workers.run(tasks, runs::incrementAndGet);
        for (int i = 0; i < 7; i++) {
          assertEquals(i < tasks ? 1 : 0, runs.get(i), "runs of task " + i + " of " + tasks);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aFailureReachesTheCallerAndTheWorkersGoOn(int threads) {
    try (Workers workers = new Workers(threads)) {
      for (int round = 0; round < 200; round++) {
        ArithmeticException failure = new ArithmeticException("task 3");
        ArithmeticException found =
            assertThrows(
                ArithmeticException.class,
                () ->
                    workers.run(
                        8,
                        i -> {
                          if (i == 3) {
                            throw failure;
                          }
                        }));
        assertSame(failure, found);
        AtomicIntegerArray runs = new AtomicIntegerArray(5);
        workers.run(5, runs::incrementAndGet);
        for (int i = 0; i < 5; i++) {
          assertEquals(1, runs.get(i));
        }
      }
    }
  }

  @Test
  void closingDuringARunLetsItEnd() {
    for (int round = 0; round < 500; round++) {
      Workers workers = new Workers(3);
      AtomicIntegerArray runs = new AtomicIntegerArray(64);
      workers.run(
          64,
          i -> {
            runs.incrementAndGet(i);
            if (i == 5) {
              workers.close();
            }
          });
      for (int i = 0; i < 64; i++) {
        assertEquals(1, runs.get(i));
      }
    }
  }

  @Test
  void closedWorkersRefuseTasks() {
    Workers workers = new Workers(2);
    workers.close();
    assertThrows(IllegalStateException.class, () -> workers.run(3, i -> {}));
  }

  @Test
  void noThreadIsRefused() {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new Workers(0));
    assertEquals("threads must be at least 1, found 0", e.getMessage());
  }
}

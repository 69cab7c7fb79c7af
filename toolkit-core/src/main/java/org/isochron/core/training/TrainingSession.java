package org.isochron.core.training;

import org.isochron.core.recurrence.Workers;

/**
 * What a training run needs beside what it trains: nothing of it changes a result.
 *
 * @param workers who computes
 * @param listener who watches
 * @param checkpoints where to leave them, and whether to go on from one
 */
public record TrainingSession(
    Workers workers, TrainingListener listener, Checkpoints checkpoints) {}

package org.isochron.bio.annotation;

import java.util.Optional;

/**
 * A transcript as its file has it, before its parts are checked.
 *
 * @param id of the transcript
 * @param place where messages say that it is: its own row, else its first part
 * @param gene its gene's id
 * @param declared whether the file has a row for the gene
 * @param row where the transcript's own row lies, if there is one
 * @param openEnds where the file says that it goes on
 * @param rows its parts
 */
record DraftTranscript(
    String id,
    String place,
    String gene,
    boolean declared,
    Optional<Interval> row,
    OpenEnds openEnds,
    TranscriptRows rows) {}

package io.panoptes.indexer.write;

/**
 * What compacting a catalogue did.
 *
 * @param generation the one that readers use now; another than before if it was rebuilt
 * @param rebuilt whether all graphs were made anew
 * @param merges how many segments were written again without their deleted documents
 * @param files thumbnails and originals that were cleared away
 * @param generations old generations that were
 * @param bytes that are free now
 * @param stopped whether somebody asked the run to stop
 * @param inUse whether files were left alone because another process was adding or reading
 */
public record CompactResult(
    int generation,
    boolean rebuilt,
    int merges,
    int files,
    int generations,
    long bytes,
    boolean stopped,
    boolean inUse) {}

package io.panoptes.search.recognition;

/** How sure an answer is. */
public enum Verdict {
  /** It is the first candidate. */
  KNOWN,
  /** It is the first candidate or one of the next, which are almost as near. */
  AMBIGUOUS,
  /** It is nothing that the catalogue holds. */
  UNKNOWN
}

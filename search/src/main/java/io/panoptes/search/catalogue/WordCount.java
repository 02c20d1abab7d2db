package io.panoptes.search.catalogue;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many of {@code objects}, given by their parents, have each of the words in {@code
 * field}, by walking over the documents that the index has under each. Words that are not listed
 * take no memory.
 */
record WordCount(IndexReader reader, String field, FixedBitSet objects) {
  private static final Comparator<ValueCount> MOST_FIRST =
      Comparator.comparingInt(ValueCount::count).reversed().thenComparing(ValueCount::value);

  /** Returns the {@code most} words that most objects have. */
  Facet.Values values(String name, int most) throws IOException {
    PriorityQueue<ValueCount> fewestFirst = new PriorityQueue<>(MOST_FIRST.reversed());
    long all = 0;
    TermsEnum word = words();
    PostingsEnum documents = null;
    while (word.next() != null) {
      documents = word.postings(documents, PostingsEnum.NONE);
      int count = 0;
      while (nextObject(documents)) {
        count++;
      }
      all += count;
      if (count > 0 && (fewestFirst.size() < most || isMore(count, fewestFirst.peek()))) {
        fewestFirst.add(new ValueCount(word.term().utf8ToString(), count));
        if (fewestFirst.size() > most) {
          fewestFirst.remove();
        }
      }
    }
    List<ValueCount> listed = fewestFirst.stream().sorted(MOST_FIRST).toList();
    return new Facet.Values(name, listed, all - listed.stream().mapToLong(ValueCount::count).sum());
  }

  /** Returns whether any of the objects has a word. */
  boolean hasAny() throws IOException {
    TermsEnum word = words();
    PostingsEnum documents = null;
    while (word.next() != null) {
      documents = word.postings(documents, PostingsEnum.NONE);
      if (nextObject(documents)) {
        return true;
      }
    }
    return false;
  }

  private TermsEnum words() throws IOException {
    Terms words = MultiTerms.getTerms(reader, field);
    return words == null ? TermsEnum.EMPTY : words.iterator();
  }

  /** Moves on to the next of the objects; returns whether there is one. */
  private boolean nextObject(PostingsEnum documents) throws IOException {
    int document = documents.nextDoc();
    while (document != DocIdSetIterator.NO_MORE_DOCS && !objects.get(document)) {
      document = documents.nextDoc();
    }
    return document != DocIdSetIterator.NO_MORE_DOCS;
  }

  /** Returns whether {@code count} is worth a place in the list; words come in order. */
  private static boolean isMore(int count, @Nullable ValueCount fewest) {
    return fewest == null || count > fewest.count();
  }
}

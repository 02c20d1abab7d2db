package io.panoptes.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A server that is asked twice as much as it can do, for two minutes. */
@Tag("long")
@EnabledOnOs(OS.LINUX) // memory is read from /proc
class OverloadTest {
  private static final Duration CAPACITY = Duration.ofSeconds(20);
  private static final Duration OVERLOAD = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void whatIsTooMuchIsRefused_theRestIsDone_andMemoryStaysAsItIs() throws Exception {
    Path catalogue = ServerProcess.demoCatalogue(folder.resolve("catalogue"));
    FreshPhotos photos = FreshPhotos.ofDemo();
    try (ServerProcess server = ServerProcess.start(catalogue, "-Xmx512m");
        RecognitionClient client = new RecognitionClient(server.address())) {
      double capacity = capacity(client, photos);
      long interval = (long) (1e9 / (2 * capacity));
      List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
      double early = 0;
      long start = System.nanoTime();
      for (long due = start; due < start + OVERLOAD.toNanos(); due += interval) {
        LockSupport.parkNanos(due - System.nanoTime());
        answers.add(client.ask(photos.next()));
        if (early == 0 && due > start + OVERLOAD.dividedBy(4).toNanos()) {
          early = server.resident();
        }
      }
      double late = server.resident();
      List<HttpResponse<Void>> done = answers.stream().map(CompletableFuture::join).toList();

      assertThat(done.stream().map(HttpResponse::statusCode).collect(Collectors.toSet()))
          .isEqualTo(Set.of(200, 429));
      assertThat(done.stream().filter(answer -> answer.statusCode() == 429))
          .allMatch(answer -> answer.headers().firstValue("Retry-After").isPresent());
      assertThat(done.stream().filter(answer -> answer.statusCode() == 200).count())
          .as("recognitions in %s, at a capacity of %.1f a second", OVERLOAD, capacity)
          .isGreaterThan((long) (capacity * OVERLOAD.toSeconds() / 2));
      assertThat(late)
          .as("MB resident at the end, %.0f after a quarter", early)
          .isLessThan(early * 1.1);
    }
  }

  /** Returns how many photos a second are recognised if as many are asked as are wanted. */
  private static double capacity(RecognitionClient client, FreshPhotos photos) throws Exception {
    Semaphore under = new Semaphore(16);
    List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
    long start = System.nanoTime();
    while (System.nanoTime() - start < CAPACITY.toNanos()) {
      under.acquire();
      answers.add(client.ask(photos.next()).whenComplete((_, _) -> under.release()));
    }
    assertThat(answers.stream().map(CompletableFuture::join))
        .allMatch(answer -> answer.statusCode() == 200);
    return answers.size() / ((System.nanoTime() - start) / 1e9);
  }
}

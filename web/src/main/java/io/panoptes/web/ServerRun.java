package io.panoptes.web;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A server that runs until somebody ends the process. */
public final class ServerRun {
  private static final Logger LOG = Logger.getLogger(ServerRun.class.getName());

  private ServerRun() {}

  /** Prints where {@code server} is, and waits; a signal has it finish what it is asked. */
  public static void untilStopped(Server server, PrintWriter out) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(server, stopped)));
    out.println(server.address());
    out.flush();
    stopped.await();
  }

  private static void stop(Server server, CountDownLatch stopped) {
    try {
      server.close();
    } catch (IOException e) {
      LOG.log(Level.SEVERE, "the server did not stop as it should", e);
    }
    stopped.countDown();
  }
}

package io.panoptes.web;

import io.panoptes.encoder.command.UsageException;
import io.panoptes.web.phone.PhoneAddress;
import io.panoptes.web.phone.TerminalQrCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.Inet4Address;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A server that runs until somebody ends the process. */
public final class ServerRun {
  private static final Logger LOG = Logger.getLogger(ServerRun.class.getName());

  private ServerRun() {}

  /**
   * Prints where {@code server} is, and waits; a signal has it finish what it is asked.
   *
   * @param phone whether phones of the local network are let in
   * @param out where the address goes, as the last line
   * @param err where the phones' address and its picture go
   * @throws UsageException if there is no local network for phones
   */
  public static void untilStopped(Server server, boolean phone, PrintWriter out, PrintWriter err)
      throws IOException, InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(server, stopped)));
    if (phone) {
      letPhonesIn(server, err);
    }
    out.println(server.address());
    out.flush();
    stopped.await();
  }

  private static void letPhonesIn(Server server, PrintWriter err) throws IOException {
    Inet4Address local =
        PhoneAddress.find()
            .orElseThrow(() ->
                new UsageException(
                    "--phone needs a local network, and this computer has no address in one"));
    String address = server.openForPhones(local);
    err.print(TerminalQrCode.of(address));
    err.println("For an hour, a phone in the same network can open " + address);
    err.flush();
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

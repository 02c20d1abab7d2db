package io.panoptes.encoder.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs a command: results on standard output, one clear line on standard error for what went wrong,
 * and the exit status. Public for the commands of other modules.
 *
 * <p>Both streams are UTF-8, whatever the locale. Commands write to {@code commandLine().getOut()}
 * and {@code getErr()}. Interrupted from the keyboard, the JVM itself ends with {@link
 * #INTERRUPTED}.
 */
public final class CommandRunner {
  /** Done. */
  public static final int DONE = 0;

  /** Failed. */
  public static final int FAILED = 1;

  /** Not used as {@code --help} says. */
  public static final int USAGE = 2;

  /** Done, but something that the output names was left out. */
  public static final int LEFT_OUT = 3;

  /** Interrupted. */
  public static final int INTERRUPTED = 130;

  /** Set to {@code true}, this system property shows stack traces. */
  private static final String STACK_TRACES = "panoptes.stacktraces";

  private CommandRunner() {}

  /** Runs {@code command}, annotated for picocli, and returns its exit status. */
  public static int run(Object command, String... arguments) {
    return run(
        command,
        new PrintWriter(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
        new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        arguments);
  }

  /** Runs {@code command} with these streams, which it flushes. */
  public static int run(Object command, PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine line =
        new CommandLine(command)
            .setOut(out)
            .setErr(err)
            .setExecutionStrategy(CommandRunner::execute)
            .setParameterExceptionHandler(CommandRunner::misused)
            .setExecutionExceptionHandler((failure, failed, _) ->
                failed(failed.getCommandSpec().qualifiedName(), failure, err));
    int status;
    try {
      status = line.execute(arguments);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      status = failed(line.getCommandName(), e, err);
    }
    boolean lost = out.checkError(); // flushes; a full disk, or a reader that has gone
    if (lost && (status == DONE || status == LEFT_OUT)) {
      err.println(line.getCommandName() + ": standard output cannot be written");
      status = FAILED;
    }
    err.flush();
    return status;
  }

  private static int execute(ParseResult parsed) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    // Lucene and DJL tell at level INFO how they feel.
    Logger.getLogger("").setLevel(Level.WARNING);
    return new RunLast().execute(parsed);
  }

  private static int misused(ParameterException misuse, String[] arguments) {
    CommandLine line = misuse.getCommandLine();
    String command = line.getCommandSpec().qualifiedName();
    line.getErr()
        .println(
            command
                + ": "
                + oneLine(String.valueOf(misuse.getMessage()))
                + " (see "
                + command
                + " --help)");
    return USAGE;
  }

  private static int failed(String command, Throwable failure, PrintWriter err) {
    if (Boolean.getBoolean(STACK_TRACES)) {
      failure.printStackTrace(err); // asked for by a property; people else get one line
    }
    err.println(command + ": " + oneLine(message(failure)));
    return switch (failure) {
      case UsageException _ -> USAGE;
      case InterruptedException _ -> INTERRUPTED;
      default -> FAILED;
    };
  }

  private static String message(Throwable failure) {
    return switch (failure) {
      case UsageException usage -> String.valueOf(usage.getMessage());
      case InterruptedException _ -> "interrupted";
      case UncheckedIOException wrapped when wrapped.getCause() != null ->
          message(wrapped.getCause());
      case NoSuchFileException missing -> "there is no " + missing.getFile();
      case AccessDeniedException denied -> "access denied to " + denied.getFile();
      case FileSystemException system when system.getReason() != null ->
          system.getReason() + ": " + system.getFile();
      case IOException io when io.getMessage() != null -> io.getMessage();
      case IllegalStateException state when state.getMessage() != null -> state.getMessage();
      case OutOfMemoryError memory ->
          "out of memory (" + memory.getMessage() + "): give the JVM more with -Xmx";
      default -> "internal error, " + failure + "; with -D" + STACK_TRACES + "=true it shows where";
    };
  }

  private static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}

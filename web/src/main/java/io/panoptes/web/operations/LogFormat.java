package io.panoptes.web.operations;

import java.util.logging.Handler;
import java.util.logging.Logger;

/** How log lines look. */
public enum LogFormat {
  /** As {@code logging.properties} says: for people. */
  TEXT {
    @Override
    public void use() {
      // It is what the JVM began with.
    }
  },

  /** One JSON object a line: for what collects logs. */
  JSON {
    @Override
    public void use() {
      for (Handler handler : Logger.getLogger("").getHandlers()) {
        handler.setFormatter(new JsonLogFormatter());
      }
      AuditLog.use(new JsonLogFormatter());
    }
  };

  /** Makes all that this process logs from now on look so. */
  public abstract void use();
}

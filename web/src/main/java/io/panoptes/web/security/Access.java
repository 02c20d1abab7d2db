package io.panoptes.web.security;

import io.javalin.security.RouteRole;

/** What a route asks of whoever calls it. */
public enum Access implements RouteRole {
  /** Nothing: it tells nothing of the catalogue. */
  OPEN,
  /** A key that may read, on a private server; else nothing. */
  READ,
  /** A key that may write. */
  WRITE
}

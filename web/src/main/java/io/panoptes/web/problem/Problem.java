package io.panoptes.web.problem;

import java.util.Locale;

/** The kinds of things that go wrong, each with its HTTP status. */
public enum Problem {
  INVALID_REQUEST(400, "The request is not as it must be"),
  UNKNOWN_FIELD(400, "There is no such field"),
  UNAUTHORIZED(401, "A key is needed"),
  FORBIDDEN(403, "This is not allowed"),
  NOT_FOUND(404, "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "This cannot be done here"),
  REQUEST_TIMEOUT(408, "The request came too slowly"),
  PRECONDITION_FAILED(412, "It has changed meanwhile"),
  TOO_LARGE(413, "This is too much at once"),
  UNSUPPORTED_MEDIA_TYPE(415, "The content has the wrong type"),
  MISDIRECTED(421, "This server does not answer by that name"),
  UNREADABLE_PHOTOS(422, "A photo cannot be read"),
  TOO_MANY_REQUESTS(429, "The server has too much to do"),
  INTERNAL_ERROR(500, "The server made a mistake"),
  NOT_READY(503, "The server is not ready"),
  TIMED_OUT(503, "It took too long"),
  BUSY(503, "Somebody else is writing");

  private final int status;
  private final String title;

  Problem(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns a few words for people. */
  String title() {
    return title;
  }

  /** Returns what a program tells it by. */
  String type() {
    return "urn:panoptes:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

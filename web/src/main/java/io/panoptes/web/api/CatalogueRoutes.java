package io.panoptes.web.api;

import io.javalin.http.Context;
import io.panoptes.search.LiveCatalogue;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueSummary;
import io.panoptes.search.catalogue.ValueCount;
import io.panoptes.search.entry.AttributeType;
import io.panoptes.web.security.Gate;
import java.io.IOException;
import java.util.Set;

/** {@code GET /api/v1/catalogue}: what the catalogue holds as a whole. */
final class CatalogueRoutes {
  private final LiveCatalogue live;
  private final Gate gate;
  private final boolean isDemo;

  CatalogueRoutes(LiveCatalogue live, Gate gate, boolean isDemo) {
    this.live = live;
    this.gate = gate;
    this.isDemo = isDemo;
  }

  void show(Context context) throws IOException {
    Parameters.requireOnly(context, Set.of());
    try (LiveCatalogue.Lease lease = live.lease()) {
      Catalogue catalogue = lease.catalogue();
      CatalogueSummary summary = catalogue.summary();
      Json.answer(
          context,
          json -> {
            json.writeStringField("model", catalogue.model().toString());
            json.writeNumberField("generation", catalogue.generation());
            json.writeNumberField("objects", summary.objects());
            json.writeNumberField("photos", summary.photos());
            json.writeArrayFieldStart("categories");
            for (ValueCount category : summary.categories()) {
              category.writeTo(json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("attributes");
            for (AttributeType attribute : summary.attributes()) {
              json.writeStartObject();
              json.writeStringField("name", attribute.name());
              json.writeStringField("type", attribute.kind().word());
              json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("writable", Gate.caller(context).mayWrite());
            json.writeBooleanField("private", gate.isPrivate());
            json.writeBooleanField("demo", isDemo);
          });
    }
  }
}

#include "app/router.h"

#include <doctest/doctest.h>

using namespace fenming::app;

TEST_CASE("URLs become views and back") {
  for (const char* url : {"/prices", "/simulator/b?from=2026-01&to=2026-02", "/gallery?tab=data",
                          "/import/step/2", "/prices?q=%E7%A9%BA%E8%B0%83"}) {
    CAPTURE(url);
    CHECK(format_url(parse_url(url)) == url);
  }
  CHECK(parse_url("/gallery").screen == ScreenId::kGallery);
  CHECK(parse_url("/prices?q=%E7%A9%BA%E8%B0%83").parameter("q") == "空调");
}

TEST_CASE("odd URLs are harmless") {
  CHECK(parse_url("").screen == ScreenId::kPrices);
  CHECK(parse_url("/nowhere/at/all").screen == ScreenId::kPrices);
  CHECK(parse_url("/gallery?&&=&a").screen == ScreenId::kGallery);
  CHECK(parse_url("/gallery?x=%zz%").parameter("x") == "%zz%");
  CHECK(parse_url("/gallery?x=%ff").parameter("x").empty());
  CHECK(parse_url("/gallery#top") == parse_url("/gallery"));
}

TEST_CASE("parameters are set, replaced and removed") {
  Location location;
  location.set_parameter("tab", "data");
  location.set_parameter("tab", "controls");
  CHECK(location.parameter("tab") == "controls");
  location.set_parameter("tab", "");
  CHECK(location.query.empty());
}

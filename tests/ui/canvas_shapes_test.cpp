// The canvas hands its shapes over once: again after a change of the drawing or of the colours, not
// for looking at another part of it.
#include <doctest/doctest.h>

#include "support/repository_file.h"
#include "ui_support.h"

using namespace fenming;
using namespace fenming::testing;
using ui::ShapeSet;

namespace {

constexpr const char* kDrawer = R"({"name":"li","role":"administrator","preferences":{},)"
                                R"("rights":["account","read","prices","templates"]})";

void open_template(platform_null::Harness& harness) {
  sign_in(harness, kDrawer);
  answer(harness, "designer.list",
         R"({"templates":[{"template":"ac_install","name":"空调安装","name_en":"","draft_base":0,)"
         R"("versions":[]}],"library":[]})");
  answer(harness, "designer.document/ac_install/0",
         R"({"schema":"fenming.template-document/1","template":)" +
             repository_file("assets/templates/ac_install.json") + "}");
}

void click_node(platform_null::Harness& harness, std::string_view title) {
  const auto& tree = harness.ui().tree;
  for (const auto& entry : tree.entries()) {
    if (entry.role != ui::a11y::Role::kOption || tree.name(entry) != title) continue;
    return harness.click(entry.rect.center().x, entry.rect.center().y);
  }
  FAIL(title);
}

}  // namespace

TEST_CASE("shapes are handed over after a change, and not for another view of them") {
  platform_null::Harness harness("/templates/ac_install/draft");
  open_template(harness);
  const auto& content = harness.app().state().designer.document.content;
  const platform_null::CountedShapes& shapes = harness.shapes();
  constexpr size_t kQuad = 6;  // indices
  const auto nodes = [&] { return content.model.nodes.size(); };
  REQUIRE(nodes() > 10);
  CHECK(shapes.kept(ShapeSet::kTiles) == 2 * kQuad * nodes());
  CHECK(shapes.kept(ShapeSet::kMinimap) == kQuad * nodes());
  CHECK(shapes.kept(ShapeSet::kLines) >= kQuad * content.model.edges.size());

  const size_t kept = shapes.times_kept(ShapeSet::kCurves);
  harness.key(ImGuiKey_1);  // all of it in sight
  harness.settle();
  CHECK(shapes.times_kept(ShapeSet::kCurves) == kept);
  CHECK(shapes.drawn(ShapeSet::kGrid) > 0);
  CHECK(shapes.drawn(ShapeSet::kMinimap) == shapes.kept(ShapeSet::kMinimap));
  CHECK(shapes.drawn(ShapeSet::kCurves) == shapes.kept(ShapeSet::kCurves));

  click_node(harness, "派单");
  harness.settle();
  CHECK(shapes.times_kept(ShapeSet::kCurves) == kept);

  // At full size what lies below the window is not drawn.
  harness.key(ImGuiKey_0);
  harness.settle();
  CHECK(shapes.drawn(ShapeSet::kCurves) > 0);
  CHECK(shapes.drawn(ShapeSet::kCurves) < shapes.kept(ShapeSet::kCurves));

  const size_t before = nodes();
  harness.key(ImGuiKey_Delete);
  harness.settle();
  REQUIRE(nodes() == before - 1);
  CHECK(shapes.times_kept(ShapeSet::kCurves) > kept);
  CHECK(shapes.kept(ShapeSet::kMinimap) == kQuad * nodes());
}

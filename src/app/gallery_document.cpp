#include "app/gallery_document.h"

#include <array>
#include <memory>
#include <utility>

#include "app/amount_text.h"
#include "base/text.h"

namespace fenming::app {
namespace {

class SetPrice final : public Command<GalleryDocument> {
 public:
  SetPrice(size_t row, int64_t price_fen) : row_(row), price_fen_(price_fen) {}
  std::string name() const override { return "set_price"; }
  void execute(GalleryDocument& document) override { swap(document); }
  void undo(GalleryDocument& document) override { swap(document); }

 private:
  void swap(GalleryDocument& document) {
    std::swap(document.rows[row_].price_fen, price_fen_);
    std::swap(document.rows[row_].inherited, inherited_);
  }

  size_t row_;
  int64_t price_fen_;
  bool inherited_ = false;  // a typed price is the row's own
};

class SetFactor final : public Command<GalleryDocument> {
 public:
  explicit SetFactor(int64_t factor_bp) : factor_bp_(factor_bp) {}
  std::string name() const override { return "set_factor"; }
  void execute(GalleryDocument& document) override { std::swap(document.factor_bp, factor_bp_); }
  void undo(GalleryDocument& document) override { std::swap(document.factor_bp, factor_bp_); }

 private:
  int64_t factor_bp_;
};

}  // namespace

GalleryDocument GalleryDocument::sample(int rows) {
  constexpr std::array<std::string_view, 7> kItems = {"空调安装",      "空调清洗",   "热水器维修",
                                                      "燃气灶安装",    "洗衣机移机", "冰箱加氟",
                                                      "油烟机深度清洗"};
  constexpr std::array<std::string_view, 4> kTiers = {"核心城市 高级档", "新一线 标准档",
                                                      "省会 标准档", "县域 起步档"};
  GalleryDocument document;
  for (int i = 0; i < rows; ++i) {
    const auto index = static_cast<size_t>(i);
    GalleryRow row;
    row.item = std::string(kItems[index % kItems.size()]) + " " + pad_number(i + 1, 4);
    row.tier = kTiers[index % kTiers.size()];
    row.price_fen = 8000 + (i * 7919) % 42000;
    row.inherited = i % 5 == 2;
    row.change_fen = (i * 3571) % 30000 - 15000;
    document.rows.push_back(std::move(row));
  }
  return document;
}

void edit_gallery_price(GalleryState& state, int row, std::string_view text) {
  if (row < 0 || static_cast<size_t>(row) >= state.document.rows.size()) return;
  const auto price = parse_money(text);
  if (!price) {
    state.error_row = row;
    state.error_code = price.error().code;
    return;
  }
  state.error_row = -1;
  if (*price == state.document.rows[static_cast<size_t>(row)].price_fen) return;
  state.log.execute(state.document, std::make_unique<SetPrice>(static_cast<size_t>(row), *price));
}

void set_gallery_factor(GalleryState& state, int64_t factor_bp) {
  if (factor_bp == state.document.factor_bp) return;
  state.log.execute(state.document, std::make_unique<SetFactor>(factor_bp));
}

}  // namespace fenming::app

#include "app/prices/local_copies.h"

#include <utility>

#include "app/kept_copies.h"
#include "codec/book_codec.h"

namespace fenming::app::prices {
namespace {

KeptCopies copies_of(const AppState& state, Effects& effects) {
  return {*effects.store,
          "fenming.drafts." + state.account.name + "." + state.prices.document.book};
}

}  // namespace

void keep_copy(AppState& state, Effects& effects) {
  if (effects.store == nullptr) return;
  const Document& document = state.prices.document;
  copies_of(state, effects)
      .keep({state.window, document.etag, document.acknowledged.text(), document.text()});
}

void keep_copy_part(AppState& state, int left, Effects& effects) {
  if (left == 1) return keep_copy(state, effects);
  const Document& document = state.prices.document;
  if (left == kCopySteps) {
    document.text();  // written here and used by the last part
  } else if (effects.store != nullptr) {
    copies_of(state, effects).keep_base(state.window, document.acknowledged.text());
  }
}

void forget_copy(AppState& state, Effects& effects) {
  if (effects.store != nullptr) copies_of(state, effects).forget(state.window);
}

void forget_copy(AppState& state, const LocalCopy& copy, Effects& effects) {
  if (effects.store != nullptr) copies_of(state, effects).forget(copy.window);
}

std::vector<LocalCopy> find_copies(const AppState& state, Effects& effects) {
  std::vector<LocalCopy> copies;
  if (effects.store == nullptr) return copies;
  for (const TextCopy& text : copies_of(state, effects).all()) {
    Result<BookVersion> mine = read_book_version(text.mine);
    if (!mine) continue;
    LocalCopy copy{text.window, text.etag, std::nullopt, std::move(*mine)};
    Result<BookVersion> base = read_book_version(text.base);
    if (base) copy.base = std::move(*base);
    copies.push_back(std::move(copy));
  }
  return copies;
}

}  // namespace fenming::app::prices

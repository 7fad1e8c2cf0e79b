// What the edits' files share: commands on one element of a list, refusals kept beside their cell.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/prices/commands.h"
#include "app/prices/state.h"

namespace fenming::app::prices {

inline void run(Document& document, std::unique_ptr<VersionCommand> command) {
  document.log.execute(document.version, std::move(command));
  ++document.edits;
}

template <typename T>
void replace_element(Document& document, std::string name, std::vector<T> BookVersion::*list,
                     size_t index, T value) {
  run(document,
      std::make_unique<ReplaceElement<T>>(std::move(name), list, index, std::move(value)));
}
template <typename T>
void insert_element(Document& document, std::string name, std::vector<T> BookVersion::*list,
                    size_t index, T value) {
  run(document, std::make_unique<InsertElement<T>>(std::move(name), list, index, std::move(value)));
}
template <typename T>
void remove_element(Document& document, std::string name, std::vector<T> BookVersion::*list,
                    size_t index) {
  run(document, std::make_unique<RemoveElement<T>>(std::move(name), list, index));
}
template <typename T>
void replace_member(Document& document, std::string name, T BookVersion::*member, T value) {
  run(document, std::make_unique<ReplaceMember<T>>(std::move(name), member, std::move(value)));
}

inline bool holds(size_t size, int index) {
  return index >= 0 && static_cast<size_t>(index) < size;
}

inline void forget_error(Document& document, Section section, int row, int column) {
  std::erase_if(document.errors, [&](const CellError& error) {
    return error.section == section && error.row == row && error.column == column;
  });
}
inline void keep_error(Document& document, Section section, int row, int column, std::string text,
                       std::string code) {
  document.errors.push_back({section, row, column, std::move(text), std::move(code)});
}

}  // namespace fenming::app::prices

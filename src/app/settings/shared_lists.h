// What all books share and the settings edit, calendars and zones: one document on the server,
// edited here with undo and saved as a whole. It also holds the routing; what is not edited here
// stays as it is.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "app/app.h"

namespace fenming::app::settings {

void ask_lists(AppState& state, Effects& effects);
void take_lists(AppState& state, const HttpResponse& response);
void save_lists(AppState& state, Effects& effects);

// Lists are small: a step keeps the one that it replaces.
template <typename T>
class ReplaceList final : public Command<SharedLists> {
 public:
  ReplaceList(std::string name, T SharedLists::*list, T value)
      : name_(std::move(name)), list_(list), other_(std::move(value)) {}
  std::string name() const override { return name_; }
  void execute(SharedLists& lists) override { std::swap(lists.*list_, other_); }
  void undo(SharedLists& lists) override { std::swap(lists.*list_, other_); }

 private:
  std::string name_;
  T SharedLists::*list_;
  T other_;
};

// One step named `name`.
template <typename T>
void replace_list(Shared& own, std::string name, T SharedLists::*list, T value) {
  own.error.clear();
  ++own.edits;
  own.log.execute(own.lists,
                  std::make_unique<ReplaceList<T>>(std::move(name), list, std::move(value)));
}

}  // namespace fenming::app::settings

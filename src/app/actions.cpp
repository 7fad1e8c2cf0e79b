#include "app/actions.h"

#include <utility>

namespace fenming::app {

struct Actions::List {
  std::vector<Action> pushed;
};

Actions::Actions() : list_(std::make_unique<List>()) {}
Actions::~Actions() = default;

void Actions::push(Action action) {
  list_->pushed.push_back(std::move(action));
}

bool Actions::empty() const {
  return list_->pushed.empty();
}

std::vector<Action> Actions::take() {
  return std::exchange(list_->pushed, {});
}

}  // namespace fenming::app

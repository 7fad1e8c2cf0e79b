// Commands on a price book's draft. Every list of a version (tiers, items, parts, …) is edited by
// the same four: replace, insert, remove and swap elements. Each keeps what it displaced, so that
// undo puts back exactly what was there.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "app/command_log.h"
#include "engine/pricing/book.h"

namespace fenming::app::prices {

using VersionCommand = Command<BookVersion>;

class NamedCommand : public VersionCommand {
 public:
  explicit NamedCommand(std::string name) : name_(std::move(name)) {}
  std::string name() const override { return name_; }

 private:
  std::string name_;
};

template <typename T>
class ReplaceElement final : public NamedCommand {
 public:
  ReplaceElement(std::string name, std::vector<T> BookVersion::*list, size_t index, T value)
      : NamedCommand(std::move(name)), list_(list), index_(index), value_(std::move(value)) {}
  void execute(BookVersion& version) override { std::swap((version.*list_)[index_], value_); }
  void undo(BookVersion& version) override { execute(version); }

 private:
  std::vector<T> BookVersion::*list_;
  size_t index_;
  T value_;
};

template <typename T>
class InsertElement final : public NamedCommand {
 public:
  InsertElement(std::string name, std::vector<T> BookVersion::*list, size_t index, T value)
      : NamedCommand(std::move(name)), list_(list), index_(index), value_(std::move(value)) {}
  void execute(BookVersion& version) override {
    auto& list = version.*list_;
    list.insert(list.begin() + static_cast<ptrdiff_t>(index_), value_);
  }
  void undo(BookVersion& version) override {
    auto& list = version.*list_;
    list.erase(list.begin() + static_cast<ptrdiff_t>(index_));
  }

 private:
  std::vector<T> BookVersion::*list_;
  size_t index_;
  T value_;
};

template <typename T>
class RemoveElement final : public NamedCommand {
 public:
  RemoveElement(std::string name, std::vector<T> BookVersion::*list, size_t index)
      : NamedCommand(std::move(name)), list_(list), index_(index) {}
  void execute(BookVersion& version) override {
    auto& list = version.*list_;
    value_ = std::move(list[index_]);
    list.erase(list.begin() + static_cast<ptrdiff_t>(index_));
  }
  void undo(BookVersion& version) override {
    auto& list = version.*list_;
    list.insert(list.begin() + static_cast<ptrdiff_t>(index_), std::move(value_));
  }

 private:
  std::vector<T> BookVersion::*list_;
  size_t index_;
  T value_;
};

// Swaps two neighbours or any two elements; its own inverse.
template <typename T>
class SwapElements final : public NamedCommand {
 public:
  SwapElements(std::string name, std::vector<T> BookVersion::*list, size_t first, size_t second)
      : NamedCommand(std::move(name)), list_(list), first_(first), second_(second) {}
  void execute(BookVersion& version) override {
    std::swap((version.*list_)[first_], (version.*list_)[second_]);
  }
  void undo(BookVersion& version) override { execute(version); }

 private:
  std::vector<T> BookVersion::*list_;
  size_t first_;
  size_t second_;
};

// Sets one member of the version as a whole; its own inverse.
template <typename T>
class ReplaceMember final : public NamedCommand {
 public:
  ReplaceMember(std::string name, T BookVersion::*member, T value)
      : NamedCommand(std::move(name)), member_(member), value_(std::move(value)) {}
  void execute(BookVersion& version) override { std::swap(version.*member_, value_); }
  void undo(BookVersion& version) override { execute(version); }

 private:
  T BookVersion::*member_;
  T value_;
};

// Puts another whole version in place, as when two are merged; its own inverse.
class ReplaceVersion final : public NamedCommand {
 public:
  ReplaceVersion(std::string name, BookVersion value)
      : NamedCommand(std::move(name)), value_(std::move(value)) {}
  void execute(BookVersion& version) override { std::swap(version, value_); }
  void undo(BookVersion& version) override { execute(version); }

 private:
  BookVersion value_;
};

}  // namespace fenming::app::prices

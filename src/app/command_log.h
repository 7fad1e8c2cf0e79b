// The command log: the only door to a document. A command is executed, remembered, and can be
// undone and redone; commands executed within one group are one step. The log owns its commands,
// the caller owns the document. A command must be able to revert exactly what it did.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/assert.h"

namespace fenming::app {

template <typename Document>
class Command {
 public:
  virtual ~Command() = default;
  // Shown in the history, already in the user's language or a locale key: the log does not care.
  virtual std::string name() const = 0;
  virtual void execute(Document& document) = 0;
  virtual void undo(Document& document) = 0;
  // What executing again means; most commands just execute.
  virtual void redo(Document& document) { execute(document); }
};

template <typename Document>
class CommandLog {
 public:
  using CommandPtr = std::unique_ptr<Command<Document>>;

  void execute(Document& document, CommandPtr command) {
    FM_ASSERT(command != nullptr);
    command->execute(document);
    if (group_depth_ == 0) {
      push_step(command->name());
    } else if (!group_open_) {
      push_step(group_name_);
      group_open_ = true;
    }
    steps_.back().commands.push_back(std::move(command));
  }

  // Groups nest; the outermost one names the step. An empty group leaves no step.
  void begin_group(std::string name) {
    if (group_depth_++ == 0) {
      group_name_ = std::move(name);
      group_open_ = false;
    }
  }
  void end_group() {
    FM_ASSERT(group_depth_ > 0);
    --group_depth_;
  }

  bool can_undo() const { return position_ > 0 && group_depth_ == 0; }
  bool can_redo() const { return position_ < steps_.size() && group_depth_ == 0; }
  std::string undo_name() const { return can_undo() ? steps_[position_ - 1].name : std::string(); }
  std::string redo_name() const { return can_redo() ? steps_[position_].name : std::string(); }
  size_t size() const { return steps_.size(); }
  size_t position() const { return position_; }

  // Commands of a step revert in reverse order: later ones may rest on earlier ones.
  bool undo(Document& document) {
    if (!can_undo()) return false;
    auto& commands = steps_[--position_].commands;
    for (auto it = commands.rbegin(); it != commands.rend(); ++it)
      (*it)->undo(document);
    return true;
  }
  bool redo(Document& document) {
    if (!can_redo()) return false;
    for (auto& command : steps_[position_++].commands)
      command->redo(document);
    return true;
  }

  void mark_saved() { saved_ = position_; }
  bool is_saved() const { return saved_ == position_; }

 private:
  struct Step {
    std::string name;
    std::vector<CommandPtr> commands;
  };

  void push_step(std::string name) {
    if (saved_ > position_) saved_ = kNever;  // The saved state lay in the future just cut off.
    steps_.resize(position_);
    steps_.push_back(Step{std::move(name), {}});
    ++position_;
  }

  static constexpr size_t kNever = static_cast<size_t>(-1);
  std::vector<Step> steps_;
  size_t position_ = 0;
  size_t saved_ = 0;
  int group_depth_ = 0;
  bool group_open_ = false;
  std::string group_name_;
};

}  // namespace fenming::app

// What the command palette offers: the shell's own commands and those of the open screen, each with
// its name in both languages.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "app/actions.h"
#include "ui/ui.h"
#include "ui/widgets/icons.h"

namespace fenming::ui {

struct Command {
  std::string text;
  std::string other;  // the same in the other language
  Icon icon = Icon::kNone;
  std::string note = {};  // on the right: its keys
  std::function<void(app::Actions&)> run = {};
};

// Collects commands. `name` is called with each language's texts.
class CommandList {
 public:
  explicit CommandList(const Ui& ui);

  using Name = std::function<std::string(const app::Locale&)>;
  void add(const Name& name, Icon icon, std::function<void(app::Actions&)> run,
           std::string note = {});
  void add(app::Key name, Icon icon, std::function<void(app::Actions&)> run, std::string note = {});
  // An action that needs nothing of a panel.
  void add(app::Key name, Icon icon, app::Action action, std::string note = {});

  const std::vector<Command>& commands() const { return commands_; }

 private:
  app::Locale locale_;
  app::Locale other_;
  std::vector<Command> commands_;
};

// Indexes of the commands that the query finds, the best first.
std::vector<size_t> find_commands(const std::vector<Command>& commands, std::string_view query,
                                  app::PinyinInitial initial_of);

}  // namespace fenming::ui

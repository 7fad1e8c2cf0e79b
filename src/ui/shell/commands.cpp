#include "ui/shell/commands.h"

#include <algorithm>

#include "app/search_text.h"

namespace fenming::ui {
namespace {

app::Language other_language(app::Language language) {
  return language == app::Language::kChinese ? app::Language::kEnglish : app::Language::kChinese;
}

// The better of the two names' ranks; -1: neither fits.
int rank_of(const Command& command, std::string_view query, app::PinyinInitial initial_of) {
  const int own = app::match_rank(command.text, query, initial_of);
  const int other = app::match_rank(command.other, query, initial_of);
  if (own < 0 || other < 0) return std::max(own, other);
  return std::min(own, other);
}

}  // namespace

CommandList::CommandList(const Ui& ui)
    : locale_(ui.locale.language()), other_(other_language(ui.locale.language())) {}

void CommandList::add(const Name& name, Icon icon, std::function<void(app::Actions&)> run,
                      std::string note) {
  commands_.push_back({name(locale_), name(other_), icon, std::move(note), std::move(run)});
}

void CommandList::add(app::Key name, Icon icon, std::function<void(app::Actions&)> run,
                      std::string note) {
  add([name](const app::Locale& locale) { return std::string(locale.text(name)); }, icon,
      std::move(run), std::move(note));
}

void CommandList::add(app::Key name, Icon icon, app::Action action, std::string note) {
  add(
      name, icon, [action = std::move(action)](app::Actions& actions) { actions.push(action); },
      std::move(note));
}

std::vector<size_t> find_commands(const std::vector<Command>& commands, std::string_view query,
                                  app::PinyinInitial initial_of) {
  std::vector<std::pair<int, size_t>> ranked;
  for (size_t i = 0; i < commands.size(); ++i) {
    const int rank = rank_of(commands[i], query, initial_of);
    if (rank >= 0) ranked.emplace_back(rank, i);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<size_t> found;
  for (const auto& [rank, index] : ranked)
    found.push_back(index);
  return found;
}

}  // namespace fenming::ui

// One step of a template's history: what an edit made of each list of the document, kept as the
// pieces that differ, so that undo puts back exactly what was there. Every edit is a plain function
// that changes a document; nobody writes an inverse.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "app/command_log.h"
#include "codec/template_document.h"

namespace fenming::app::designer {

template <typename T>
class ListChange {
 public:
  ListChange(const std::vector<T>& before, const std::vector<T>& after) {
    size_t head = 0;
    const size_t shorter = std::min(before.size(), after.size());
    while (head < shorter && before[head] == after[head])
      ++head;
    size_t tail = 0;
    while (tail < shorter - head &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
      ++tail;
    if (before.size() == after.size())
      keep_runs(before, after, head, before.size() - tail);
    else
      keep(before, after, head, before.size() - tail, after.size() - tail);
  }

  bool empty() const { return pieces_.empty(); }
  // Pieces that change sizes stand alone, so places hold in both directions.
  void apply(std::vector<T>& list) { swap_pieces(list, true); }
  void revert(std::vector<T>& list) { swap_pieces(list, false); }

 private:
  struct Piece {
    size_t at = 0;
    std::vector<T> before;
    std::vector<T> after;
  };

  void keep(const std::vector<T>& before, const std::vector<T>& after, size_t from,
            size_t before_end, size_t after_end) {
    if (from == before_end && from == after_end) return;
    const auto at = static_cast<ptrdiff_t>(from);
    pieces_.push_back({from,
                       {before.begin() + at, before.begin() + static_cast<ptrdiff_t>(before_end)},
                       {after.begin() + at, after.begin() + static_cast<ptrdiff_t>(after_end)}});
  }
  void keep_runs(const std::vector<T>& before, const std::vector<T>& after, size_t from,
                 size_t end) {
    while (from < end) {
      size_t to = from;
      while (to < end && !(before[to] == after[to]))
        ++to;
      keep(before, after, from, to, to);
      from = to + 1;
    }
  }
  void swap_pieces(std::vector<T>& list, bool forward) {
    for (const Piece& piece : pieces_) {
      const std::vector<T>& old = forward ? piece.before : piece.after;
      const std::vector<T>& wanted = forward ? piece.after : piece.before;
      const auto at = list.begin() + static_cast<ptrdiff_t>(piece.at);
      if (old.size() == wanted.size()) {
        std::copy(wanted.begin(), wanted.end(), at);
        continue;
      }
      const auto rest = list.erase(at, at + static_cast<ptrdiff_t>(old.size()));
      list.insert(rest, wanted.begin(), wanted.end());
    }
  }

  std::vector<Piece> pieces_;
};

using TemplateCommand = Command<TemplateDocument>;

class TemplateChange final : public TemplateCommand {
 public:
  TemplateChange(std::string name, const TemplateDocument& before, const TemplateDocument& after);

  bool empty() const;
  std::string name() const override { return name_; }
  void execute(TemplateDocument& document) override;
  void undo(TemplateDocument& document) override;

 private:
  // What the template says of itself and of its tickets.
  struct Heading {
    std::string code, name, name_en;
    std::vector<Fact> intake;
    bool operator==(const Heading&) const = default;
  };
  static Heading heading_of(const TemplateDocument& document);
  static void set_heading(TemplateDocument& document, const Heading& heading);

  std::string name_;
  Heading heading_before_;
  Heading heading_after_;
  ListChange<workflow::Node> nodes_;
  ListChange<workflow::Edge> edges_;
  ListChange<workflow::CustomField> fields_;
  ListChange<workflow::Fee> fees_;
  ListChange<NodePlace> places_;
  ListChange<EdgeRoute> routes_;
  ListChange<CanvasNote> notes_;
  ListChange<NodeGroup> groups_;
  ListChange<NodeComment> comments_;
  ListChange<workflow::Scenario> scenarios_;
  ListChange<ForeignNamespace> namespaces_;
  ListChange<ForeignPart> foreign_;
};

}  // namespace fenming::app::designer

#include "app/designer/layout.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "app/designer/main_path.h"

namespace fenming::app::designer {
namespace {

using workflow::Edge;
using workflow::NodeKind;

constexpr int kSweeps = 12;         // over all rows, when they are ordered
constexpr int kPlaceSweeps = 8;     // and when their places are balanced
constexpr int32_t kBendWidth = 24;  // what an edge that passes a row takes of it

// A node of the drawing, or the place where an edge passes a row.
struct Slot {
  int node = -1;  // -1: a passing edge
  int edge = -1;
  int row = 0;
  int32_t x = 0;        // of its middle
  bool turned = false;  // of an edge that goes upwards
  bool main = false;    // on the main path, which runs straight down
  int side = 0;         // of the main path: -1 left, 1 right
  std::vector<int> above;
  std::vector<int> below;

  int32_t width() const { return node >= 0 ? kNodeWidth : kBendWidth; }
};

class Layout {
 public:
  Layout(TemplateDocument& document, const Ids& ids) : document_(document) {
    std::set<std::string, std::less<>> wanted(ids.begin(), ids.end());
    for (size_t i = 0; i < document.model.nodes.size(); ++i) {
      const std::string& id = document.model.nodes[i].node;
      if (!ids.empty() && !wanted.contains(id)) continue;
      index_.emplace(id, static_cast<int>(slots_.size()));
      slots_.push_back({static_cast<int>(i), -1, 0, 0, false, false, 0, {}, {}});
    }
    nodes_ = static_cast<int>(slots_.size());
    for (size_t e = 0; e < document.model.edges.size(); ++e) {
      const Edge& edge = document.model.edges[e];
      const auto from = index_.find(edge.from);
      const auto to = index_.find(edge.to);
      if (from == index_.end() || to == index_.end() || from->second == to->second) continue;
      links_.push_back({static_cast<int>(e), from->second, to->second, false, false});
    }
  }

  void run() {
    if (slots_.empty()) return;
    const CanvasPoint corner = upper_left();
    turn_back_edges();
    mark_main_path();
    find_rows();
    add_passing();
    choose_sides();
    order_rows();
    place();
    write(corner);
  }

 private:
  struct Link {
    int edge;
    int from;
    int to;
    bool turned;  // goes upwards
    bool main;    // of the main path
  };

  CanvasPoint upper_left() const {
    CanvasBox all;
    const Places places(document_);
    for (const auto& [id, slot] : index_)
      all = united(all, places.box_of(id));
    return {all.x, all.y};
  }

  // Depth first from the start in the edges' order: an edge to a node that is still open closes a
  // cycle and is drawn upwards.
  void turn_back_edges() {
    std::vector<std::vector<int>> leaving(slots_.size());
    for (size_t i = 0; i < links_.size(); ++i)
      leaving[static_cast<size_t>(links_[i].from)].push_back(static_cast<int>(i));
    std::vector<int> roots;
    for (int n = 0; n < nodes_; ++n) {
      if (kind(n) == NodeKind::kStart)
        roots.insert(roots.begin(), n);
      else
        roots.push_back(n);
    }
    enum : uint8_t { kNew, kOpen, kDone };
    std::vector<uint8_t> state(slots_.size(), kNew);
    std::vector<std::pair<int, size_t>> path;  // node and the next of its links
    for (const int root : roots) {
      if (state[static_cast<size_t>(root)] != kNew) continue;
      path.push_back({root, 0});
      state[static_cast<size_t>(root)] = kOpen;
      while (!path.empty()) {
        auto& [node, next] = path.back();
        const auto& own = leaving[static_cast<size_t>(node)];
        if (next == own.size()) {
          state[static_cast<size_t>(node)] = kDone;
          path.pop_back();
          continue;
        }
        Link& link = links_[static_cast<size_t>(own[next++])];
        uint8_t& target = state[static_cast<size_t>(link.to)];
        link.turned = target == kOpen;
        if (target != kNew) continue;
        target = kOpen;
        path.push_back({link.to, 0});
      }
    }
  }

  void mark_main_path() {
    std::vector<bool> usable(document_.model.edges.size(), false);
    for (const Link& link : links_)
      usable[static_cast<size_t>(link.edge)] = !link.turned;
    const std::vector<size_t> path = main_path(document_.model, usable);
    for (Link& link : links_) {
      link.main = std::find(path.begin(), path.end(), static_cast<size_t>(link.edge)) != path.end();
      if (!link.main) continue;
      slots_[static_cast<size_t>(link.from)].main = true;
      slots_[static_cast<size_t>(link.to)].main = true;
    }
  }

  int upper(const Link& link) const { return link.turned ? link.to : link.from; }
  int lower(const Link& link) const { return link.turned ? link.from : link.to; }

  // The longest way from above decides the row.
  void find_rows() {
    std::vector<int> waiting(slots_.size(), 0);
    std::vector<std::vector<int>> below(slots_.size());
    for (const Link& link : links_) {
      ++waiting[static_cast<size_t>(lower(link))];
      below[static_cast<size_t>(upper(link))].push_back(lower(link));
    }
    std::vector<int> ready;
    for (int n = 0; n < nodes_; ++n) {
      if (waiting[static_cast<size_t>(n)] == 0) ready.push_back(n);
    }
    for (size_t i = 0; i < ready.size(); ++i) {
      const auto at = static_cast<size_t>(ready[i]);
      for (const int next : below[at]) {
        Slot& slot = slots_[static_cast<size_t>(next)];
        slot.row = std::max(slot.row, slots_[at].row + 1);
        if (--waiting[static_cast<size_t>(next)] == 0) ready.push_back(next);
      }
    }
  }

  void join(int above, int below) {
    slots_[static_cast<size_t>(above)].below.push_back(below);
    slots_[static_cast<size_t>(below)].above.push_back(above);
  }

  void add_passing() {
    for (const Link& link : links_) {
      int above = upper(link);
      const int last = lower(link);
      for (int row = slots_[static_cast<size_t>(above)].row + 1;
           row < slots_[static_cast<size_t>(last)].row; ++row) {
        const auto slot = static_cast<int>(slots_.size());
        slots_.push_back({-1, link.edge, row, 0, link.turned, link.main, 0, {}, {}});
        join(above, slot);
        above = slot;
      }
      join(above, last);
    }
    int rows = 0;
    for (const Slot& slot : slots_)
      rows = std::max(rows, slot.row + 1);
    rows_.resize(static_cast<size_t>(rows));
    // Breadth first keeps what belongs together near each other to begin with.
    std::vector<bool> seen(slots_.size(), false);
    std::vector<int> queue;
    for (int n = 0; n < static_cast<int>(slots_.size()); ++n) {
      if (!slots_[static_cast<size_t>(n)].above.empty()) continue;
      queue.push_back(n);
      seen[static_cast<size_t>(n)] = true;
    }
    for (size_t i = 0; i < queue.size(); ++i) {
      const Slot& slot = slots_[static_cast<size_t>(queue[i])];
      rows_[static_cast<size_t>(slot.row)].push_back(queue[i]);
      for (const int next : slot.below) {
        if (seen[static_cast<size_t>(next)]) continue;
        seen[static_cast<size_t>(next)] = true;
        queue.push_back(next);
      }
    }
  }

  // What hangs together beside the main path stays on one side of it, so that no edge crosses it
  // from behind: what leads back on the right, the rest on the left.
  void choose_sides() {
    if (std::none_of(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.main; }))
      return;
    for (size_t first = 0; first < slots_.size(); ++first) {
      if (slots_[first].main || slots_[first].side != 0) continue;
      std::vector<size_t> part{first};
      bool leads_back = false;
      slots_[first].side = -1;
      for (size_t i = 0; i < part.size(); ++i) {
        const Slot& slot = slots_[part[i]];
        leads_back = leads_back || slot.turned;
        for (const auto* near : {&slot.above, &slot.below}) {
          for (const int one : *near) {
            Slot& other = slots_[static_cast<size_t>(one)];
            if (other.main || other.side != 0) continue;
            other.side = -1;
            part.push_back(static_cast<size_t>(one));
          }
        }
      }
      if (!leads_back) continue;
      for (const size_t one : part)
        slots_[one].side = 1;
    }
  }

  // The middle of the neighbours' positions, twice, so that it stays a whole number.
  int64_t middle(const std::vector<int>& neighbours, const std::vector<int>& position) const {
    std::vector<int> at;
    for (const int one : neighbours)
      at.push_back(position[static_cast<size_t>(one)]);
    std::sort(at.begin(), at.end());
    const size_t half = at.size() / 2;
    return at.size() % 2 == 1 ? 2 * int64_t{at[half]} : int64_t{at[half - 1]} + at[half];
  }

  void order_rows() {
    std::vector<int> position(slots_.size(), 0);
    const auto number = [&](const std::vector<int>& row) {
      for (size_t i = 0; i < row.size(); ++i)
        position[static_cast<size_t>(row[i])] = static_cast<int>(i);
    };
    for (const auto& row : rows_)
      number(row);
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
      const bool down = sweep % 2 == 0;
      for (size_t step = 1; step < rows_.size(); ++step) {
        std::vector<int>& row = rows_[down ? step : rows_.size() - 1 - step];
        std::vector<std::pair<int64_t, int>> keys;
        for (const int one : row) {
          const Slot& slot = slots_[static_cast<size_t>(one)];
          const auto& near = down ? slot.above : slot.below;
          const int64_t own = 2 * int64_t{position[static_cast<size_t>(one)]};
          keys.push_back({near.empty() ? own : middle(near, position), one});
        }
        const auto side = [&](int one) { return slots_[static_cast<size_t>(one)].side; };
        std::stable_sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) {
          const int left = side(a.second), right = side(b.second);
          return left != right ? left < right : a.first < b.first;
        });
        for (size_t i = 0; i < row.size(); ++i)
          row[i] = keys[i].second;
        number(row);
      }
    }
  }

  int32_t gap(int left, int right) const {
    const Slot& a = slots_[static_cast<size_t>(left)];
    const Slot& b = slots_[static_cast<size_t>(right)];
    return (a.width() + b.width()) / 2 + (kColumnPitch - kNodeWidth);
  }

  // Each row moves towards the middle of its neighbours as far as its own order leaves room; what
  // wants a place first and most strongly gets it: the main path stands in one column, then come
  // edges that pass downwards, so that they run straight, then nodes; ways back go around what is
  // there.
  void place_row(const std::vector<int>& row, bool down) {
    const size_t count = row.size();
    std::vector<int32_t> wanted(count);
    std::vector<size_t> by_weight(count);
    for (size_t i = 0; i < count; ++i) {
      const Slot& slot = slots_[static_cast<size_t>(row[i])];
      const auto& near = down ? slot.above : slot.below;
      int64_t sum = 0;
      for (const int one : near)
        sum += slots_[static_cast<size_t>(one)].x;
      wanted[i] =
          near.empty() ? slot.x : static_cast<int32_t>(sum / static_cast<int64_t>(near.size()));
      if (slot.main) wanted[i] = 0;
      by_weight[i] = i;
    }
    const auto weight = [&](size_t i) {
      const Slot& slot = slots_[static_cast<size_t>(row[i])];
      if (slot.main) return 100'000;
      if (slot.node < 0) return slot.turned ? -1 : 1000;
      return static_cast<int>((down ? slot.above : slot.below).size());
    };
    std::stable_sort(by_weight.begin(), by_weight.end(),
                     [&](size_t a, size_t b) { return weight(a) > weight(b); });
    std::vector<bool> fixed(count, false);
    std::vector<int32_t> x(count);
    for (const size_t i : by_weight) {
      int64_t low = INT32_MIN, high = INT32_MAX, need = 0;
      for (size_t k = i; k-- > 0;) {
        need += gap(row[k], row[k + 1]);
        if (fixed[k]) {
          low = x[k] + need;
          break;
        }
      }
      need = 0;
      for (size_t k = i + 1; k < count; ++k) {
        need += gap(row[k - 1], row[k]);
        if (fixed[k]) {
          high = x[k] - need;
          break;
        }
      }
      x[i] = static_cast<int32_t>(std::max(low, std::min<int64_t>(high, wanted[i])));
      fixed[i] = true;
    }
    for (size_t i = 0; i < count; ++i)
      slots_[static_cast<size_t>(row[i])].x = x[i];
  }

  void place() {
    for (const auto& row : rows_) {
      for (size_t i = 1; i < row.size(); ++i) {
        slots_[static_cast<size_t>(row[i])].x =
            slots_[static_cast<size_t>(row[i - 1])].x + gap(row[i - 1], row[i]);
      }
    }
    for (int sweep = 0; sweep < kPlaceSweeps; ++sweep) {
      const bool down = sweep % 2 == 0;
      for (size_t step = 1; step < rows_.size(); ++step)
        place_row(rows_[down ? step : rows_.size() - 1 - step], down);
    }
  }

  int32_t row_top(int row) const { return row * kRowPitch; }

  void write(CanvasPoint corner) {
    int32_t left = INT32_MAX;
    for (const Slot& slot : slots_) {
      if (slot.node >= 0) left = std::min(left, slot.x - kNodeWidth / 2);
    }
    const auto shift = [&](const Slot& slot) { return on_grid(slot.x - left) + corner.x; };
    std::vector<std::vector<CanvasPoint>> bends(document_.model.edges.size());
    std::vector<uint8_t> laid(document_.model.edges.size(), 0);
    for (const Slot& slot : slots_) {
      const int32_t top = row_top(slot.row) + corner.y;
      if (slot.node < 0) {
        bends[static_cast<size_t>(slot.edge)].push_back({shift(slot), top + kNodeHeight / 2});
        continue;
      }
      const std::string& id = document_.model.nodes[static_cast<size_t>(slot.node)].node;
      const CanvasPoint at{shift(slot) - kNodeWidth / 2, top};
      if (NodePlace* place = find_place(document_, id))
        place->at = at;
      else
        document_.drawing.places.push_back({id, at, {}, false});
    }
    for (const Link& link : links_) {
      laid[static_cast<size_t>(link.edge)] = 1;
      if (link.turned) {
        auto& own = bends[static_cast<size_t>(link.edge)];
        std::reverse(own.begin(), own.end());
      }
    }
    for (size_t e = 0; e < bends.size(); ++e) {
      if (laid[e] != 0) set_bends(document_, document_.model.edges[e].edge, std::move(bends[e]));
    }
  }

  NodeKind kind(int slot) const {
    const auto node = static_cast<size_t>(slots_[static_cast<size_t>(slot)].node);
    return document_.model.nodes[node].kind;
  }

  TemplateDocument& document_;
  std::unordered_map<std::string_view, int> index_;
  std::vector<Slot> slots_;
  int nodes_ = 0;
  std::vector<Link> links_;
  std::vector<std::vector<int>> rows_;
};

}  // namespace

void tidy(TemplateDocument& document, const Ids& ids) {
  Layout(document, ids).run();
}

}  // namespace fenming::app::designer

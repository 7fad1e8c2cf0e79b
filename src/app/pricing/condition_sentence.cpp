#include "app/pricing/condition_sentence.h"

#include "app/pricing/condition_edit.h"

namespace fenming::app {
namespace {

// Builds the list of pieces: words are glued to the words before them.
class Sentence {
 public:
  Sentence(const Locale& locale, const BookVersion* version) : locale_(locale), version_(version) {}

  void condition(const Condition& node, bool nested) {
    if (node.is_leaf())
      leaf(node);
    else
      group(node, nested);
  }
  std::vector<SentencePiece> take() { return std::move(pieces_); }

 private:
  void words(std::string_view text) {
    if (text.empty()) return;
    if (!pieces_.empty() && !pieces_.back().is_value)
      pieces_.back().text += text;
    else
      pieces_.push_back({std::string(text), false});
  }
  void words(Key key) { words(locale_.text(key)); }
  void value(std::string text) { pieces_.push_back({std::move(text), true}); }

  void group(const Condition& node, bool nested) {
    if (node.op == ConditionOp::kNot) {
      words(Key::sentence_not_open);
      for (const Condition& member : node.of)
        condition(member, false);
      words(Key::sentence_not_close);
      return;
    }
    const bool any = node.op == ConditionOp::kAny;
    if (node.of.empty()) return words(any ? Key::sentence_never : Key::sentence_always);
    const bool brackets = nested && node.of.size() > 1;
    if (brackets) words(Key::sentence_open);
    for (size_t i = 0; i < node.of.size(); ++i) {
      if (i > 0) words(any ? Key::sentence_or : Key::sentence_and_also);
      condition(node.of[i], true);
    }
    if (brackets) words(Key::sentence_close);
  }

  // The key's text with its first hole filled by the subject and "{1}" by values.
  void frame(Key key, std::string_view subject, const std::vector<std::string>& values) {
    std::string_view pattern = locale_.text(key);
    while (!pattern.empty()) {
      const size_t hole = pattern.find('{');
      words(pattern.substr(0, hole));
      if (hole == std::string_view::npos) return;
      const char which = pattern[hole + 1];
      pattern.remove_prefix(hole + 3);
      if (which == '0')
        words(subject);
      else
        list(values, static_cast<size_t>(which - '1'));
    }
  }
  // "{1}" is all values with "or" between them where a test has a list, else the first bound.
  void list(const std::vector<std::string>& values, size_t index) {
    if (!joined_) {
      if (index < values.size()) value(values[index]);
      return;
    }
    for (size_t i = 0; i < values.size(); ++i) {
      if (i > 0) words(i + 1 == values.size() ? Key::sentence_list_or : Key::sentence_list_comma);
      value(values[i]);
    }
  }

  void leaf(const Condition& node) {
    joined_ = true;
    std::vector<std::string> values;
    for (const std::string& code : node.values)
      values.push_back(node.op == ConditionOp::kFestival || node.op == ConditionOp::kWindow
                           ? std::string(festival_label(code, locale_))
                           : value_label(node.fact, code, locale_, version_));
    const std::string_view fact = fact_label(node.fact, locale_);
    const std::string_view time = time_label(node.time, locale_);
    switch (node.op) {
      case ConditionOp::kIn:
        return frame(Key::sentence_in, attribute_or(node, fact), values);
      case ConditionOp::kMissing:
        return frame(Key::sentence_missing, attribute_or(node, fact), {});
      case ConditionOp::kDivisionWithin:
        return frame(Key::sentence_division, {}, values);
      case ConditionOp::kFestival:
        return frame(Key::sentence_festival, time, values);
      case ConditionOp::kDayKind:
        for (const DayKind kind : node.kinds)
          values.emplace_back(day_kind_label(kind, locale_));
        return frame(Key::sentence_day_kind, time, values);
      case ConditionOp::kBetween:
        return bounds(node, attribute_or(node, fact), Key::sentence_between, Key::sentence_from,
                      Key::sentence_below);
      case ConditionOp::kDateWithin:
        return bounds(node, time, Key::sentence_dates, Key::sentence_date_from,
                      Key::sentence_date_before);
      case ConditionOp::kMonthDayWithin:
        return bounds(node, time, Key::sentence_month_days, Key::sentence_month_days,
                      Key::sentence_month_days);
      case ConditionOp::kWindow:
        return window(node, time, std::move(values));
      default:
        return;
    }
  }

  void bounds(const Condition& node, std::string_view subject, Key both, Key lower, Key upper) {
    joined_ = false;
    if (node.from && node.to)
      frame(both, subject, {format_bound(node, false), format_bound(node, true)});
    else if (node.from)
      frame(lower, subject, {format_bound(node, false)});
    else
      frame(upper, subject, {format_bound(node, true)});
  }

  void window(const Condition& node, std::string_view time, std::vector<std::string> days) {
    joined_ = false;
    frame(Key::sentence_window, time, {format_bound(node, false), format_bound(node, true)});
    for (const DayKind kind : node.kinds)
      days.emplace_back(day_kind_label(kind, locale_));
    constexpr Key kWeekdays[] = {Key::weekday_1, Key::weekday_2, Key::weekday_3, Key::weekday_4,
                                 Key::weekday_5, Key::weekday_6, Key::weekday_7};
    for (const int32_t day : node.weekdays) {
      if (day >= 1 && day <= 7) days.emplace_back(locale_.text(kWeekdays[day - 1]));
    }
    joined_ = true;
    if (!days.empty()) frame(Key::sentence_on_days, {}, days);
  }

  std::string_view attribute_or(const Condition& node, std::string_view label) const {
    return node.fact.fact == Fact::kAttribute ? std::string_view(node.fact.attribute) : label;
  }

  const Locale& locale_;
  const BookVersion* version_;
  std::vector<SentencePiece> pieces_;
  bool joined_ = true;
};

}  // namespace

std::vector<SentencePiece> condition_sentence(const Condition& condition, const Locale& locale,
                                              const BookVersion* version) {
  Sentence sentence(locale, version);
  sentence.condition(condition, false);
  return sentence.take();
}

std::string condition_text(const std::optional<Condition>& condition, const Locale& locale,
                           const BookVersion* version) {
  if (!condition) return std::string(locale.text(Key::sentence_default));
  std::string text;
  for (const SentencePiece& piece : condition_sentence(*condition, locale, version))
    text += piece.text;
  return text;
}

}  // namespace fenming::app

#include "engine/address/gazetteer.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "engine/division.h"

namespace fenming {
namespace {

constexpr uint32_t kNone = 0xFFFFFFFF;
constexpr size_t kMaxSteps = 2'000;  // of one search; a hostile text costs no more

constexpr std::array<std::string_view, 4> kMatchNames = {"exact", "inferred", "ambiguous",
                                                         "unknown"};
// Ethnic names inside the names of autonomous divisions: 延边朝鲜族自治州 is 延边 in short.
constexpr std::string_view kPeoples[] = {
    "壮族",     "回族",   "维吾尔", "土家族",   "苗族",   "侗族",   "布依族", "藏族",
    "羌族",     "彝族",   "哈尼族", "傣族",     "景颇族", "白族",   "傈僳族", "朝鲜族",
    "蒙古族",   "蒙古",   "哈萨克", "柯尔克孜", "满族",   "瑶族",   "畲族",   "黎族",
    "仡佬族",   "水族",   "土族",   "撒拉族",   "东乡族", "保安族", "裕固族", "达斡尔族",
    "鄂温克族", "鄂伦春", "锡伯",   "塔吉克",   "纳西族", "普米族", "怒族",   "独龙族",
    "拉祜族",   "佤族",   "布朗族", "仫佬族",   "毛南族", "京族",   "各族"};
constexpr std::string_view kSuffixes[] = {"特别行政区", "自治区", "自治州", "自治县", "自治旗",
                                          "地区",       "新区",   "林区",   "矿区",   "省",
                                          "市",         "盟",     "区",     "县",     "旗"};
// What makes a short name a road, a village or a building instead of a division.
constexpr std::string_view kNotDivisions[] = {"路",   "街",   "大道", "道", "巷",  "弄",
                                              "村",   "镇",   "乡",   "桥", "站",  "广场",
                                              "大厦", "花园", "小区", "里", "胡同"};
constexpr std::string_view kSeparators[] = {" ", "\t", ",", "，", "、", "-", "/", "　", "·"};

bool cut_suffix(std::string_view& name, std::string_view suffix) {
  if (!name.ends_with(suffix)) return false;
  name.remove_suffix(suffix.size());
  return true;
}

size_t code_points(std::string_view text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<uint8_t>(c) & 0xC0) != 0x80; }));
}

// The name without its suffix and peoples; empty where less than two characters would be left.
std::string short_name(std::string_view name) {
  std::string_view rest = name;
  bool autonomous = false;
  for (const std::string_view suffix : kSuffixes) {
    if (!cut_suffix(rest, suffix)) continue;
    autonomous = suffix.starts_with("自治");
    break;
  }
  for (bool cut = autonomous; cut;) {
    cut = false;
    for (const std::string_view people : kPeoples) {
      // 内蒙古 is no 内 of the 蒙古: a short name has two characters at least.
      if (code_points(rest) >= code_points(people) + 2 && cut_suffix(rest, people)) cut = true;
    }
  }
  if (rest.size() == name.size() || code_points(rest) < 2) return {};
  return std::string(rest);
}

size_t skip_separators(std::string_view text, size_t at) {
  for (bool skipped = true; skipped;) {
    skipped = false;
    for (const std::string_view separator : kSeparators) {
      if (text.substr(at).starts_with(separator)) {
        at += separator.size();
        skipped = true;
      }
    }
  }
  return at;
}

// Length of a postcode and the separator behind it, where the text begins with one.
size_t postcode_length(std::string_view text) {
  constexpr size_t kDigits = 6;
  const size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const size_t behind = skip_separators(text, digits);
  return digits == kDigits && behind > digits ? behind : 0;
}

bool is_division_before(std::string_view rest) {
  return std::none_of(std::begin(kNotDivisions), std::end(kNotDivisions),
                      [&](std::string_view word) { return rest.starts_with(word); });
}

std::string six_digits(std::string_view code) {
  std::string six(code.substr(0, std::min<size_t>(6, code.size())));
  six.resize(6, '0');
  return six;
}

// A development zone that the statistics list like a county: the third pair of its code is 7x.
bool is_zone(std::string_view code) {
  return code.size() == 6 && code[4] == '7';
}

std::string_view common_prefix(const std::vector<std::string_view>& codes) {
  std::string_view common = codes.front();
  for (const std::string_view code : codes) {
    while (!code.starts_with(common))
      common.remove_suffix(common.size() > 6 ? 3 : 2);
  }
  return common;
}

}  // namespace

std::string_view address_match_name(AddressMatch match) {
  return kMatchNames[static_cast<size_t>(match)];
}

Result<Gazetteer> Gazetteer::load(std::string_view divisions, std::string_view former) {
  Gazetteer gazetteer;
  for (const std::string_view line : split_text(divisions, '\n')) {
    if (line.empty()) continue;
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos || !is_division_code(line.substr(0, tab))) {
      return Error{"bad_gazetteer", std::string(line.substr(0, 40)), "Expected code, tab, name."};
    }
    gazetteer.divisions_.push_back(
        {std::string(line.substr(0, tab)), std::string(line.substr(tab + 1))});
  }
  std::sort(gazetteer.divisions_.begin(), gazetteer.divisions_.end(),
            [](const Division& a, const Division& b) { return a.code < b.code; });
  for (uint32_t i = 0; i < gazetteer.divisions_.size(); ++i) {
    gazetteer.by_code_.emplace(gazetteer.divisions_[i].code, i);
    gazetteer.add_names(i);
  }
  for (const std::string_view line : split_text(former, '\n')) {
    if (!line.empty() && !gazetteer.add_former(line)) {
      return Error{"bad_gazetteer", std::string(line.substr(0, 40)), "No such successor."};
    }
  }
  return gazetteer;
}

bool Gazetteer::add_former(std::string_view line) {
  const std::vector<std::string_view> cells = split_text(line, '\t');
  if (cells.size() != 5) return false;
  const std::string_view code = cells[0];
  const std::string_view name = cells[1];
  for (const std::string_view successor : split_text(cells[3], ',')) {
    const uint32_t division = find(successor);
    if (division == kNone) return false;
    // A county that kept its name under another code is found by its current name.
    if (divisions_[division].name != name) add_name(name, division, NameKind::kFormer);
    // A code that was given to another division later stands for that one.
    if (!code.empty() && find(code) == kNone) {
      successors_[std::string(code)].emplace_back(successor);
    }
  }
  return true;
}

void Gazetteer::add_name(std::string_view name, uint32_t division, NameKind kind) {
  names_[std::string(name)].push_back({division, kind});
  longest_name_ = std::max(longest_name_, name.size());
}

void Gazetteer::add_names(uint32_t division) {
  const Division& d = divisions_[division];
  add_name(d.name, division, NameKind::kFull);
  // Streets count by their full names alone, and so do the statistics' development zones
  // (镇江新区).
  if (d.code.size() > 6 || is_zone(d.code)) return;
  const std::string brief = short_name(d.name);
  if (!brief.empty()) add_name(brief, division, NameKind::kShort);
}

uint32_t Gazetteer::find(std::string_view code) const {
  const auto found = by_code_.find(std::string(code));
  return found == by_code_.end() ? kNone : found->second;
}

bool Gazetteer::follows(const Chain& chain, const Named& named) const {
  if (chain.links.empty()) return divisions_[named.division].code.size() <= 6;
  const std::string& above = divisions_[chain.links.back().division].code;
  const std::string& code = divisions_[named.division].code;
  if (!code.starts_with(above)) return false;
  // 襄樊市襄州区, 莱芜市莱城区: a former name may lead to the very division that is named next.
  return code.size() > above.size() || chain.links.back().kind == NameKind::kFormer;
}

// Depth first over the names that begin at `at`; keeps the chains that cover most of the text.
void Gazetteer::extend(std::string_view text, size_t at, Chain& chain, std::vector<Chain>& best,
                       size_t& steps, bool may_end) const {
  if (++steps > kMaxSteps) return;
  if (may_end && !chain.links.empty()) {
    const size_t reached = best.empty() ? 0 : best.front().end;
    if (chain.end > reached) best.clear();
    if (chain.end >= reached) best.push_back(chain);
  }
  const size_t begin = skip_separators(text, at);
  std::string name;
  for (size_t end = begin; end < text.size() && end - begin < longest_name_;) {
    next_code_point(text, end);
    name.assign(text.substr(begin, end - begin));
    const auto found = names_.find(name);
    if (found == names_.end()) continue;
    for (const Named& named : found->second) {
      if (!follows(chain, named)) continue;
      // 南京路 is a road, but 唐山路南区 and 江苏镇江 go on to another division.
      const bool is_road = named.kind == NameKind::kShort && !is_division_before(text.substr(end));
      const size_t end_before = chain.end;
      chain.links.push_back(named);
      chain.end = end;
      extend(text, end, chain, best, steps, !is_road);
      chain.links.pop_back();
      chain.end = end_before;
    }
  }
}

bool Gazetteer::names_former(const Chain& chain) {
  return std::any_of(chain.links.begin(), chain.links.end(),
                     [](const Named& named) { return named.kind == NameKind::kFormer; });
}

std::vector<std::string> Gazetteer::current_codes(std::string_view code) const {
  const std::string significant(significant_division(code));
  if (find(significant) != kNone) return {significant};
  const auto found = successors_.find(significant);
  return found == successors_.end() ? std::vector<std::string>{} : found->second;
}

std::string Gazetteer::name_of(std::string_view code) const {
  const uint32_t division = find(code);
  return division == kNone ? std::string() : divisions_[division].name;
}

std::string Gazetteer::county_of(std::string_view code) const {
  const std::string_view county = code.substr(0, 6);
  return std::string(find(county) == kNone ? code.substr(0, 4) : county);
}

void Gazetteer::describe_one(const Chain& chain, const Division& deepest,
                             ResolvedAddress& result) const {
  const std::string_view code = deepest.code;
  result.code = six_digits(code);
  result.province = name_of(code.substr(0, 2));
  if (code.size() >= 4) result.city = name_of(code.substr(0, 4));
  if (code.size() >= 6) result.county = name_of(code.substr(0, 6));
  // Exact: every level down to the deepest stands in the text under its current full name.
  size_t levels = 0;
  for (const size_t length : {size_t{2}, size_t{4}, size_t{6}}) {
    if (length <= code.size() && find(code.substr(0, length)) != kNone) ++levels;
  }
  size_t full = 0;
  for (const Named& named : chain.links) {
    const bool counts =
        named.kind == NameKind::kFull && divisions_[named.division].code.size() <= 6;
    full += counts ? 1 : 0;
  }
  result.match =
      full == levels && !names_former(chain) ? AddressMatch::kExact : AddressMatch::kInferred;
}

ResolvedAddress Gazetteer::describe(std::string_view text, const std::vector<Chain>& best) const {
  ResolvedAddress result;
  if (best.empty()) {
    result.rest = text;
    return result;
  }
  result.rest = text.substr(skip_separators(text, best.front().end));
  std::set<std::string> codes;
  for (const Chain& chain : best)
    codes.insert(county_of(divisions_[chain.links.back().division].code));
  // A level above that is named the same (吉林 the province, 吉林 the city) survives beside it.
  if (codes.size() == 1) {
    const auto most =
        std::max_element(best.begin(), best.end(), [](const Chain& a, const Chain& b) {
          const auto full = [](const Chain& c) {
            return std::count_if(c.links.begin(), c.links.end(),
                                 [](const Named& n) { return n.kind == NameKind::kFull; });
          };
          return full(a) < full(b);
        });
    const Division& deepest = divisions_[find(*codes.begin())];
    describe_one(*most, deepest, result);
    return result;
  }
  describe_many(codes, result);
  return result;
}

void Gazetteer::describe_many(const std::set<std::string>& codes, ResolvedAddress& result) const {
  result.match = AddressMatch::kAmbiguous;
  std::vector<std::string_view> views(codes.begin(), codes.end());
  const std::string_view common = common_prefix(views);
  if (!common.empty()) {
    result.code = six_digits(common);
    result.province = name_of(common.substr(0, 2));
    if (common.size() >= 4) result.city = name_of(common.substr(0, 4));
  }
  for (const std::string& code : codes)
    result.candidates.push_back(six_digits(code));
}

// A text that is nothing but a code; the names are supplied, so it is never exact.
ResolvedAddress Gazetteer::describe_code(std::string_view code) const {
  ResolvedAddress result;
  std::set<std::string> codes;
  for (const std::string& current : current_codes(code))
    codes.insert(county_of(current));
  if (codes.empty()) {
    result.rest = code;
  } else if (codes.size() == 1) {
    describe_one({}, divisions_[find(*codes.begin())], result);
  } else {
    describe_many(codes, result);
  }
  return result;
}

ResolvedAddress Gazetteer::resolve(std::string_view address) const {
  if (!is_valid_utf8(address)) {
    ResolvedAddress result;
    result.rest = address;
    return result;
  }
  const size_t begin = skip_separators(address, 0);
  std::string_view text = address.substr(begin);
  if (is_division_code(text)) return describe_code(text);
  text.remove_prefix(postcode_length(text));
  if (text.starts_with("中国")) text.remove_prefix(std::string_view("中国").size());
  std::vector<Chain> best;
  Chain chain;
  size_t steps = 0;
  extend(text, 0, chain, best, steps, true);
  // What reads entirely under current names is read so: 巢湖市 is the county, not the former city.
  const bool current =
      std::any_of(best.begin(), best.end(), [](const Chain& one) { return !names_former(one); });
  if (current) std::erase_if(best, names_former);
  return describe(text, best);
}

}  // namespace fenming

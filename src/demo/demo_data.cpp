#include "demo/demo_data.h"

#include "base/civil_time.h"

namespace fenming::demo {
namespace {

// County codes of GB/T 2260, at least one in each of the 31 provinces of the mainland.
constexpr Place kPlaces[] = {
    {"110101", 18}, {"110105", 60}, {"110108", 52}, {"120101", 16}, {"120103", 24}, {"130102", 18},
    {"130203", 12}, {"140105", 16}, {"150102", 9},  {"150203", 8},  {"210102", 20}, {"210203", 14},
    {"220104", 16}, {"220202", 6},  {"230102", 16}, {"230602", 6},  {"310104", 40}, {"310115", 90},
    {"310151", 10}, {"320106", 36}, {"320508", 26}, {"320583", 34}, {"330106", 40}, {"330203", 26},
    {"330782", 18}, {"340104", 26}, {"340202", 10}, {"350102", 16}, {"350203", 22}, {"360102", 14},
    {"370102", 22}, {"370202", 24}, {"410105", 34}, {"410302", 10}, {"420106", 36}, {"420502", 8},
    {"430102", 30}, {"430302", 6},  {"440106", 56}, {"440305", 60}, {"441900", 30}, {"450102", 14},
    {"450302", 7},  {"460105", 8},  {"460202", 8},  {"500103", 24}, {"500112", 36}, {"510104", 38},
    {"510107", 44}, {"510703", 9},  {"520102", 12}, {"520302", 7},  {"530102", 16}, {"530302", 5},
    {"540102", 2},  {"610113", 34}, {"610303", 6},  {"620102", 9},  {"630102", 4},  {"640104", 5},
    {"650102", 9}};

constexpr DemoItem kItems[] = {
    {"ac_wall_install", "空调挂机安装", "install", "台", 11000, 22000, 190},
    {"ac_floor_install", "空调柜机安装", "install", "台", 15000, 29000, 80},
    {"ac_remove", "空调拆机", "install", "台", 7000, 13000, 40},
    {"washer_install", "洗衣机安装", "install", "台", 4500, 8000, 90},
    {"heater_install", "热水器安装", "install", "台", 7500, 15000, 70},
    {"hood_install", "油烟机安装", "install", "台", 8000, 15800, 60},
    {"tv_mount", "电视挂装", "install", "台", 6000, 12000, 55},
    {"ac_repair", "空调维修", "repair", "次", 8500, 16800, 120},
    {"fridge_repair", "冰箱维修", "repair", "次", 8000, 15800, 80},
    {"washer_repair", "洗衣机维修", "repair", "次", 7000, 13800, 90},
    {"heater_repair", "热水器维修", "repair", "次", 7500, 14800, 60},
    {"hood_clean", "油烟机清洗", "inspect", "台", 9000, 19800, 45},
    {"ac_clean", "空调清洗", "inspect", "台", 5500, 11800, 70},
    {"inspection", "巡检", "inspect", "次", 5000, 9900, 50},
    {"pipe", "加长铜管", "install", "米", 6500, 11000, 0},
    {"refrigerant", "加氟", "repair", "次", 9000, 18000, 0},
    {"drill", "墙面打孔", "install", "个", 3000, 6000, 0},
};

constexpr DemoPart kParts[] = {
    {"bracket", "外机支架", "副", 3200},    {"pipe_kit", "连接管套件", "套", 5600},
    {"board", "主控板", "块", 18600},       {"capacitor", "启动电容", "个", 900},
    {"inlet_valve", "进水阀", "个", 2400},  {"seal", "门封条", "条", 1500},
    {"heating_tube", "加热管", "支", 4200}, {"motor", "风机电机", "台", 9800},
    {"hose", "排水管", "根", 700},          {"screws", "安装螺丝包", "包", 300}};

struct NamedDay {
  std::string_view date;
  DayKind kind;
  std::string_view festival;
};

// State Council notices on the public holidays of 2025 and 2026; December 2024 has none.
constexpr NamedDay kDays[] = {
    {"2025-01-01", DayKind::kStatutory, "new_year"},
    {"2025-01-26", DayKind::kMakeUpDay, ""},
    {"2025-01-28", DayKind::kStatutory, "spring_festival"},
    {"2025-01-29", DayKind::kStatutory, "spring_festival"},
    {"2025-01-30", DayKind::kStatutory, "spring_festival"},
    {"2025-01-31", DayKind::kStatutory, "spring_festival"},
    {"2025-02-03", DayKind::kAdjustedRest, ""},
    {"2025-02-04", DayKind::kAdjustedRest, ""},
    {"2025-02-08", DayKind::kMakeUpDay, ""},
    {"2025-04-04", DayKind::kStatutory, "qingming"},
    {"2025-04-27", DayKind::kMakeUpDay, ""},
    {"2025-05-01", DayKind::kStatutory, "labour_day"},
    {"2025-05-02", DayKind::kStatutory, "labour_day"},
    {"2025-05-05", DayKind::kAdjustedRest, ""},
    {"2025-05-31", DayKind::kStatutory, "dragon_boat"},
    {"2025-06-02", DayKind::kAdjustedRest, ""},
    {"2025-09-28", DayKind::kMakeUpDay, ""},
    {"2025-10-01", DayKind::kStatutory, "national_day"},
    {"2025-10-02", DayKind::kStatutory, "national_day"},
    {"2025-10-03", DayKind::kStatutory, "national_day"},
    {"2025-10-06", DayKind::kStatutory, "mid_autumn"},
    {"2025-10-07", DayKind::kAdjustedRest, ""},
    {"2025-10-08", DayKind::kAdjustedRest, ""},
    {"2025-10-11", DayKind::kMakeUpDay, ""},
    {"2026-01-01", DayKind::kStatutory, "new_year"},
    {"2026-01-02", DayKind::kAdjustedRest, ""},
    {"2026-01-04", DayKind::kMakeUpDay, ""},
    {"2026-02-14", DayKind::kMakeUpDay, ""},
    {"2026-02-16", DayKind::kStatutory, "spring_festival"},
    {"2026-02-17", DayKind::kStatutory, "spring_festival"},
    {"2026-02-18", DayKind::kStatutory, "spring_festival"},
    {"2026-02-19", DayKind::kStatutory, "spring_festival"},
    {"2026-02-20", DayKind::kAdjustedRest, ""},
    {"2026-02-23", DayKind::kAdjustedRest, ""},
    {"2026-02-28", DayKind::kMakeUpDay, ""},
    {"2026-04-05", DayKind::kStatutory, "qingming"},
    {"2026-04-06", DayKind::kAdjustedRest, ""},
    {"2026-05-01", DayKind::kStatutory, "labour_day"},
    {"2026-05-02", DayKind::kStatutory, "labour_day"},
    {"2026-05-04", DayKind::kAdjustedRest, ""},
    {"2026-05-05", DayKind::kAdjustedRest, ""},
    {"2026-05-09", DayKind::kMakeUpDay, ""},
    {"2026-06-19", DayKind::kStatutory, "dragon_boat"},
    {"2026-09-20", DayKind::kMakeUpDay, ""},
    {"2026-09-25", DayKind::kStatutory, "mid_autumn"},
    {"2026-10-01", DayKind::kStatutory, "national_day"},
    {"2026-10-02", DayKind::kStatutory, "national_day"},
    {"2026-10-03", DayKind::kStatutory, "national_day"},
    {"2026-10-05", DayKind::kAdjustedRest, ""},
    {"2026-10-06", DayKind::kAdjustedRest, ""},
    {"2026-10-07", DayKind::kAdjustedRest, ""},
    {"2026-10-10", DayKind::kMakeUpDay, ""},
};

}  // namespace

std::span<const Place> places() {
  return kPlaces;
}
std::span<const DemoItem> items() {
  return kItems;
}
std::span<const DemoPart> parts() {
  return kParts;
}

// The newspaper list of 2025 (第一财经): four first-tier and fifteen new first-tier cities.
CityClassTable city_classes() {
  CityClassTable table;
  table.from = *parse_date("2024-11-01");
  table.edition = "2025";
  table.classes = {{"tier1", "一线", {"11", "31", "4401", "4403"}},
                   {"new_tier1",
                    "新一线",
                    {"5101", "3301", "50", "4201", "3205", "6101", "3201", "4301", "12", "4101",
                     "4419", "3202", "3302", "3702", "3401"}}};
  table.otherwise = "other";
  return table;
}

// Some cities only: the others are the queue of places without a zone.
ZoneTable zones() {
  ZoneTable table;
  table.from = *parse_date("2024-01-01");
  table.zones = {
      {"bj-core", "北京城区", "主城", "朝阳服务站", "", {"110101", "110105", "110108"}, {}},
      {"sh-core", "上海市区", "主城", "徐汇服务站", "", {"310101", "310104", "310106"}, {}},
      {"sh-pudong", "浦东", "近郊", "浦东服务站", "", {"310115"}, {}},
      {"sh-chongming", "崇明", "远郊", "浦东服务站", "", {"310151"}, {}},
      {"sz-city", "苏州市区", "主城", "苏州服务站", "", {"3205"}, {}},
      {"sz-park", "苏州工业园区", "主城", "园区服务站", "", {"320571"}, {"SIP", "320500-P"}},
      {"sz-kunshan", "昆山", "近郊", "昆山服务站", "", {"320583"}, {}},
      {"gz-core", "广州城区", "主城", "天河服务站", "", {"440106"}, {}},
      {"szx", "深圳", "主城", "南山服务站", "", {"4403"}, {}}};
  return table;
}

Calendar calendar() {
  Calendar result;
  result.calendar = "cn";
  result.source = "国务院办公厅关于 2025、2026 年部分节假日安排的通知";
  result.years = {2024, 2025, 2026};
  for (const NamedDay& day : kDays) {
    result.days[*parse_date(day.date)] = {day.kind, std::string(day.festival)};
  }
  return result;
}

}  // namespace fenming::demo

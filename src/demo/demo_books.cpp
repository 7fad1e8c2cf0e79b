#include "base/civil_time.h"
#include "demo/demo.h"
#include "demo/demo_data.h"

namespace fenming {
namespace {

Condition test_in(Fact fact, std::vector<std::string> values) {
  Condition condition;
  condition.op = ConditionOp::kIn;
  condition.fact = {fact, {}};
  condition.values = std::move(values);
  return condition;
}

Condition within(std::vector<std::string> codes) {
  Condition condition;
  condition.op = ConditionOp::kDivisionWithin;
  condition.values = std::move(codes);
  return condition;
}

Condition all_of(std::vector<Condition> members) {
  Condition condition;
  condition.op = ConditionOp::kAll;
  condition.of = std::move(members);
  return condition;
}

Charge flat(int64_t fen) {
  Charge charge;
  charge.fen = fen;
  return charge;
}

Charge per_unit(int64_t fen) {
  Charge charge;
  charge.model = ChargeModel::kPerUnit;
  charge.fen = fen;
  return charge;
}

Charge percentage(int32_t bp, std::vector<std::string> of) {
  Charge charge;
  charge.model = ChargeModel::kPercentage;
  charge.bp = bp;
  charge.of = std::move(of);
  return charge;
}

Category category(const char* code, const char* name) {
  Category result;
  result.category = code;
  result.name = name;
  return result;
}

Tier tier(const char* code, const char* name, int32_t priority, std::optional<Condition> when,
          std::optional<int32_t> factor_bp) {
  Tier result;
  result.tier = code;
  result.name = name;
  result.priority = priority;
  result.when = std::move(when);
  result.factor_bp = factor_bp;
  if (result.when) result.extends = "standard";
  return result;
}

// What the versions differ in.
struct Edition {
  int32_t number;
  const char* from;
  int32_t core_bp;  // factor of the first-tier cities
  int32_t new_tier1_bp;
  int32_t remote_bp;
  int64_t per_km_fen;
  int32_t urgent_bp;
};
constexpr Edition kEditions[] = {{1, "2024-11-01", 12000, 11000, 12500, 180, 1500},
                                 {2, "2025-09-01", 12500, 11000, 12500, 200, 1500},
                                 {3, "2026-06-01", 13000, 11500, 13000, 200, 1800}};

void add_catalogue(BookVersion& version, bool customer) {
  for (const demo::DemoItem& entry : demo::items()) {
    Item item;
    item.item = entry.item;
    item.name = entry.name;
    item.service_type = entry.service_type;
    item.unit = entry.unit;
    item.price = per_unit(customer ? entry.customer_fen : entry.technician_fen);
    if (entry.item == "pipe") item.stepping = {500, true};
    version.items.push_back(std::move(item));
  }
  for (const demo::DemoPart& entry : demo::parts()) {
    Part part;
    part.part = entry.part;
    part.name = entry.name;
    part.unit = entry.unit;
    part.costs.push_back({*parse_date(kEditions[0].from), entry.cost_fen});
    version.parts.push_back(std::move(part));
  }
}

void add_tiers(BookVersion& version, const Edition& edition) {
  Condition vip = test_in(Fact::kCustomerClass, {"vip", "key"});
  Condition core = test_in(Fact::kCityClass, {"tier1"});
  Condition new_tier1 = test_in(Fact::kCityClass, {"new_tier1"});
  version.tiers.push_back(
      tier("core_premium", "核心城市高级档", 50, all_of({core, vip}), edition.core_bp + 2500));
  version.tiers.push_back(tier("core", "核心城市档", 40, core, edition.core_bp));
  version.tiers.push_back(tier("new_tier1_premium", "新一线高级档", 35, all_of({new_tier1, vip}),
                               edition.new_tier1_bp + 1500));
  version.tiers.push_back(tier("new_tier1", "新一线档", 30, new_tier1, edition.new_tier1_bp));
  Tier remote = tier("remote", "边远地区档", 20, within({"54", "63", "65"}), edition.remote_bp);
  Travel far;
  far.start_fee_fen = 2000;
  far.included_m = 10000;
  far.steps = {{60000, edition.per_km_fen + 60}, {std::nullopt, edition.per_km_fen + 20}};
  remote.travel = far;
  version.tiers.push_back(std::move(remote));
  Tier standard = tier("standard", "标准档", 0, std::nullopt, 10000);
  Travel travel;
  travel.included_m = 15000;
  travel.steps = {{50000, edition.per_km_fen}, {std::nullopt, edition.per_km_fen - 30}};
  travel.started_unit = true;
  standard.travel = travel;
  standard.on_site = OnSite{180, 30, 1500};
  standard.markup_bp = 800;
  standard.handling_fen = 300;
  version.tiers.push_back(std::move(standard));
}

void add_surcharges(BookVersion& version, const Edition& edition) {
  Surcharge urgent;
  urgent.surcharge = "urgent";
  urgent.name = "加急";
  urgent.category = "urgent";
  urgent.when = test_in(Fact::kUrgency, {"urgent"});
  urgent.charge = percentage(edition.urgent_bp, {"labour"});
  urgent.cap_fen = 20000;
  Surcharge night;
  night.surcharge = "night";
  night.name = "夜间上门";
  night.category = "off_hours";
  night.occasion = Occasion::kVisit;
  Condition late;
  late.op = ConditionOp::kWindow;
  late.time = TimeName::kArrived;
  late.from = 20 * 60;
  late.to = 7 * 60;
  night.when = late;
  night.charge = flat(3000);
  night.group = "off_hours";
  Surcharge spring;
  spring.surcharge = "spring_festival";
  spring.name = "春节加班";
  spring.category = "off_hours";
  spring.occasion = Occasion::kVisit;
  Condition festival;
  festival.op = ConditionOp::kFestival;
  festival.time = TimeName::kArrived;
  festival.values = {"spring_festival"};
  spring.when = festival;
  spring.charge = percentage(20000, {"labour"});
  spring.replaces = "off_hours";
  Surcharge season;
  season.surcharge = "peak_season";
  season.name = "空调旺季";
  season.category = "season";
  Condition summer;
  summer.op = ConditionOp::kMonthDayWithin;
  summer.time = TimeName::kTaken;
  summer.from = 601;
  summer.to = 901;
  season.when = all_of({summer, test_in(Fact::kServiceType, {"install"})});
  season.charge = percentage(800, {"labour"});
  version.surcharges = {urgent, night, spring, season};
  version.groups = {{"off_hours", "非工作时段", true}};
}

BookVersion base_version(const Edition& edition) {
  BookVersion version;
  version.version = edition.number;
  version.status = edition.number == 3 ? VersionStatus::kInForce : VersionStatus::kRetired;
  version.from = *parse_date(edition.from);
  version.pin_event = TimeName::kTaken;
  version.calendar = "cn";
  version.city_classes.push_back(demo::city_classes());
  return version;
}

BookVersion technician_version(const Edition& edition) {
  BookVersion version = base_version(edition);
  version.categories = {category("labour", "工时费"),          category("travel", "远程费"),
                        category("on_site", "在场时长费"),     category("parts", "备件费"),
                        category("handling", "备件操作费"),    category("urgent", "加急费"),
                        category("off_hours", "非工作时段费"), category("season", "旺季补贴")};
  add_catalogue(version, false);
  add_tiers(version, edition);
  add_surcharges(version, edition);
  Limit floor{"floor", "起步", false, {}, 5000};
  Limit cap{"cap", "单单封顶", true, {}, 120000};
  version.limits = {floor, cap};
  version.bundles.push_back({"move", "移机", {{"ac_remove", 1}, {"ac_wall_install", 1}}, 16000});
  SplitStep partner;
  partner.role = Role::kPartner;
  partner.bp = 1200;
  partner.categories = {"labour"};
  SplitStep assistant;
  assistant.role = Role::kAssistant;
  assistant.bp = 3000;
  assistant.of_left = true;
  assistant.categories = {"labour"};
  version.split.steps = {partner, assistant};
  return version;
}

BookVersion customer_version(const Edition& edition) {
  BookVersion version = base_version(edition);
  version.pin_event = TimeName::kCreated;
  version.categories = {category("labour", "服务费"), category("travel", "远程费"),
                        category("parts", "材料费"), category("urgent", "加急费")};
  add_catalogue(version, true);
  Tier list = tier("list", "标准收费", 0, std::nullopt, 10000);
  Tier core = tier("core", "一线城市收费", 20, test_in(Fact::kCityClass, {"tier1"}), 11500);
  core.extends = "list";
  Tier key = tier("key_account", "大客户协议价", 30, test_in(Fact::kCustomerClass, {"key"}), 9200);
  key.extends = "list";
  Travel travel;
  travel.included_m = 15000;
  travel.steps = {{std::nullopt, 300}};
  list.travel = travel;
  list.markup_bp = 9000;
  version.tiers = {key, core, list};
  Surcharge urgent;
  urgent.surcharge = "urgent";
  urgent.name = "加急";
  urgent.category = "urgent";
  urgent.when = test_in(Fact::kUrgency, {"urgent"});
  urgent.charge = percentage(2000, {"labour"});
  version.surcharges = {urgent};
  version.rounding = Rounding{100, RoundingMode::kHalfUp};
  return version;
}

}  // namespace

BookFile demo_books() {
  BookFile file;
  file.calendars.push_back(demo::calendar());
  file.zones.push_back(demo::zones());
  LineRule warranty;
  warranty.rule = "in_warranty";
  warranty.name = "保内由厂家承担";
  warranty.when = test_in(Fact::kWarranty, {"in"});
  warranty.payer = Payer::kManufacturer;
  file.entitlement.lines.push_back(std::move(warranty));
  Route route;
  route.route = "service";
  route.name = "全部服务";
  route.books = {{Relation::kCustomerCompany, "customer"},
                 {Relation::kCompanyTechnician, "technician"}};
  file.routing.push_back(std::move(route));
  Book technician{"technician", "师傅结算价目", Relation::kCompanyTechnician, {}};
  Book customer{"customer", "客户收费价目", Relation::kCustomerCompany, {}};
  for (const Edition& edition : kEditions) {
    technician.versions.push_back(technician_version(edition));
    customer.versions.push_back(customer_version(edition));
  }
  file.books = {std::move(technician), std::move(customer)};
  Plan bonus;
  bonus.plan = "count_bonus";
  bonus.name = "完单奖励";
  bonus.from = *parse_date("2024-12-01");
  bonus.steps = {{15, 0}, {30, 100}, {std::nullopt, 200}};
  file.plans.push_back(std::move(bonus));
  return file;
}

}  // namespace fenming

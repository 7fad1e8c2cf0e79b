// Which column holds what: the fields, their titles in the wild, reading and writing a mapping.
#include <algorithm>
#include <array>

#include "codec/import_tickets.h"
#include "engine/division.h"

namespace fenming {
namespace {

struct Field {
  std::string_view name;
  std::string_view titles;  // separated by blanks, lower case, without punctuation
};

constexpr std::array kTicketFields = {
    Field{"ticket",
          "工单号 工单编号 工单 单号 订单号 ticket ticketno ticketnumber ticketid orderno"},
    Field{"division",
          "省市区代码 区划代码 行政区划代码 行政区划 地区代码 区域代码 城市代码 城市 地区 division "
          "divisioncode regioncode city"},
    Field{"zone", "区块 服务区 片区 zone"},
    Field{"ring", "圈层 远近 ring"},
    Field{"customer_class",
          "客户类型 客户等级 客户级别 客户分类 customerclass customertype customerlevel"},
    Field{"customer_account", "客户编号 客户账号 客户号 customeraccount customerid"},
    Field{"project", "项目编号 工程 工程项目 project"},
    Field{"brand", "品牌 brand"},
    Field{"channel", "渠道 来源渠道 channel"},
    Field{"service_level", "服务等级 时效 sla servicelevel"},
    Field{"urgency", "紧急程度 加急 是否加急 urgency priority"},
    Field{"partner", "合作方 服务商 网点 partner"},
    Field{"partner_mode", "合作模式 合作方式 partnermode"},
    Field{"legal_entity", "法人 结算主体 公司主体 legalentity"},
    Field{"service_type", "服务类型 业务类型 工单类型 servicetype type"},
    Field{"created", "下单时间 创建时间 建单时间 报修时间 created createdat ordertime"},
    Field{"taken", "接单时间 派单时间 taken takenat acceptedtime dispatched"},
    Field{"completed", "完成时间 完工时间 完结时间 completed completedat finished finishedat"},
    Field{"accepted", "验收时间 确认时间 accepted"},
    Field{"appointment", "预约时间 appointment"},
    Field{"arrived", "到达 到达时间 上门时间 签到时间 arrived arrivedat"},
    Field{"departed", "离开 离开时间 签退时间 departed left"},
    Field{"distance_km", "里程公里 里程km 公里数 里程 距离公里 距离km 距离 distancekm km distance"},
    Field{"distance_m", "里程米 里程m 距离米 距离m distancem metres meters"},
    Field{"lead", "师傅 师傅编号 工程师 主师傅 服务人员 technician lead engineer"},
    Field{"assistant", "副手 助手 徒弟 辅助师傅 assistant helper"},
    Field{"lead_grade", "师傅等级 技能等级 grade"},
    Field{"item", "项目 项目编码 服务项目 服务项目编码 收费项目 item itemcode service"},
    Field{"part", "备件 备件编码 配件 配件编码 物料编码 part partcode"},
    Field{"quantity", "数量 quantity qty"},
    Field{"supplier", "供应方 备件来源 配件来源 supplier"},
    Field{"payer", "付款方 承担方 payer"},
    Field{"warranty", "保修 保修状态 是否保内 保内保外 warranty"},
    Field{"product", "产品 产品编号 product"},
    Field{"model", "型号 model"},
    Field{"serial", "序列号 机身号 sn serial serialno"},
    Field{"paid", "实付金额 实际金额 结算金额 已付金额 师傅费用 paid paidamount amountpaid"},
    Field{"paid_ticket", "整单实付 整单实付金额 工单实付 工单实付金额 paidticket ticketpaid"},
    Field{"address", "地址 详细地址 客户地址 address"}};

constexpr std::array kItemFields = {Field{"item", "编码 项目编码 代码 项目代码 code item itemcode"},
                                    Field{"name", "名称 项目名称 项目 name itemname"},
                                    Field{"unit", "单位 计量单位 unit"},
                                    Field{"price", "单价 价格 单价元 价格元 price unitprice"},
                                    Field{"service_type", "服务类型 业务类型 servicetype type"}};

// Titles are compared without blanks, brackets, signs and case.
std::string plain_title(std::string_view title) {
  std::string plain = narrow_text(title);
  std::string out;
  for (const char c : plain) {
    if (c >= 'A' && c <= 'Z')
      out.push_back(static_cast<char>(c + 32));
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
             (static_cast<unsigned char>(c) >= 0x80))
      out.push_back(c);
  }
  return out;
}

bool names_title(const Field& field, const std::string& title) {
  std::string_view rest = field.titles;
  while (!rest.empty()) {
    const size_t end = rest.find(' ');
    if (rest.substr(0, end) == title) return true;
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return field.name == title;
}

// A column of codes is better than one of names.
bool values_fit(const CsvTable& table, size_t column, std::string_view field) {
  if (field != "division") return true;
  // Most of them: a few mistyped codes are errors of their rows.
  constexpr size_t kSamples = 50;
  int codes = 0;
  int others = 0;
  for (size_t i = 0; i < std::min(table.rows.size(), kSamples); ++i) {
    const std::string value = narrow_text(table.rows[i].cells[column]);
    if (!value.empty()) ++(is_division_code(value) ? codes : others);
  }
  return codes >= others;
}

template <size_t N>
std::string find_field(const std::array<Field, N>& fields, const CsvTable& table, size_t column,
                       const std::vector<std::string>& taken, bool by_title_alone) {
  const std::string title = plain_title(table.header[column]);
  for (const Field& field : fields) {
    const bool used = std::find(taken.begin(), taken.end(), field.name) != taken.end();
    if (!used && names_title(field, title) &&
        (by_title_alone || values_fit(table, column, field.name)))
      return std::string(field.name);
  }
  return {};
}

}  // namespace

std::vector<std::string_view> import_fields(ImportKind kind) {
  std::vector<std::string_view> names;
  if (kind == ImportKind::kItems) {
    for (const Field& field : kItemFields)
      names.push_back(field.name);
  } else {
    for (const Field& field : kTicketFields)
      names.push_back(field.name);
  }
  return names;
}

ImportMapping guess_mapping(const CsvTable& table, ImportKind kind) {
  ImportMapping mapping;
  mapping.columns.resize(table.header.size());
  for (const bool by_title_alone : {false, true}) {
    for (size_t i = 0; i < table.header.size(); ++i) {
      if (!mapping.columns[i].empty()) continue;
      mapping.columns[i] =
          kind == ImportKind::kItems
              ? find_field(kItemFields, table, i, mapping.columns, by_title_alone)
              : find_field(kTicketFields, table, i, mapping.columns, by_title_alone);
    }
  }
  return mapping;
}

std::vector<std::string_view> missing_fields(const ImportMapping& mapping, ImportKind kind) {
  const auto has = [&](std::string_view name) {
    return std::find(mapping.columns.begin(), mapping.columns.end(), name) != mapping.columns.end();
  };
  std::vector<std::string_view> missing;
  if (kind == ImportKind::kItems) {
    for (const std::string_view name : {"item", "name"}) {
      if (!has(name)) missing.push_back(name);
    }
    return missing;
  }
  if (!has("ticket")) missing.push_back("ticket");
  if (!has("item") && !has("part")) missing.push_back("item");
  return missing;
}

Result<ImportMapping> read_mapping(const Json& json, size_t columns, ImportKind kind) {
  ImportMapping mapping;
  const Json* list = json.find("columns");
  if (list == nullptr || !list->is(Json::Kind::kArray) || list->items().size() != columns)
    return Error{"bad_mapping", "mapping.columns",
                 "The mapping must name a field for each column."};
  const auto fields = import_fields(kind);
  for (size_t i = 0; i < columns; ++i) {
    const Json& entry = list->items()[i];
    const std::string field = "mapping.columns[" + std::to_string(i) + "]";
    if (!entry.is(Json::Kind::kString))
      return Error{"bad_mapping", field, "A field is a text; leave it empty to skip the column."};
    const std::string& name = entry.text();
    if (!name.empty() && std::find(fields.begin(), fields.end(), name) == fields.end())
      return Error{"bad_mapping", field, "There is no field \"" + name + "\"."};
    const bool twice =
        std::find(mapping.columns.begin(), mapping.columns.end(), name) != mapping.columns.end();
    if (!name.empty() && twice)
      return Error{"bad_mapping", field, "Two columns are mapped to \"" + name + "\"."};
    mapping.columns.push_back(name);
  }
  if (const Json* list_of_aliases = json.find("aliases"); list_of_aliases != nullptr) {
    Result<std::vector<ImportAlias>> aliases = read_aliases(*list_of_aliases);
    if (!aliases) return aliases.error();
    mapping.aliases = std::move(*aliases);
  }
  const Json* offset = json.find("utc_offset_min");
  if (offset != nullptr) {
    constexpr int64_t kDay = 24 * 60;
    if (!offset->is(Json::Kind::kInteger) || offset->integer_value() <= -kDay ||
        offset->integer_value() >= kDay)
      return Error{"bad_mapping", "mapping.utc_offset_min", "The offset is minutes within a day."};
    mapping.utc_offset_min = static_cast<int32_t>(offset->integer_value());
  }
  return mapping;
}

std::string write_mapping(const ImportMapping& mapping) {
  std::string out = "{\"columns\":[";
  for (size_t i = 0; i < mapping.columns.size(); ++i) {
    if (i > 0) out += ',';
    append_json_string(out, mapping.columns[i]);
  }
  out += "]";
  if (!mapping.aliases.empty()) out += ",\"aliases\":" + write_aliases(mapping.aliases);
  return out + ",\"utc_offset_min\":" + std::to_string(mapping.utc_offset_min) + "}";
}

}  // namespace fenming

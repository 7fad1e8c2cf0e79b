// The shipped templates that turn on words and papers, and the one that recurs, played: every exit
// by hand, with path, status and fen worked out from the demo's price list.
#include "base_plays.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

constexpr RunStatus kEnded = RunStatus::kEnded;
constexpr RunStatus kCancelled = RunStatus::kCancelled;

// An inspection is 50; 21.3 km are 7 started km at 2.00. A ticket without work is raised to the
// floor of 50, as travel, because no other category has a line. The season's 8 % are never settled.
constexpr BasePlay kPresales[] = {
    {"presales", "勘测后成交", "service_type=install", "21.3 inspection*1",
     "enquiry assign consult:intent=survey survey_appoint survey!done quote:discount_percent=5 "
     "answer:answer=accepted handed_over review",
     "start enquiry assign consult survey_ready survey_appoint survey quote discount send answer "
     "convert handed_over review end",
     kEnded, "t:labour=50 t:travel=14"},
    {"presales", "直接报价，深折退回，考虑后改价", "", "",
     "enquiry assign consult:intent=quote quote:discount_percent=20 approve>quote "
     "quote:discount_percent=10 approve answer:answer=thinking think~ answer:answer=revise "
     "quote:discount_percent=9.9 answer:answer=accepted handed_over review",
     "start enquiry assign consult quote discount approve quote discount approve send answer think "
     "answer quote discount send answer convert handed_over review end",
     kEnded, ""},
    {"presales", "改约、空跑、做不了", "", "5;5",
     "enquiry assign consult:intent=survey survey_appoint:survey_result=later survey_later~ "
     "survey_appoint:survey_result=agreed survey!customer_absent empty_trip survey_appoint "
     "survey!out_of_scope lost review",
     "start enquiry assign consult survey_ready survey_appoint survey_later survey_ready "
     "survey_appoint survey empty_trip survey_ready survey_appoint survey lost review end",
     kEnded, "t:travel=50"},
    {"presales", "报价后不接受", "", "",
     "enquiry assign consult:intent=quote quote:discount_percent=0 answer:answer=declined lost "
     "review",
     "start enquiry assign consult quote discount send answer lost review end", kEnded, ""},
    {"presales", "不再考虑勘测", "", "",
     "enquiry assign consult:intent=survey survey_appoint:survey_result=refused lost review",
     "start enquiry assign consult survey_ready survey_appoint lost review end", kEnded, ""},
    {"presales", "无效咨询", "", "", "enquiry assign consult:intent=invalid cancel_form",
     "start enquiry assign consult cancel_form cancel", kCancelled, ""},
};

constexpr BasePlay kDispute[] = {
    {"dispute", "调解成功", "", "",
     "register:claim_yuan=800 take>register register take pull_order ask_customer ask_technician "
     "study:need_check=no mediate:mediation=agreed slip compensate callback review",
     "start register freeze take register freeze take evidence ask_customer ask_technician "
     "pull_order gathered study mediate settle compensate slip inform executed callback review end",
     kEnded, ""},
    {"dispute", "改约、空跑、复勘、法务、复议", "", "5;21.3 inspection*2",
     "register:claim_yuan=8000 take ask_customer ask_technician pull_order study:need_check=yes "
     "appoint:check_result=later later~ appoint:check_result=agreed check!customer_absent "
     "empty_trip appoint check!done mediate>study study:need_check=no mediate:mediation=failed "
     "legal arbitrate compensate slip callback:reply=appeal legal arbitrate compensate slip "
     "callback:reply=accept review",
     "start register freeze take evidence ask_customer ask_technician pull_order gathered study "
     "ready appoint later ready appoint check empty_trip ready appoint check mediate study mediate "
     "size legal arbitrate settle compensate slip inform executed callback size legal arbitrate "
     "settle compensate slip inform executed callback review end",
     kEnded, "t:labour=100 t:travel=14"},
    {"dispute", "复勘后撤诉", "", "21.3 inspection*2",
     "register:claim_yuan=800 take ask_customer ask_technician pull_order study:need_check=yes "
     "appoint check!done mediate:mediation=withdrawn cancel_form",
     "start register freeze take evidence ask_customer ask_technician pull_order gathered study "
     "ready appoint check mediate cancel_form cancel",
     kCancelled, "t:labour=50 t:travel=7"},
    {"dispute", "客户拒绝复勘，按证据裁决", "", "21.3",
     "register:claim_yuan=4999.99 take ask_customer ask_technician pull_order study:need_check=yes "
     "appoint check!customer_refused arbitrate compensate slip callback review",
     "start register freeze take evidence ask_customer ask_technician pull_order gathered study "
     "ready appoint check size arbitrate settle compensate slip inform executed callback review "
     "end",
     kEnded, "t:travel=50"},
    {"dispute", "约不上复勘", "", "",
     "register:claim_yuan=5000 take ask_customer ask_technician pull_order study:need_check=yes "
     "appoint:check_result=refused mediate:mediation=failed legal arbitrate compensate slip "
     "callback review",
     "start register freeze take evidence ask_customer ask_technician pull_order gathered study "
     "ready appoint mediate size legal arbitrate settle compensate slip inform executed callback "
     "review end",
     kEnded, ""},
};

// A repair is 85, a cleaning 55, a part 3 of handling.
constexpr BasePlay kComplaint[] = {
    {"complaint", "非我方责任，解释", "service_type=repair", "",
     "register:level=normal,filing=new respond store_inquiry quality_inquiry liability>respond "
     "respond quality_inquiry store_inquiry liability:liability=customer apologise callback "
     "improve review>improve improve review",
     "start register respond inquiry store_inquiry quality_inquiry inquired liability respond "
     "inquiry store_inquiry quality_inquiry inquired liability apologise callback improve review "
     "improve review end",
     kEnded, ""},
    {"complaint", "严重，大额赔付仍不满意，上门补救", "service_type=repair",
     "21.3 ac_repair*1 capacitor*2",
     "register:level=serious,filing=new respond store_inquiry quality_inquiry "
     "liability:liability=store remedy:remedy=compensate pay:pay_yuan=800 pay_large>pay "
     "pay:pay_yuan=500 pay_large payout~ callback:satisfaction=unsatisfied escalate "
     "remedy:remedy=revisit dispatch attend appoint revisit!done callback:satisfaction=satisfied "
     "improve review",
     "start register notify_hq respond inquiry store_inquiry quality_inquiry inquired liability "
     "remedy pay pay_large pay pay_large payout callback escalate remedy dispatch attend ready "
     "appoint revisit callback improve review end",
     kEnded, "t:labour=85 t:handling=6 t:travel=14"},
    {"complaint", "改约、空跑、缺件", "service_type=repair", "5;5;5 ac_clean*1",
     "register:level=normal,filing=new respond store_inquiry quality_inquiry "
     "liability:liability=technician remedy:remedy=revisit dispatch attend>dispatch dispatch "
     "attend "
     "appoint:appoint_result=later later~ appoint:appoint_result=agreed revisit!customer_absent "
     "empty_trip appoint revisit!part_needed parts_request parts_arrive~ appoint+720 revisit!done "
     "callback improve review",
     "start register respond inquiry store_inquiry quality_inquiry inquired liability remedy "
     "dispatch attend dispatch attend ready appoint later ready appoint revisit empty_trip ready "
     "appoint revisit parts_request parts_arrive ready appoint revisit callback improve review end",
     kEnded, "t:labour=55"},
    {"complaint", "上门被拒，改为小额赔付", "service_type=repair", "5 ac_clean*1",
     "register:level=normal,filing=new respond store_inquiry quality_inquiry "
     "liability:liability=store remedy:remedy=revisit dispatch attend "
     "appoint revisit!customer_refused remedy:remedy=compensate pay:pay_yuan=499.99 payout~ "
     "callback improve review",
     "start register respond inquiry store_inquiry quality_inquiry inquired liability remedy "
     "dispatch attend ready appoint revisit remedy pay payout callback improve review end",
     kEnded, "t:labour=55"},
    {"complaint", "不再需要上门，致歉", "service_type=repair", "",
     "register:level=normal,filing=new respond store_inquiry quality_inquiry "
     "liability:liability=store remedy:remedy=revisit dispatch attend "
     "appoint:appoint_result=refused remedy:remedy=apology apologise callback improve review",
     "start register respond inquiry store_inquiry quality_inquiry inquired liability remedy "
     "dispatch attend ready appoint remedy apologise callback improve review end",
     kEnded, ""},
    {"complaint", "重复投诉", "service_type=repair", "",
     "register:level=serious,filing=duplicate cancel_form", "start register cancel_form cancel",
     kCancelled, ""},
};

// A shift of two inspections is 100, and 198 × 0.92 = 182.16 from a key account; seven hours on
// site are eight half hours above three, 15.00 each; four hoses 12 of handling and 53.20. What the
// customer owes is rounded to the yuan, over all categories.
constexpr BasePlay kKeyAccount[] = {
    {"key_account", "两班，到期撤场", "customer_class=key",
     "21.3 inspection*2;21.3 inspection*2 hose*4",
     "contract:headcount=3 roster join_team induction shift on_site!done confirm stock "
     "period:next_step=next shift on_site!done@420 stock confirm period:next_step=stop hand_over "
     "acceptance review",
     "start contract scale roster join_team induction shift_ready shift on_site closing confirm "
     "stock closed verdict period shift_ready shift on_site closing confirm stock closed verdict "
     "period hand_over acceptance review end",
     kEnded,
     "c:labour=364.07 c:parts=53.16 c:travel=37.77 t:labour=200 t:handling=12 t:on_site=120 "
     "t:travel=28"},
    {"key_account", "方案退回、改期、停工空跑、缺件、增项、返工", "customer_class=key",
     "5;5;5;5 inspection*1;5 inspection*1",
     "contract:headcount=12 plan>contract contract:headcount=5 plan roster join_team>roster roster "
     "join_team induction shift:shift_result=later shift_later~ shift:shift_result=agreed "
     "on_site!customer_absent empty_shift shift on_site!part_needed parts_request parts_arrive~ "
     "shift+720 on_site!out_of_scope shift on_site!done confirm:confirmation=redo stock shift "
     "on_site!done confirm:confirmation=agreed stock period:next_step=stop hand_over acceptance "
     "review>acceptance acceptance review",
     "start contract scale plan contract scale plan roster join_team roster join_team induction "
     "shift_ready shift shift_later shift_ready shift on_site empty_shift shift_ready shift "
     "on_site "
     "parts_request parts_arrive shift_ready shift on_site extra shift_ready shift on_site closing "
     "confirm stock closed verdict shift_ready shift on_site closing confirm stock closed verdict "
     "period hand_over acceptance review acceptance review end",
     kEnded, "c:labour=182 t:labour=100"},
    // The visit that was for nothing is raised to the floor, and nothing comes after it.
    {"key_account", "停工一班后提前结束", "customer_class=key", "5",
     "contract:headcount=4 roster join_team induction shift on_site!customer_absent empty_shift "
     "shift:shift_result=stop hand_over acceptance review",
     "start contract scale roster join_team induction shift_ready shift on_site empty_shift "
     "shift_ready shift hand_over acceptance review end",
     kEnded, "t:travel=50"},
    {"key_account", "不准入场", "customer_class=key", "",
     "contract:headcount=1 roster join_team induction:entry=refused cancel_form",
     "start contract scale roster join_team induction cancel_form cancel", kCancelled, ""},
};

}  // namespace

TEST_CASE("pre-sales: a consultation becomes a formal ticket, or does not") {
  play_all(kPresales);
}

TEST_CASE("dispute: evidence, mediation, ruling, appeal") {
  play_all(kDispute);
}

TEST_CASE("complaint: three remedies and their failures") {
  play_all(kComplaint);
}

TEST_CASE("key account: every shift is settled when it ends") {
  play_all(kKeyAccount);
}

// The shipped templates that send somebody out, played: every exit by hand, with path, status and
// fen. Amounts are worked out from the demo's price list, not copied from a run: standard tier,
// prices of the third edition, July (season on installations 8 %).
#include "base_plays.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

constexpr RunStatus kEnded = RunStatus::kEnded;
constexpr RunStatus kCancelled = RunStatus::kCancelled;

// A removal is 70 to the technician and 130 from the customer, an installation 110 and 220, both of
// one unit together 160 to the technician; a metre of pipe 65 and 110; a bracket 3 of handling and
// 32 × 1.9 = 60.80. 21.3 km: 7 started km at 2.00, and 6.3 km at 3.00. The customer's sum is
// rounded to the yuan.
constexpr BasePlay kMove[] = {
    {"ac_move", "移机，客户自搬", "service_type=install",
     "5 ac_remove*1;21.3 ac_wall_install*1 pipe*2 bracket*1",
     "intake:carrier=customer dispatch take appoint_old visit_remove!done sign_old moved_in~ "
     "appoint_new visit_install!done acceptance parts_consume callback review",
     "start intake dispatch take ready_old appoint_old visit_remove sign_old carry moved_in "
     "ready_new appoint_new visit_install finish acceptance parts_consume finished callback review "
     "end",
     kEnded,
     "c:labour=570.26 c:parts=60.83 c:travel=18.91 t:labour=290 t:handling=3 t:season=23.20 "
     "t:travel=14"},
    {"ac_move", "公司搬运后只拆不装", "service_type=install", "5 ac_remove*1",
     "intake:carrier=company dispatch take>dispatch dispatch take appoint_old visit_remove!done "
     "sign_old transport appoint_new:new_result=removal_only acceptance parts_consume callback "
     "review>callback callback review",
     "start intake dispatch take dispatch take ready_old appoint_old visit_remove sign_old carry "
     "transport ready_new appoint_new finish acceptance parts_consume finished callback review "
     "callback review end",
     kEnded, "c:labour=130 t:labour=70 t:season=5.60"},
    {"ac_move", "旧机不值得复装", "service_type=install", "5 ac_remove*1",
     "intake dispatch take appoint_old visit_remove!done:unit_state=worn_out sign_old "
     "parts_consume "
     "acceptance callback review",
     "start intake dispatch take ready_old appoint_old visit_remove sign_old carry finish "
     "acceptance parts_consume finished callback review end",
     kEnded, "c:labour=130 t:labour=70 t:season=5.60"},
    {"ac_move", "改约、空跑、缺件、返修", "service_type=install",
     "5;5 ac_remove*1;21.3;21.3 ac_wall_install*1 bracket*1;5",
     "intake:carrier=customer dispatch take appoint_old:old_result=later later_old~ "
     "appoint_old:old_result=agreed visit_remove!customer_absent empty_old appoint_old "
     "visit_remove!done sign_old moved_in~ appoint_new visit_install!part_needed parts_request "
     "parts_arrive~ appoint_new visit_install!done acceptance parts_consume "
     "callback:satisfaction=rework appoint_new visit_install!done acceptance parts_consume "
     "callback:satisfaction=satisfied review",
     "start intake dispatch take ready_old appoint_old later_old ready_old appoint_old "
     "visit_remove empty_old ready_old appoint_old visit_remove sign_old carry moved_in ready_new "
     "appoint_new visit_install parts_request parts_arrive ready_new appoint_new visit_install "
     "finish acceptance parts_consume finished callback ready_new appoint_new visit_install finish "
     "acceptance parts_consume finished callback review end",
     kEnded,
     "c:labour=350.31 c:parts=60.86 c:travel=37.83 t:labour=160 t:handling=3 t:off_hours=30 "
     "t:season=12.80 t:travel=28"},
    {"ac_move", "装机改约，客户拒装", "service_type=install", "5 ac_remove*1;21.3",
     "intake:carrier=customer dispatch take appoint_old visit_remove!done sign_old moved_in~ "
     "appoint_new:new_result=later later_new~ appoint_new:new_result=agreed "
     "visit_install!customer_refused acceptance parts_consume callback review",
     "start intake dispatch take ready_old appoint_old visit_remove sign_old carry moved_in "
     "ready_new appoint_new later_new ready_new appoint_new visit_install finish acceptance "
     "parts_consume finished callback review end",
     kEnded, "c:labour=130.09 c:travel=18.91 t:labour=70 t:season=5.60 t:travel=14"},
    {"ac_move", "约拆机时取消", "service_type=install", "5",
     "intake dispatch take appoint_old:old_result=refused cancel_form",
     "start intake dispatch take ready_old appoint_old cancel_form cancel", kCancelled, ""},
    {"ac_move", "上门后拒绝拆机", "service_type=install", "5",
     "intake dispatch take appoint_old visit_remove!customer_refused cancel_form",
     "start intake dispatch take ready_old appoint_old visit_remove cancel_form cancel", kCancelled,
     ""},
};

// A repair is 85 and 168, a board 3 of handling and 186 × 1.9 = 353.40; urgent work 18 % of the
// technician's labour. What is within warranty the manufacturer pays.
constexpr BasePlay kSwap[] = {
    {"part_swap", "保内缺货", "service_type=repair urgency=urgent", "12 ^ac_repair*1 ^board*1",
     "register:warranty=within claim~ reserve:in_stock=no backorder~ reserve:in_stock=yes dispatch "
     "appoint swap!done acceptance consume send_back callback review",
     "start register claim reserve backorder reserve dispatch ready appoint swap finish acceptance "
     "consume old_part send_back old_done finished callback review end",
     kEnded, "t:labour=85 t:handling=3 t:urgent=15.30"},
    {"part_swap", "保外", "service_type=repair", "21.3 ac_repair*1 board*1",
     "register:warranty=outside quote reserve dispatch appoint swap!done consume acceptance "
     "callback review",
     "start register quote reserve dispatch ready appoint swap finish acceptance consume old_part "
     "old_done finished callback review end",
     kEnded, "c:labour=167.91 c:parts=353.20 c:travel=18.89 t:labour=85 t:handling=3 t:travel=14"},
    {"part_swap", "改约、空跑、错件、返修", "service_type=repair", "5;5;5 ac_repair*1 board*1;5;5",
     "register:warranty=outside quote reserve dispatch appoint:appoint_result=later later~ "
     "appoint:appoint_result=agreed swap!customer_absent empty_trip appoint swap!part_needed "
     "wrong_part reorder reorder_wait~ appoint swap!done acceptance consume "
     "callback:satisfaction=rework rework!technician_late+720 rework!done "
     "callback:satisfaction=satisfied review",
     "start register quote reserve dispatch ready appoint later ready appoint swap empty_trip "
     "ready "
     "appoint swap wrong_part reorder reorder_wait ready appoint swap finish acceptance consume "
     "old_part old_done finished callback rework rework callback review end",
     kEnded, "c:labour=167.87 c:parts=353.13 t:labour=85 t:handling=3"},
    {"part_swap", "需大修，转维修工单", "service_type=repair", "5",
     "register:warranty=outside quote reserve dispatch appoint swap!out_of_scope give_back "
     "cancel_form",
     "start register quote reserve dispatch ready appoint swap to_repair give_back cancel_form "
     "cancel",
     kCancelled, ""},
    {"part_swap", "不接受报价", "service_type=repair", "5",
     "register:warranty=outside quote:quote_answer=declined cancel_form",
     "start register quote cancel_form cancel", kCancelled, ""},
    {"part_swap", "约不上，退库取消", "service_type=repair", "5",
     "register:warranty=outside quote reserve dispatch appoint:appoint_result=refused give_back "
     "cancel_form",
     "start register quote reserve dispatch ready appoint give_back cancel_form cancel", kCancelled,
     ""},
    {"part_swap", "上门后拒绝更换", "service_type=repair", "5",
     "register:warranty=outside quote reserve dispatch appoint swap!customer_refused give_back "
     "cancel_form",
     "start register quote reserve dispatch ready appoint swap give_back cancel_form cancel",
     kCancelled, ""},
};

// An inspection is 50 to the technician. The customer pays nothing here: what he gets back is the
// original ticket's negation.
constexpr BasePlay kReturns[] = {
    {"returns", "上门取件，小额退款", "", "21.3 inspection*1",
     "apply:reason=quality,want=refund,way=pickup dispatch take appoint pickup!done receive "
     "inspect:goods_state=intact refund:refund_yuan=1999.99 paid~ review",
     "start apply policy route dispatch take ready appoint pickup receive inspect verdict outcome "
     "refund paid review end",
     kEnded, "t:labour=50 t:travel=14"},
    {"returns", "寄回换货，缺货，换货仍有问题", "", "",
     "apply:reason=no_reason,want=exchange,way=post check_term:term=within parcel~ receive "
     "inspect>receive receive inspect:goods_state=used deduct exchange:in_stock=no restock~ "
     "exchange:in_stock=yes deliver callback:satisfaction=again exchange deliver "
     "callback:satisfaction=satisfied review",
     "start apply policy check_term route parcel receive inspect receive inspect verdict deduct "
     "outcome exchange restock exchange deliver callback exchange deliver callback review end",
     kEnded, ""},
    {"returns", "改约、空跑、折损、大额退款退回重填", "", "5;5 inspection*1",
     "apply:reason=damaged,want=refund,way=pickup dispatch take appoint:pickup_result=later later~ "
     "appoint:pickup_result=agreed pickup!customer_absent empty_trip appoint pickup!done receive "
     "inspect:goods_state=broken deduct refund:refund_yuan=5000 refund_large>refund "
     "refund:refund_yuan=4000 refund_large paid~ review",
     "start apply policy route dispatch take ready appoint later ready appoint pickup empty_trip "
     "ready appoint pickup receive inspect verdict deduct outcome refund refund_large refund "
     "refund_large paid review end",
     kEnded, "t:labour=50"},
    // On arrival 30 % are due; who has looked at the goods has done an inspection.
    {"returns", "验看后客户不退了", "", "5 inspection*1",
     "apply:reason=wrong_goods,want=refund,way=pickup dispatch take appoint "
     "pickup!customer_refused cancel_form",
     "start apply policy route dispatch take ready appoint pickup cancel_form cancel", kCancelled,
     "t:labour=15"},
    {"returns", "超过七天", "", "5", "apply:reason=no_reason check_term:term=outside cancel_form",
     "start apply policy check_term tell_refusal cancel_form cancel", kCancelled, ""},
    {"returns", "约取件时取消", "", "5",
     "apply:reason=quality,way=pickup dispatch take appoint:pickup_result=refused cancel_form",
     "start apply policy route dispatch take ready appoint cancel_form cancel", kCancelled, ""},
};

}  // namespace

TEST_CASE("relocation: two addresses, all exits") {
  play_all(kMove);
}

TEST_CASE("spare part replacement: the part comes, goes back, or fails") {
  play_all(kSwap);
}

TEST_CASE("returns: the flow backwards") {
  play_all(kReturns);
}

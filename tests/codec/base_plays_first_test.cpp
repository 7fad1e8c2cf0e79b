// The three oldest shipped templates, played: every exit by hand, with path, status and fen worked
// out from the demo's price list.
#include "base_plays.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

constexpr RunStatus kEnded = RunStatus::kEnded;
constexpr RunStatus kCancelled = RunStatus::kCancelled;

// An installation is 110 and 220, a bracket 3 of handling and 60.80, the season 8 %.
constexpr BasePlay kInstall[] = {
    {"ac_install", "改约、空跑、缺件、返修", "service_type=install",
     "5;5;21.3 ac_wall_install*1 bracket*1;5",
     "intake:floor=3 dispatch take>dispatch dispatch take appoint:appoint_result=later later~ "
     "appoint:appoint_result=agreed visit!customer_absent empty_trip appoint visit!part_needed "
     "parts_request parts_arrive~ appoint visit!done acceptance parts_consume "
     "callback:satisfaction=rework appoint+720 visit!done acceptance parts_consume "
     "callback:satisfaction=satisfied review",
     "start intake dispatch take dispatch take permit_check ready appoint later ready appoint "
     "visit "
     "empty_trip ready appoint visit parts_request parts_arrive ready appoint visit finish "
     "acceptance parts_consume finished callback ready appoint visit finish acceptance "
     "parts_consume finished callback review end",
     kEnded,
     "c:labour=220.22 c:parts=60.86 c:travel=18.92 t:labour=110 t:handling=3 t:season=8.80 "
     "t:travel=14"},
    {"ac_install", "高空作业，约定时取消", "service_type=install", "5",
     "intake:floor=12 dispatch take permit appoint:appoint_result=refused cancel_form",
     "start intake dispatch take permit_check permit ready appoint cancel_form cancel", kCancelled,
     ""},
    {"ac_install", "上门后拒绝安装", "service_type=install", "5 ac_wall_install*1",
     "intake:floor=3 dispatch take appoint visit!customer_refused cancel_form",
     "start intake dispatch take permit_check ready appoint visit cancel_form cancel", kCancelled,
     "t:labour=33"},
};

// A repair of a refrigerator is 80 and 158, a seal 3 of handling and 15 × 1.9 = 28.50.
constexpr BasePlay kRepair[] = {
    {"appliance_repair", "保外缺件，大额报价退回", "service_type=repair",
     "5;21.3 fridge_repair*1 seal*2",
     "intake:warranty=outside dispatch appoint visit!part_needed quote:quote_yuan=1000 "
     "quote_large>quote quote:quote_yuan=999.99 parts_request parts_arrive~ appoint visit!done "
     "acceptance parts_return callback review",
     "start intake dispatch ready appoint visit payer quote quote_large quote order parts_request "
     "parts_arrive ready appoint visit finish acceptance parts_return notify_brand finished "
     "callback review end",
     kEnded, "c:labour=158.07 c:parts=57.02 c:travel=18.91 t:labour=80 t:handling=6 t:travel=14"},
    {"appliance_repair", "保内，改约、空跑、返修", "service_type=repair", "5;5 ^fridge_repair*1;5",
     "intake:warranty=within dispatch appoint:appoint_result=later later~ "
     "appoint:appoint_result=agreed visit!wrong_address empty_trip appoint visit!done parts_return "
     "acceptance callback:satisfaction=rework appoint visit!done acceptance parts_return "
     "callback:satisfaction=satisfied review",
     "start intake dispatch ready appoint later ready appoint visit empty_trip ready appoint visit "
     "finish acceptance parts_return notify_brand finished callback ready appoint visit finish "
     "acceptance parts_return notify_brand finished callback review end",
     kEnded, "t:labour=80"},
    {"appliance_repair", "不接受报价", "service_type=repair", "5 fridge_repair*1",
     "intake:warranty=outside dispatch appoint visit!part_needed "
     "quote:quote_yuan=300,quote_answer=declined cancel_form",
     "start intake dispatch ready appoint visit payer quote cancel_form cancel", kCancelled,
     "t:labour=24"},
    {"appliance_repair", "修不了", "service_type=repair", "5",
     "intake:warranty=within dispatch appoint visit!out_of_scope cancel_form",
     "start intake dispatch ready appoint visit cancel_form cancel", kCancelled, ""},
};

// A cleaning is 55 and 118, an inspection 50 and 99.
constexpr BasePlay kMaintain[] = {
    {"maintenance", "班组，改期、空跑、缺件、缺陷转维修", "", "5;5;21.3 ac_clean*20",
     "plan:machines=20 dispatch_team take appoint:appoint_result=later later~ "
     "appoint:appoint_result=agreed visit!customer_absent empty_trip appoint visit!part_needed "
     "parts_request parts_arrive~ appoint visit!done:defect=found report acceptance review",
     "start plan size dispatch_team take ready appoint later ready appoint visit empty_trip ready "
     "appoint visit parts_request parts_arrive ready appoint visit finish defects report "
     "acceptance follow_up defects_done finished review end",
     kEnded, "c:labour=2360.10 c:travel=18.90 t:labour=1100 t:travel=14"},
    {"maintenance", "一人，没有缺陷", "", "5 inspection*1",
     "plan:machines=19 dispatch_one take appoint visit!done:defect=none acceptance report review",
     "start plan size dispatch_one take ready appoint visit finish defects report acceptance "
     "defects_done finished review end",
     kEnded, "c:labour=99 t:labour=50"},
    {"maintenance", "约定时取消", "", "",
     "plan:machines=1 dispatch_one take appoint:appoint_result=refused cancel_form",
     "start plan size dispatch_one take ready appoint cancel_form cancel", kCancelled, ""},
};

}  // namespace

TEST_CASE("installation: all exits") {
  play_all(kInstall);
}

TEST_CASE("repair: all exits") {
  play_all(kRepair);
}

TEST_CASE("maintenance: all exits") {
  play_all(kMaintain);
}

"""Every message the server says, in Chinese and English. A test compares it with the code."""

from __future__ import annotations

from .table_texts import TABLE_TEXTS

LANGUAGES = ("zh-CN", "en")

# code: (Chinese, English). Texts name the reason and the remedy; {names} are filled in.
MESSAGES: dict[str, tuple[str, str]] = {
    "not_found": ("没有这个地址或对象。", "There is no such address or object."),
    "method_not_allowed": ("此地址不支持该方法。", "This address does not support that method."),
    "host_not_allowed": (
        "请求的主机名不属于本服务器。请用启动时打印的地址访问。",
        "The Host header does not name this server. Use the address printed at start.",
    ),
    "ambiguous_length": (
        "请求同时带有 Content-Length 与 Transfer-Encoding，已拒绝。",
        "The request has both Content-Length and Transfer-Encoding and is refused.",
    ),
    "bad_request": ("请求不是有效的 HTTP。", "The request is not valid HTTP."),
    "too_many_connections": (
        "来自此地址的连接过多，请关闭一些后重试。",
        "Too many connections from this address; close some and try again.",
    ),
    "body_too_large": (
        "内容超过 {limit} 字节的上限，请拆分后再传。",
        "The body exceeds the limit of {limit} bytes; send it in smaller pieces.",
    ),
    "unsupported_media_type": (
        "此地址需要的内容类型是：{expected}。",
        "This address expects the content type {expected}.",
    ),
    "json_syntax": (
        "第 {line} 行第 {column} 列不是有效的 JSON。",
        "Not valid JSON at line {line}, column {column}.",
    ),
    "json_bad_utf8": (
        "第 {line} 行第 {column} 列不是有效的 UTF-8。",
        "Not valid UTF-8 at line {line}, column {column}.",
    ),
    "json_duplicate_key": (
        "第 {line} 行第 {column} 列的键重复出现，请只保留一个。",
        "A key is repeated at line {line}, column {column}; keep one.",
    ),
    "json_not_integer": (
        "第 {line} 行第 {column} 列不是整数。金额以分为单位写成整数。",
        "Not an integer at line {line}, column {column}. Write amounts as whole fen.",
    ),
    "json_not_finite": (
        "第 {line} 行第 {column} 列是 NaN 或无穷大，不允许。",
        "NaN or infinity at line {line}, column {column} is not allowed.",
    ),
    "json_number_range": (
        "第 {line} 行第 {column} 列的整数超出 64 位。",
        "The integer at line {line}, column {column} exceeds 64 bits.",
    ),
    "json_too_deep": (
        "第 {line} 行第 {column} 列的嵌套超过 64 层。",
        "More than 64 levels of nesting at line {line}, column {column}.",
    ),
    "json_lone_surrogate": (
        "第 {line} 行第 {column} 列有不成对的代理项。",
        "A lone surrogate at line {line}, column {column}.",
    ),
    "invalid_field": ("“{field}”不合要求：{expected}。", "“{field}” must be {expected}."),
    "sign_in_required": ("请先登录。", "Sign in first."),
    "cross_site": (
        "请求来自其他网站，或缺少 X-Fenming-Request 头，已拒绝。",
        "The request comes from another site or lacks the X-Fenming-Request header.",
    ),
    "not_allowed": (
        "此操作需要“{needed}”角色，而你的角色是“{role}”。请联系管理员：{administrators}。",
        "This needs the role “{needed}”; yours is “{role}”. Ask an administrator: "
        "{administrators}.",
    ),
    "person_exists": (
        "账号“{name}”已存在，请换一个名字。",
        "An account “{name}” exists already; choose another name.",
    ),
    "last_administrator": (
        "这是最后一位在用的管理员。请先让另一位成为管理员，再停用或改变此账号的角色。",
        "This is the last active administrator. Make somebody else an administrator first, then "
        "disable this account or change its role.",
    ),
    "own_account_kept": (
        "不能停用自己的账号。请由另一位管理员来停用。",
        "Nobody can disable his own account. Ask another administrator to do it.",
    ),
    "own_link_refused": (
        "不能给自己发链接。要换密码，请用“修改密码”。",
        "Nobody can make a link for himself. To set another password, use “Change password”.",
    ),
    "person_disabled": (
        "此账号已停用。请先启用，再生成链接。",
        "This account is disabled. Enable it first, then make a link.",
    ),
    "invitation_not_valid": (
        "此邀请链接已用过、已过期，或已被新的链接取代。请向管理员要一个新链接。",
        "This invitation link was used, has expired or was replaced. Ask an administrator for a "
        "new one.",
    ),
    "sign_in_failed": (
        "账号或密码不正确。请检查后重试。",
        "The account or the password is not right. Check both and try again.",
    ),
    "throttled": (
        "尝试次数过多，请在 {seconds} 秒后重试。",
        "Too many tries; try again in {seconds} seconds.",
    ),
    "link_not_valid": (
        "此一次性链接已用过或已过期。重新启动服务器可得到新的链接。",
        "This one-time link was used or has expired. Restart the server to get a new one.",
    ),
    "password_wrong": (
        "当前密码不正确。请重新输入。",
        "The current password is not right. Type it again.",
    ),
    "password_weak": (
        "新密码太弱：至少 10 个字符，不含账号名，不是常见密码。",
        "The new password is too weak: at least 10 characters, without the account's name, "
        "not a common one.",
    ),
    "precondition_required": (
        "请带上 If-Match 头，值为你读到的 ETag。当前内容见 current。",
        "Send If-Match with the ETag you read. The current document is in `current`.",
    ),
    "precondition_failed": (
        "内容在你读取之后已被修改。当前内容见 current，请合并后重试。",
        "The document changed since you read it. Merge with `current` and try again.",
    ),
    "edits_do_not_fit": (
        "修改与服务器上的草稿对不上。请改为发送整份草稿（PUT）。",
        "The edits do not fit the draft as the server has it. Send the whole draft (PUT).",
    ),
    "book_exists": ("编号“{id}”的价目簿已存在。", "A book with the id “{id}” exists already."),
    "base_moved": (
        "草稿基于第 {base} 版，而已发布到第 {latest} 版。请合并后重试。",
        "The draft is based on version {base}, but version {latest} is published. Merge first.",
    ),
    "not_publishable": (
        "检查发现错误，不能发布。请按 findings 修改。",
        "The check found errors; nothing was published. Correct what `findings` lists.",
    ),
    "template_refuted": (
        "模板没有通过校验，不能发布。请按 check 里的问题修改，启用或删除停用的节点，并更新走法不同的"
        "试跑场景（scenarios）。",
        "The template was refuted and not published. Correct what `check` lists, enable or remove"
        " disabled nodes, and renew the saved plays that differ (`scenarios`).",
    ),
    "template_broken": (
        "这份价目会使已发布的模板“{name}”（{template}）不再成立，没有发布。请补上它要结算的费用类别或"
        "改回钉住价目的事件，或先修改并发布该模板。",
        "These prices would break the published template “{name}” ({template}) and were not"
        " published. Keep the fee categories and pin events that it rests on, or change and"
        " publish the template first.",
    ),
    "warnings_unacknowledged": (
        "发布前请确认 findings 中的警告，把其代码列入 acknowledge。",
        "Acknowledge the warnings in `findings` by listing their codes in `acknowledge`.",
    ),
    "retroactive": (
        "生效日期 {from} 早于今天 {today}。追溯调价需要第二人批准，目前请选今天或以后。",
        "The date {from} is before today, {today}. A retroactive change needs a second person's "
        "approval; choose today or later.",
    ),
    "from_not_after": (
        "生效日期须晚于上一版本的 {latest}。",
        "The date must be after {latest}, when the version before begins.",
    ),
    "second_person_needed": (
        "公司设置要求由第二人发布。请把草稿提交审核。",
        "The company's settings want a second person to publish. Submit the draft for review.",
    ),
    "own_submission": (
        "自己提交的版本须由另一位价格经理审核。",
        "Somebody else has to review a version that you submitted yourself.",
    ),
    "not_own_submission": (
        "这是{author}提交的，只有本人可以撤回。您可以把它退回。",
        "{author} submitted this and alone can withdraw it. You can send it back.",
    ),
    "submission_decided": (
        "这个版本已经处理过了，请刷新后查看。",
        "This submission has been decided already. Reload to see how.",
    ),
    "changed_meanwhile": (
        "计算期间数据多次被修改，没有发布。请重试。",
        "The documents kept changing during the check; nothing was published. Try again.",
    ),
    "mapping_incomplete": (
        "列对应不完整，请先用 PUT /imports/{id}/mapping 补全。",
        "The column mapping is incomplete; complete it with PUT /imports/{id}/mapping.",
    ),
    "nothing_accepted": (
        "没有一行可以导入，请按 errors 修改文件。",
        "No row could be accepted; correct the file as `errors` says.",
    ),
    "too_many_stored": (
        "已存 {limit} 个，请先删除不用的。",
        "{limit} are stored already; delete what is not needed.",
    ),
    "sheet_old_xls": (
        "这是旧版 .xls 文件。请在 Excel 或 WPS 中另存为 .xlsx 后再导入。",
        "This is an old .xls file. Save it as .xlsx in Excel or WPS and import that.",
    ),
    "sheet_macros": (
        "这个文件含有宏（.xlsm），不读取。请另存为 .xlsx（不含宏）后再导入。",
        "This file holds macros (.xlsm) and is not read. Save it as .xlsx, without macros.",
    ),
    "sheet_xlsb": (
        "这是二进制的 .xlsb 文件。请另存为 .xlsx 后再导入。",
        "This is a binary .xlsb file. Save it as .xlsx and import that.",
    ),
    "sheet_encrypted": (
        "这个文件有打开密码。请去掉密码，另存为 .xlsx 后再导入。",
        "This file needs a password to open. Remove it, save the file as .xlsx and import that.",
    ),
    "sheet_not_table": (
        "这个文件不是表格。请选择 .xlsx，或 UTF-8、UTF-16、GB18030（GBK）编码的 CSV。",
        "This file is no table. Choose an .xlsx file, or CSV in UTF-8, UTF-16 or GB18030 (GBK).",
    ),
    "sheet_not_workbook": (
        "这个压缩包不是 Excel 工作簿。请在 Excel 或 WPS 中另存为 .xlsx 后再导入。",
        "This container is no Excel workbook. Save it as .xlsx in Excel or WPS and import that.",
    ),
    "sheet_damaged": (
        "这个文件已损坏，读不出来。请在 Excel 或 WPS 中打开，另存为 .xlsx 后再导入。",
        "This file is damaged and cannot be read. Open it in Excel or WPS, save it as .xlsx again.",
    ),
    "sheet_unsafe_xml": (
        "这个文件含有 XML 实体或文档类型，不读取。请在 Excel 或 WPS 中另存为 .xlsx 后再导入。",
        "This file holds XML entities or a document type and is not read. Save it as .xlsx again.",
    ),
    "sheet_too_large": (
        "表格展开后过大：最多 200 万个单元格、1,000 列、64 MiB 文字。请删去不用的工作表或拆分文件。",
        "Unpacked, the table is too large: at most 2 million cells, 1,000 columns and 64 MiB of "
        "text. Remove sheets that are not needed, or split the file.",
    ),
    "sheet_empty": (
        "没有一个可见的工作表有内容。请检查是否选对了文件。",
        "No visible sheet holds anything. Check that this is the right file.",
    ),
    "sheet_no_such": (
        "没有序号为 {number} 的工作表。请从列出的工作表中选择。",
        "There is no sheet number {number}. Choose one of those listed.",
    ),
    "sheet_too_slow": (
        "读取超过 {seconds} 秒，已停止。请删去不用的工作表或拆分文件。",
        "Reading took more than {seconds} seconds and was stopped. Remove sheets that are not "
        "needed, or split the file.",
    ),
    "sheet_note_encoding": (
        "文件编码为 {places}，已转为 UTF-8。",
        "The file is {places}; it was converted to UTF-8.",
    ),
    "sheet_note_skipped": (
        "表头上方跳过 {count} 行：第 {places} 行。",
        "Rows above the header that were skipped: {count} (row {places}).",
    ),
    "sheet_note_total": (
        "小计、合计行不是工单，已略过 {count} 行：第 {places} 行。",
        "Rows of totals are no tickets and were left out: {count} (row {places}).",
    ),
    "sheet_note_hidden": (
        "隐藏的行也读取了，共 {count} 行：第 {places} 行。",
        "Hidden rows were read as well: {count} (row {places}).",
    ),
    "sheet_note_merged": (
        "合并单元格 {count} 处，每格都填入同一个值：{places}。",
        "Merged cells whose value was repeated in each: {count} ({places}).",
    ),
    "sheet_note_untitled": (
        "没有列名的列 {count} 个，以列标代替：{places}。",
        "Columns without a title, named by their letters: {count} ({places}).",
    ),
    "sheet_note_serial": (
        "日期列中的数字 {count} 个，已按 Excel 序列值转为日期：{places}。",
        "Numbers in a column of dates, read as Excel's serial dates: {count} ({places}).",
    ),
    "sheet_note_no_date": (
        "日期格式的单元格 {count} 个不是有效日期，保留为数字：{places}。",
        "Cells formatted as dates that are none, kept as numbers: {count} ({places}).",
    ),
    "sheet_note_rounded": (
        "公式算出的小数 {count} 个，按 Excel 的 15 位有效数字取值：{places}。",
        "Computed decimals, taken with the 15 digits that Excel keeps: {count} ({places}).",
    ),
    "sheet_note_digits": (
        "超过 15 位的数字 {count} 个，末位可能已被 Excel 改成 0；编号请设为文本格式：{places}。",
        "Numbers of more than 15 digits, whose last digits Excel may have lost: {count} ({places})."
        " Format such ids as text.",
    ),
    "sheet_note_error": (
        "错误值（如 #N/A）{count} 个，当作空：{places}。",
        "Error values such as #N/A, taken as empty: {count} ({places}).",
    ),
    "sheet_note_formula": (
        "没有结果的公式 {count} 个，当作空；在 Excel 中打开并保存即可补上：{places}。",
        "Formulas without a stored result, taken as empty: {count} ({places}). Open and save the "
        "file in Excel to have them.",
    ),
    "idempotency_reused": (
        "此 Idempotency-Key 已用于另一份内容，请换一个。",
        "This Idempotency-Key was used with another body; use a new one.",
    ),
    "idempotency_running": (
        "带此 Idempotency-Key 的请求正在处理，请稍候重试。",
        "A request with this Idempotency-Key is in progress; try again shortly.",
    ),
    "engine_failed": (
        "计算引擎未能完成此请求，数据未改变。请重试；若再次失败，请报告 trace_id。",
        "The engine could not finish this request; nothing was changed. Try again, and report the "
        "trace_id if it fails again.",
    ),
    "engine_busy": (
        "计算引擎正忙，请稍后重试。",
        "The engine is busy; try again shortly.",
    ),
    "store_busy": (
        "数据库正忙，没有保存。请稍后重试。",
        "The database is busy and nothing was saved; try again shortly.",
    ),
    "store_full": (
        "磁盘已满，没有保存，也没有丢失。请腾出空间后重试。",
        "The disk is full: nothing was saved and nothing was lost. Free space and try again.",
    ),
    "not_ready": ("服务器尚未就绪。", "The server is not ready."),
    "web_not_built": (
        "浏览器端尚未构建，请先运行 make build。",
        "The browser application is not built; run make build first.",
    ),
    "internal": (
        "服务器内部错误。请报告 trace_id。",
        "An internal error. Report the trace_id.",
    ),
    **TABLE_TEXTS,
}


def choose_language(accept: str) -> str:
    """The language of an Accept-Language header: the first known one by weight, else Chinese."""
    best, best_weight = LANGUAGES[0], -1.0
    for part in accept[:1000].split(","):
        tag, _, weight_text = part.strip().partition(";q=")
        try:
            weight = float(weight_text) if weight_text else 1.0
        except ValueError:
            continue
        primary = tag.strip().lower().split("-")[0]
        known = {"zh": "zh-CN", "en": "en"}.get(primary)
        if known and 0 < weight <= 1 and weight > best_weight:
            best, best_weight = known, weight
    return best


def text(code: str, language: str, **values: object) -> str:
    """The message of `code`, filled in; the code itself for an engine's code.

    A value that is a pair is a text in Chinese and in English.
    """
    entry = MESSAGES.get(code)
    if entry is None:
        return code
    side = 0 if language == "zh-CN" else 1
    shown = {
        name: value[side] if isinstance(value, tuple) else value for name, value in values.items()
    }
    return entry[side].format_map(_Fill(shown))


class _Fill(dict):  # type: ignore[type-arg]
    """Leaves an unknown {name} standing instead of failing while an error is reported."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"

extension SiteText {
  /// The words of each text.
  static let table: [SiteText: (english: String, chinese: String)] = Dictionary(uniqueKeysWithValues: rows)

  private static let rows: [(SiteText, (english: String, chinese: String))] = [
    (.leaderboard, ("Leaderboard", "排行榜")),
    (
      .subtitle,
      (
        "{1} systems by {2}; {3} mean of ratios to the reference",
        "{1} 个系统，依据：{2}；相对于参考值的比值的{3}"
      )
    ),
    (.geometric, ("geometric", "几何平均")),
    (.arithmetic, ("arithmetic", "算术平均")),
    (.harmonic, ("harmonic", "调和平均")),
    (.skip, ("To the content", "跳到正文")),
    (.contents, ("Pages", "页面")),
    (.board, ("Leaderboard", "排行榜")),
    (.checkBundle, ("Check a bundle", "检验结果包")),
    (.feed, ("Feed", "订阅源")),
    (
      .footerPlain,
      (
        "The page holds no script and loads nothing. It follows from the records alone: whoever renders it again gets the same bytes.",
        "本页没有脚本，也不加载任何外部内容。它完全由记录生成：任何人重新生成都会得到相同的字节。"
      )
    ),
    (
      .footerScripted,
      (
        "The page loads nothing: its script stands in it, and its policy allows no other. It follows from the records alone: whoever renders it again gets the same bytes.",
        "本页不加载任何外部内容：脚本就在页内，安全策略不允许其他脚本。页面完全由记录生成：任何人重新生成都会得到相同的字节。"
      )
    ),
    (.known, ("What to know first", "须知")),
    (.notRanked, ("not ranked", "未排名")),
    (.note, ("note", "提示")),
    (.allSystems, ("all systems", "所有系统")),
    (.andMore, ("and {1} more", "以及另外 {1} 个")),
    (.reasonMissing, ("A metric that the formula needs is missing", "缺少公式所需的指标")),
    (.reasonNegative, ("A metric is negative", "指标为负")),
    (.reasonZero, ("A metric is zero where lower is better", "越低越好的指标为零")),
    (.reasonBeyond, ("A metric is too far from its reference", "指标与参考值相差过大")),
    (.reasonUnit, ("A metric is in another unit or direction", "指标的单位或方向不同")),
    (.reasonReference, ("A reference is not above zero", "参考值不大于零")),
    (.reasonWeights, ("The weights add up to nothing", "权重之和为零")),
    (.reasonFine, ("The weights are too fine", "权重过细")),
    (.reasonFormula, ("Nothing says how metrics become a score", "没有说明如何由指标得到分数")),
    (.reasonWork, ("Other work was done", "完成的工作不同")),
    (.reasonUnverified, ("Not verified", "未经验证")),
    (.reasonDisturbed, ("The host was disturbed", "主机受到干扰")),
    (.reasonNotIntact, ("A bundle is not intact", "结果包不完整")),
    (.reasonEmpty, ("There are no systems", "没有系统")),
    (.reasonRepeated, ("One bundle appears several times", "同一个结果包出现多次")),
    (.reasonRuns, ("Several runs of one system", "同一系统的多次运行")),
    (.reasonChange, ("Runs of different systems", "不同系统的运行")),
    (.reasonStray, ("Facts of no system here", "事实不属于此处任何系统")),
    (.reasonExpired, ("The scale has expired", "分级标准已过期")),
    (.reasonScope, ("The scale is for another kind of system", "分级标准适用于其他类型的系统")),
    (.reasonOther, ("Something to know", "须知事项")),
    (.filters, ("Filter", "筛选")),
    (.search, ("Search", "搜索")),
    (.kind, ("Kind", "类型")),
    (.division, ("Division", "分组")),
    (.standing, ("Standing", "验证情况")),
    (.all, ("all", "全部")),
    (.chip, ("chip", "芯片")),
    (.server, ("server", "服务器")),
    (.cluster, ("cluster", "集群")),
    (.model, ("model", "模型")),
    (.verified, ("verified", "已验证")),
    (.unverified, ("not verified", "未验证")),
    (.reproduced, ("reproduced by others", "他人已复现")),
    (.disturbed, ("disturbed", "受干扰")),
    (.byNobody, ("verified by nobody", "无人验证")),
    (.yourNeeds, ("Your own needs", "按您的需要")),
    (
      .weightsLead,
      (
        "Move a slider, and scores, intervals and grades are computed anew in this page from the leaves: the digits are those of `etalon rank` with the same weights.",
        "移动滑块，本页就会由叶子指标重新计算分数、区间和等级：每一位数字都与使用相同权重的 `etalon rank` 一致。"
      )
    ),
    (
      .ownWeights,
      (
        "These are your weights. Groups and ranges of ranks need the draws of the resampling and stand for the published weights alone, so they are left out.",
        "当前为您的权重。分组和名次范围需要重抽样数据，只对公布的权重成立，因此不显示。"
      )
    ),
    (.weightsNothing, ("The weights add up to nothing, so there is no score.", "权重之和为零，因此没有分数。")),
    (
      .weightsFine,
      (
        "These weights are finer than what is compared exactly; choose rounder ones.",
        "这些权重过细，无法精确比较；请取更整的值。"
      )
    ),
    (.requirements, ("What a system must have", "系统必须满足")),
    (.fact, ("Fact", "事实")),
    (.condition, ("Condition", "条件")),
    (.value, ("Value", "值")),
    (.addNeed, ("Add", "添加")),
    (.remove, ("Remove", "移除")),
    (.removeNeed, ("Remove the requirement on {1}", "移除对 {1} 的要求")),
    (.need, ("{1} {2} {3} {4}", "{1} {2} {3} {4}")),
    (.atLeast, ("at least", "至少")),
    (.atMost, ("at most", "至多")),
    (.oneOf, ("among its words", "包含")),
    (.fails, ("{1} is not {2} {3}", "{1} 不满足：{2} {3}")),
    (.unknownFact, ("nobody says its {1} ({2} {3} is wanted)", "没有人说明其 {1}（要求：{2} {3}）")),
    (.out, ("Out:", "不符合：")),
    (.reset, ("Published weights, no filter", "恢复公布的权重，取消筛选")),
    (.saveProfile, ("Save as profile.yaml", "另存为 profile.yaml")),
    (
      .shown,
      (
        "{1} of {2} that fit; {3} systems in all",
        "显示 {1} 个，符合条件 {2} 个，共 {3} 个系统"
      )
    ),
    (.showAll, ("Show all", "显示全部")),
    (
      .tableCaption,
      (
        "Systems, best first. The interval holds 95 %; systems that share a letter are not told apart at 5 %. The dashed line is the reference.",
        "系统按优劣排列。区间为 95 %；有相同字母的系统在 5 % 水平上无法区分。虚线为参考值。"
      )
    ),
    (.rank, ("Rank", "名次")),
    (.system, ("System", "系统")),
    (.grade, ("Grade", "等级")),
    (.score, ("Score", "分数")),
    (.interval, ("95 % interval", "95 % 区间")),
    (.group, ("Group", "组")),
    (.ranksHere, ("Ranks", "名次范围")),
    (.verifiedBy, ("Verified", "验证")),
    (.none, ("none", "无")),
    (.exact, ("exact", "精确")),
    (.range, ("{1} to {2}", "{1} 至 {2}")),
    (.gradeRange, ("{1} to {2}", "{1} 至 {2}")),
    (.capped, ("(capped)", "（受限）")),
    (.plots, ("Metric by metric", "逐项指标")),
    (
      .plotsLead,
      (
        "Each metric as a ratio to its reference, above 1 is better, with its 95 % interval. A plot is drawn when it is opened, of the systems that the filter leaves.",
        "每项指标为相对参考值的比值，大于 1 更好，附 95 % 区间。展开时绘制，只含筛选后的系统。"
      )
    ),
    (.ratio, ("Ratio", "比值")),
    (.more, ("{1} more are not drawn", "另有 {1} 个未绘制")),
    (.compare, ("Compare two", "比较两个系统")),
    (.first, ("First (A)", "第一个（A）")),
    (.second, ("Second (B)", "第二个（B）")),
    (.choose, ("choose", "请选择")),
    (.compared, ("A is {1}, B is {2}", "A 为 {1}，B 为 {2}")),
    (.aOverB, ("A over B", "A 与 B 之比")),
    (.noTest, ("There is no published test of this pair under these weights.", "在这些权重下没有公布这一对的检验。")),
    (
      .test,
      (
        "Two-sided p = {1}, after Holm over all pairs {2}.",
        "双侧 p = {1}，对所有配对作 Holm 校正后为 {2}。"
      )
    ),
    (
      .ratioNote,
      (
        "In the last column above 1 means that A is better, whichever side of the metric is better.",
        "最后一列大于 1 表示 A 更好，无论该指标越高还是越低为好。"
      )
    ),
    (.openPlans, ("Committed plans without a result", "已承诺而无结果的计划")),
    (
      .openLead,
      (
        "Somebody announced these runs in the log, and neither a result nor a reason for its absence is there.",
        "有人在日志中宣布了这些运行，但既没有结果，也没有说明原因。"
      )
    ),
    (
      .noOpenPlans,
      (
        "Every plan that the log has is there with its result or a reason.",
        "日志中的每个计划都有结果或原因。"
      )
    ),
    (.entry, ("Entry", "条目")),
    (.plan, ("Plan", "计划")),
    (.builder, ("By", "提交者")),
    (.time, ("Time", "时间")),
    (.scaleCard, ("Scale", "分级标准")),
    (
      .scaleWords,
      (
        "{1}, edition {2}, grades until {3}; the reference is in class {4}.",
        "{1}，{2} 版，有效至 {3}；参考值属于 {4} 级。"
      )
    ),
    (.scaleSigned, ("Signed by {1}.", "由 {1} 签名。")),
    (
      .scaleUnknown,
      (
        "Signed by the key {1}, which whoever made these pages does not know: the signature is not checked.",
        "由密钥 {1} 签名；本页作者不认识该密钥，签名未经检验。"
      )
    ),
    (.scaleUnsigned, ("Nobody signed this scale.", "此分级标准无人签名。")),
    (.classFrom, ("{1} from {2}", "{1}：自 {2}")),
    (.vetoWords, ("Beyond {2}, {1} holds a system at {3} or worse.", "{1} 超出 {2} 时，等级至多为 {3}。")),
    (.systemOf, ("System", "系统")),
    (.identity, ("What it is", "概况")),
    (.about, ("About", "说明")),
    (.root, ("Root", "根")),
    (.started, ("Began", "开始")),
    (.ended, ("Ended", "结束")),
    (.standingOf, ("What stands behind the numbers", "数字的依据")),
    (.leaves, ("Leaves", "叶子指标")),
    (
      .leavesLead,
      (
        "Every metric that counts, with its exact ratio to the reference.",
        "计入分数的每项指标，以及与参考值的精确比值。"
      )
    ),
    (.metric, ("Metric", "指标")),
    (.weight, ("Weight", "权重")),
    (.covers, ("The interval covers", "区间涵盖")),
    (.history, ("History", "历史")),
    (
      .historyLead,
      (
        "Runs of this system: the same host, targets and subjects. `etalon rank --history` tests such a series for changes.",
        "该系统的历次运行：相同的主机、目标和对象。`etalon rank --history` 可检验其变化。"
      )
    ),
    (.noHistory, ("This is its only run here.", "这里只有这一次运行。")),
    (.thisOne, ("this one", "本次")),
    (.difference, ("Environment beside the reference", "与参考系统的环境差异")),
    (.differenceLead, ("The reference is {1}.", "参考系统为 {1}。")),
    (.isReference, ("This system is the one that the others are compared with.", "其他系统与本系统比较。")),
    (.noDifference, ("No environment is recorded, so nothing is compared.", "没有环境记录，无法比较。")),
    (.notTold, ("not told", "未说明")),
    (.here, ("here", "本系统")),
    (.there, ("reference", "参考")),
    (.facts, ("Facts", "事实")),
    (.source, ("Source", "来源")),
    (.evidence, ("Evidence", "证据")),
    (.noScore, ("It has no score: {1}", "没有分数：{1}")),
    (.checkTitle, ("Check a bundle in the browser", "在浏览器中检验结果包")),
    (
      .checkLead,
      (
        "Choose or drop the folder of a bundle. Nothing leaves this page: it has no way to send anything.",
        "选择或拖入结果包的文件夹。任何内容都不会离开本页：它无法发送数据。"
      )
    ),
    (.chooseFolder, ("Choose a folder", "选择文件夹")),
    (.dropHere, ("or drop it here", "或拖放到此处")),
    (
      .needsScript,
      (
        "This page works with its own script, which your browser does not run. `etalon verify` does the same and more.",
        "本页依靠自带的脚本工作，而您的浏览器没有运行脚本。`etalon verify` 能做同样的以及更多的检验。"
      )
    ),
    (.holds, ("holds", "成立")),
    (.failsWord, ("fails", "不成立")),
    (.notChecked, ("not checked", "未检验")),
    (.manifest, ("Manifest", "清单")),
    (.manifestGood, ("all {1} files have the digest that the manifest says", "{1} 个文件的摘要都与清单一致")),
    (.manifestBad, ("{1} has another digest than the manifest says", "{1} 的摘要与清单不符")),
    (.manifestMissing, ("{1} is in the manifest and not in the folder", "{1} 在清单中但不在文件夹里")),
    (.manifestExtra, ("{1} is in the folder and not in the manifest", "{1} 在文件夹里但不在清单中")),
    (
      .manifestForm,
      (
        "the manifest is not in order, or has a path that must not be: {1}",
        "清单格式有误或含有不允许的路径：{1}"
      )
    ),
    (
      .noManifest,
      (
        "there is no manifest-sha256.txt, so this is no bundle",
        "没有 manifest-sha256.txt，这不是结果包"
      )
    ),
    (
      .rootWords,
      (
        "the root is {1}; compare it with one that you have from elsewhere",
        "根为 {1}；请与您从别处得到的根比较"
      )
    ),
    (.canonical, ("Canonical", "规范形式")),
    (.canonicalGood, ("{1} records are canonical JSON, byte for byte", "{1} 个记录逐字节为规范 JSON")),
    (.canonicalBad, ("{1} is not canonical JSON", "{1} 不是规范 JSON")),
    (.planWord, ("Plan", "计划")),
    (.planGood, ("the run names the plan that is there", "运行所指的计划就是包中的计划")),
    (.planBad, ("the run names another plan than the one that is there", "运行所指的计划不是包中的计划")),
    (.signature, ("Signature", "签名")),
    (
      .signatureGood,
      (
        "{1} is signed by the key {2}; whose key that is, you have to know from elsewhere",
        "{1} 由密钥 {2} 签名；密钥属于谁须从别处得知"
      )
    ),
    (.signatureBad, ("{1} is not signed by the key that it names", "{1} 的签名与其所指的密钥不符")),
    (
      .signatureKey,
      (
        "{1} says that the key {2} signed it; give the public key to check that",
        "{1} 声称由密钥 {2} 签名；请提供公钥以检验"
      )
    ),
    (.publicKey, ("Public key (PEM), if you have it", "公钥（PEM），如有")),
    (.signatureNone, ("nobody signed the bundle", "结果包没有签名")),
    (.signatureOther, ("{1} states something about another root", "{1} 说的是另一个根")),
    (
      .signatureUnable,
      (
        "this browser has no Ed25519, so signatures were not checked",
        "此浏览器不支持 Ed25519，因此未检验签名"
      )
    ),
    (.metricsWord, ("Metrics", "指标")),
    (.metricsGood, ("{1} metrics follow from the samples and results of the records", "{1} 项指标由记录中的样本与结果重新得出")),
    (.metricsBad, ("{1} is {2} in the records, and {3} follows from its samples", "{1} 的记录值为 {2}，由样本得出的是 {3}")),
    (
      .metricsLeft,
      ("{1} metrics are of kinds that this page does not derive; `etalon verify` does", "{1} 项指标不属于本页能推导的种类；`etalon verify` 可以推导")
    ),
    (.itemsWord, ("Items", "题目")),
    (.itemsGood, ("the results of evaluations are what their {1} items add up to", "评测结果与其 {1} 道题目的记录相符")),
    (.itemsBad, ("{1} is not what the items add up to", "{1} 与题目记录之和不符")),
    (.scoreWord, ("Score", "分数")),
    (.scoreTotal, ("the total score of the records follows from their metrics: {1}", "总分由指标重新得出：{1}")),
    (
      .scoreTotalBad,
      (
        "the total score does not follow from the metrics: {1} in the records, {2} here",
        "总分与指标不符：记录为 {1}，此处为 {2}"
      )
    ),
    (.scoreNone, ("the plan has no weighting, so there is no total score", "计划没有权重，因此没有总分")),
    (.limits, ("What this page does not check", "本页不检验的内容")),
    (
      .limit1,
      (
        "It derives values, not their intervals, and judges no reply anew: items count with the outcomes that they have. `etalon verify` does both.",
        "只推导数值而不推导区间，也不重新评判回答：题目按记录中的结果计入。`etalon verify` 两者都做。"
      )
    ),
    (
      .limit2,
      (
        "It does not know whose a key is, and reads no policy, no time stamp, no log and no endorsement.",
        "不知道密钥属于谁，也不读取策略、时间戳、日志和背书。"
      )
    ),
    (
      .limit3,
      (
        "It runs nothing again: whether the numbers come out elsewhere, only `etalon verify --reproduce` shows.",
        "不重新执行：数字在别处能否重现，只有 `etalon verify --reproduce` 能够说明。"
      )
    ),
    (.working, ("working…", "正在检验…")),
    (.verdictGood, ("Intact as far as this page looks", "就本页检验范围而言完整")),
    (.verdictBad, ("Not intact", "不完整")),
    (.feedTitle, ("{1}: results", "{1}：结果")),
    (.feedEntry, ("score {1} ({2} to {3})", "分数 {1}（{2} 至 {3}）")),
  ]
}

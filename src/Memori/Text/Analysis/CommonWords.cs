using System.Collections.Frozen;

namespace Memori.Text.Analysis;

/// <summary>
/// Words that everybody uses of everything. Among a hundred memories such a word may be rare, and is none the less no sign of what is meant.
/// </summary>
internal static class CommonWords
{
    private const string English =
        """
        time day year week month hour minute morning afternoon evening night today tomorrow yesterday date moment while weekend season
        people person man woman guy everyone everybody someone somebody anyone anybody nobody everything something anything nothing
        way part place case point number world life hand side end line area fact word bit lot kind type sort form name question problem idea plan reason result
        example rule answer order list group level step set piece half rest amount size detail matter situation situation option choice
        use make know take see come think look want give find tell ask seem feel try leave call need help start show hear run move live
        believe hold bring happen write sit stand lose meet include continue learn change lead understand watch follow stop create speak read allow add
        spend grow open walk offer remember consider appear wait serve send expect build stay fall reach remain suggest raise pass require decide pull say
        talk mean turn put keep work begin become describe mention discuss plan agree prefer recommend settle choose pick handle deal involve receive provide
        share join enjoy hope like love care mind notice realize realise check finish end close cause
        good new first second third last long great little old right big high different small large next early late young important bad able best better well
        even still back away around together always often sometimes usually currently now later soon recently originally finally eventually exactly
        favorite favourite interesting nice fun sure certain special specific particular main recent current whole full real true possible likely
        maybe probably actually almost already instead ago quite rather enough several various couple
        two three four five six seven eight nine ten hundred thousand
        """;

    private const string Chinese =
        """
        时候 时间 现在 目前 最后 最终 开始 以后 之后 之前 以前 后来 今天 明天 昨天 已经 需要 应该 觉得 知道 看到 听说 希望 建议 告诉 问题 事情 东西 地方 方面 情况
        原因 办法 方式 方法 样子 一个 一些 一下 一点 一次 一起 一直 一般 每天 每个 每次 每周 大家 自己 别人 家里 名字 主要 重要 特别 非常 比较 基本 分别 各自 包括 其他
        另外 然后 打算 准备 决定 选择 安排 处理 发生 发现 出现 变化 改变 结果 原来 本来 最初 当时 最近 上次 下次 第一 第二 两个 三个 本周 这周 上周 下周 今年 去年 明年
        刚才 刚刚 马上 经常 有时 通常 平时 具体 大概 左右 之间 其中 全部 所有 部分 提到 说过 认为 描述 介绍 使用 进行 完成 结束 参加 提出 采用 确定 记得 属于 关于 以下
        最新 最早 最高 最低 最大 最小 最好 那天 那次 这次 这样 那样 同样 一样 不同 相关 哪位 如此 算是 只是 还是 都是 真的 确实 其实 首先 接着 当天 当初 原因 理由 内容 类型
        """;

    private static readonly FrozenSet<string> Terms = English.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(word => EnglishStemmer.Stem(IrregularForms.BaseOf(word)))
        .Concat(Chinese.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a term is such a word.</summary>
    public static bool Contains(string term) => Terms.Contains(term);
}

using Memori.Text;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Verification;
using Memori.Text2Sql.Verification.Calibration;

namespace Memori.Text2Sql.Answering;

/// <summary>Something that makes an answer surer or less sure.</summary>
/// <param name="Effect"><c>raises</c> or <c>lowers</c>.</param>
/// <param name="Code">Its stable code: one of a finding or <c>agreement</c>, <c>verified-before</c>, <c>understood</c>, <c>strange-words</c>, <c>close-reading</c>, <c>other-columns</c>, <c>readings-agree</c>, <c>readings-differ</c>, <c>empty</c>, <c>guessed</c>, <c>ambiguous</c>, <c>attempts</c>.</param>
/// <param name="Text">What it is, for a person, in the language of the answer.</param>
public sealed record ConfidenceReason(string Effect, string Code, string Text);

/// <summary>Says in words what the confidence of an answer was made from. The weights are the models' (docs/confidence.md); only what a person can act on or check is said.</summary>
internal static class ConfidenceReasons
{
    private const int Most = 6;

    // Of the reading's score; the next one could as well have been meant.
    private const double CloseMargin = 0.1;

    // Below it, a column was chosen for a word that it fits only roughly.
    private const double RoughFit = 0.6;

    /// <summary>The reasons of <paramref name="best"/>, those against it first.</summary>
    public static IReadOnlyList<ConfidenceReason> Of(LadderResult found, VerifiedQuery best, Language language) =>
        [.. Against(best).Select(reason => new ConfidenceReason("lowers", reason.Code, reason.Text.In(language)))
            .Concat(For(found, best).Select(reason => new ConfidenceReason("raises", reason.Code, reason.Text.In(language)))).Take(Most)];

    private static IEnumerable<(string Code, LocalizedText Text)> Against(VerifiedQuery best)
    {
        foreach (var finding in best.Findings)
        {
            yield return (finding.Code, finding.Text);
        }

        if (Signalled(best, Signal.Empty) > 0)
        {
            yield return ("empty", new("The result is empty.", "结果为空。"));
        }

        if (Signalled(best, Signal.RivalsDiffer) > 0)
        {
            yield return ("readings-differ", new("Another reading of the question gives other rows.", "对问题的另一种理解会得到不同的结果。"));
        }

        // Words of time and of amounts are used although the database knows none of them.
        if (Signalled(best, Signal.Strange) is > 0 and var strange && Signalled(best, Signal.Coverage) < 1)
        {
            yield return ("strange-words", strange < 2
                ? new("A word of the question means nothing in this database.", "问题中有一个词在此数据库中没有对应内容。")
                : new($"{strange:0} words of the question mean nothing in this database.", $"问题中有 {strange:0} 个词在此数据库中没有对应内容。"));
        }

        if (best.Signals.TryGetValue(Signal.Margin, out var margin) && margin < CloseMargin)
        {
            yield return ("close-reading", new("Another reading is about as likely.", "还有一种可能性相近的理解。"));
        }

        if (best.Signals.TryGetValue(Signal.WorstFit, out var fit) && fit < RoughFit)
        {
            yield return ("other-columns", new("A column fits its words only roughly.", "有一列与问题中的词只是大致相符。"));
        }

        if (Signalled(best, Signal.SaysGuessed) > 0)
        {
            yield return ("guessed", new("The model says that it guessed a value.", "模型表示有一个值是猜测的。"));
        }

        if (Signalled(best, Signal.SaysAmbiguous) > 0)
        {
            yield return ("ambiguous", new("The model says that the question can be read in several ways.", "模型表示该问题有多种理解。"));
        }

        if (Signalled(best, Signal.Failures) is > 0 and var failures)
        {
            yield return ("attempts", new($"{failures:0} attempts failed before it.", $"此前有 {failures:0} 次尝试失败。"));
        }
    }

    private static IEnumerable<(string Code, LocalizedText Text)> For(LadderResult found, VerifiedQuery best)
    {
        if (best.Generator == "remembered")
        {
            yield return ("verified-before", new("A question like this was verified before.", "类似的问题此前已验证过。"));
        }

        if (found.Standings is [{ Members.Count: > 1 and var alike }, ..])
        {
            yield return ("agreement", new($"{alike} answers, made apart, give these rows.", $"{alike} 个独立得到的答案给出相同的结果。"));
        }

        if (Signalled(best, Signal.RivalsAgree) > 0)
        {
            yield return ("readings-agree", new("Other readings of the question give the same rows.", "对问题的其他理解得到相同的结果。"));
        }

        if (Signalled(best, Signal.Coverage) >= 1)
        {
            yield return ("understood", new("Every word of the question was used.", "用到了问题中的每个词。"));
        }
    }

    private static double Signalled(VerifiedQuery query, string signal) => query.Signals.GetValueOrDefault(signal);
}

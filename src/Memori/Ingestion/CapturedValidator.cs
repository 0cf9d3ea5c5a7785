using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Memori.Text;

namespace Memori.Ingestion;

/// <summary>What was captured must be sure enough, short enough, and not the text of a failure. What a person said or stated is never judged by it.</summary>
internal sealed partial class CapturedValidator(WritingOptions options) : IMemoryValidator
{
    private const int LongestFailure = 400;

    private static readonly MemoryRefusal Failure = new("failure-text", new LocalizedText(
        "An error message or an empty result is not remembered.", "错误信息或空结果不会被记住。"));

    public MemoryRefusal? Check(Memory memory)
    {
        if (memory.Mode != MemoryMode.Auto)
        {
            return null;
        }

        if (memory.Confidence < options.MinimumConfidence)
        {
            return new MemoryRefusal("confidence-too-low", new LocalizedText(
                $"A captured memory needs a confidence of {options.MinimumConfidence:0.##} or more.", $"自动记忆的置信度须不低于 {options.MinimumConfidence:0.##}。"));
        }

        if (Reconciliation.Applies(memory.Kind) && memory.Content.Length > options.MaximumFactLength)
        {
            return new MemoryRefusal("content-too-long", new LocalizedText(
                $"A captured fact has at most {options.MaximumFactLength} characters.", $"自动提取的记忆最多 {options.MaximumFactLength} 个字符。"));
        }

        return !IsSaidByAPerson(memory) && IsFailure(memory.Content) ? Failure : null;
    }

    /// <summary>Whether the text as a whole reports a failure or that there is nothing.</summary>
    public static bool IsFailure(string text)
    {
        var trimmed = text.Trim();
        return (trimmed.Length <= LongestFailure && (Report().IsMatch(trimmed) || Status().IsMatch(trimmed))) || IsTrace(trimmed);
    }

    private static bool IsTrace(string text) => StackLine().Count(text) is var frames and > 0 && frames * 2 >= text.Count(c => c == '\n') + 1;

    private static bool IsSaidByAPerson(Memory memory) => memory.Kind == MemoryKind.Conversation
        && (memory.Speaker == "user" || (memory.Metadata?["role"] is JsonValue value && value.TryGetValue<string>(out var role) && role == "user"));

    [GeneratedRegex(
        @"^\W*(?:(?:an? )?(?:\w+ )?(?:error|exception)(?: occurred| has occurred)?\s*(?::|$|\.)|(?:\w+\.)*\w+(?:Exception|Error)\b\s*(?::|$)|(?:the )?(?:processing|request|query|operation|extraction|generation|connection|execution)(?: has)? (?:failed|timed out|was (?:aborted|cancelled|canceled))|failed to \w+|(?:sorry,? )?(?:but )?(?:(?:i (?:do not|don['’]t) know|i['’]m not sure|i am not sure)(?: (?:that|this|the answer|about (?:that|this)))?\W*$|i (?:can(?:no|['’])t|could not|couldn['’]t|am unable to|['’]m unable to) (?:process|find|answer|help|complete|do|generate|access|retrieve)\b.*)|no (?:results?|data|rows?|records?|matches|answer|memories)(?: (?:found|returned|available))?\W*$|0 rows?\W*(?:returned|affected)?\W*$|something went wrong|(?:undefined|null|none|nan|n/a|empty|\[\]|\{\}|\[object object\])\W*$|segmentation fault|internal server error|service unavailable|bad gateway|gateway time-?out|too many requests|rate limit exceeded|permission denied|access denied|unauthorized\W*$|forbidden\W*$)|^\W*(?:处理失败|请求失败|查询失败|执行失败|操作失败|连接失败|生成失败|提取失败|(?:发生|出现)(?:了)?(?:错误|异常)|系统(?:错误|异常|繁忙)|服务器(?:错误|异常|内部错误)|(?:错误|异常)\s*[::]|(?:抱歉|对不起)?[,,]?我?(?:不知道|不清楚|无法(?:回答|处理|完成|访问|生成).{0,20})\W*$|(?:没有|无|未)(?:找到|查到|查询到)?(?:任何|相关|符合条件的)?(?:结果|数据|记录|内容)\W*$|超时)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Report();

    [GeneratedRegex(@"^\W*(?:HTTP(?:/\d(?:\.\d)?)?\s*)?(?:status(?: code)?\s*:?\s*)?[45]\d\d\s*(?:$|[:\-—–]|\(|(?:bad request|unauthori[sz]ed|forbidden|not found|conflict|gone|too many|internal|not implemented|bad gateway|service|gateway|payload|method|request))|^\W*HTTP(?:/\d(?:\.\d)?)?\s*[45]\d\d\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Status();

    [GeneratedRegex(@"^\s*(?:at [\w.<>`$\[\],]+\s*\(.*\).*|File "".*"", line \d+.*|Traceback \(most recent call last\):.*|Caused by: .*|--- End of .*|\.\.\. \d+ more)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex StackLine();
}

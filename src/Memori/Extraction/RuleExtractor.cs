using System.Text.RegularExpressions;
using Memori.Ingestion;
using Memori.Text;

namespace Memori.Extraction;

/// <summary>
/// Extracts without a model, in English and Chinese, from what the person said alone: names, places, work, family, likes, standing rules,
/// definitions, decisions, corrections. It would rather miss a fact than make one up: questions, suppositions, quotations, third persons,
/// code, logs and material for a task make nothing. Thread-safe.
/// </summary>
public sealed partial class RuleExtractor : IMemoryExtractor
{
    /// <summary>The value of a form that is said without the word that would turn it round.</summary>
    private const string Plain = "+";

    /// <inheritdoc/>
    public string Name => "rules";

    /// <inheritdoc/>
    public bool NeedsKnown => false;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ExtractedMemory>> ExtractAsync(ExtractionContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Extract(context.UserMessage, context.SaidAt));

    /// <summary>What a person's message states that is worth remembering, in the order of the message; of one slot the last value.</summary>
    internal static IReadOnlyList<ExtractedMemory> Extract(string message, DateTimeOffset saidAt)
    {
        var found = new List<ExtractedMemory>();
        foreach (var sentence in Statements.Of(message))
        {
            foreach (var memory in OfSentence(sentence, saidAt))
            {
                found.RemoveAll(earlier => earlier.Content == memory.Content || (memory.Slot is not null && earlier.Slot == memory.Slot));
                found.Add(memory);
            }
        }

        return found;
    }

    private static List<ExtractedMemory> OfSentence(string sentence, DateTimeOffset saidAt)
    {
        if (Doubt.Is(sentence))
        {
            return [];
        }

        var isChinese = LanguageDetection.Detect(sentence) == Language.Chinese && HanShare(sentence) > 0.2;
        var statement = Trim(Aside().Replace(sentence, ""));
        var correction = Correction().Match(statement);
        statement = Trim(statement[correction.Length..]);
        var told = Telling().Match(statement);
        var order = statement;
        statement = Trim(statement[told.Length..]);
        if (Match(isChinese ? ChineseRules.Sentences : EnglishRules.Sentences, told.Success ? [statement, order] : [statement], saidAt) is { } whole)
        {
            return [whole];
        }

        IReadOnlyList<Rule> rules = isChinese ? ChineseRules.Clauses : EnglishRules.Clauses;
        var clauses = (isChinese ? ChineseClauses(statement) : EnglishClause().Split(statement)).Select(clause => Match(rules, [Trim(Aside().Replace(clause, ""))], saidAt, statement)).OfType<ExtractedMemory>().ToList();
        if (clauses.Count > 0)
        {
            return clauses;
        }

        return correction.Success && Match([isChinese ? ChineseRules.Correction : EnglishRules.Correction], [statement], saidAt) is { } corrected ? [corrected]
            : told.Success && Match([EnglishRules.Told], [statement], saidAt) is { } remembered ? [remembered]
            : [];
    }

    private static ExtractedMemory? Match(IReadOnlyList<Rule> rules, IReadOnlyList<string> texts, DateTimeOffset saidAt, string? sentence = null)
    {
        foreach (var rule in rules)
        {
            foreach (var text in texts)
            {
                if (text.Length > 1 && rule.Pattern.Match(text) is { Success: true } match)
                {
                    return ToMemory(rule, match, text, Valid(rule, match, text, sentence, saidAt), saidAt);
                }
            }
        }

        return null;
    }

    private static (DateTimeOffset? From, DateTimeOffset? To) Valid(Rule rule, Match match, string text, string? sentence, DateTimeOffset saidAt)
    {
        var meaning = rule.Name == Rule.Definition ? match.Groups["value"] is { Success: true } value ? value.Index..(value.Index + value.Length) : 0..text.Length : default;
        var valid = SpokenTime.Of(text, saidAt, rule.Kind, meaning);
        return valid is (null, null) && sentence is not null ? SpokenTime.Of(sentence, saidAt, rule.Kind) : valid;
    }

    private static ExtractedMemory ToMemory(Rule rule, Match match, string text, (DateTimeOffset? From, DateTimeOffset? To) valid, DateTimeOffset saidAt)
    {
        var slot = rule.Slot is null ? null : SlotGroup().Replace(rule.Slot, group => group.Groups["name"].Value == "pair" ? Pair(match) : Normal(match.Groups[group.Groups["name"].Value].Value));
        if (slot?.EndsWith('.') == true)
        {
            slot = null;
        }

        return new ExtractedMemory
        {
            Content = text,
            Kind = rule.Kind,
            Confidence = rule.Confidence,
            Importance = rule.Importance,
            Slot = slot is { Length: <= 120 } ? slot : null,
            Value = rule.Constant ?? (match.Groups["value"] is { Success: true } value ? value.Length == 0 ? Plain : Value(value.Value) : null),
            Entities = Entities(text),
            ValidFrom = valid.From,
            ValidTo = valid.To > saidAt ? valid.To : null,
            Reason = rule.Name,
        };
    }

    /// <summary>Clauses that begin with their own subject; one that lacks it goes on speaking of the person.</summary>
    private static IEnumerable<string> ChineseClauses(string statement)
    {
        var isMine = false;
        foreach (var clause in ChineseClause().Split(statement).Where(clause => clause.Length > 0))
        {
            var goesOn = isMine && Continues().IsMatch(clause);
            isMine = goesOn || OfMyself().IsMatch(clause);
            yield return goesOn ? "我" + clause : clause;
        }
    }

    /// <summary>The two that are compared, whichever is preferred.</summary>
    private static string Pair(Match match) => string.Join(" / ", new[] { Normal(match.Groups["value"].Value), Normal(match.Groups["other"].Value) }.Order(StringComparer.Ordinal));

    private static string Value(string text) => Trim(ValueEnd().Replace(text, ""));

    private static string Normal(string text) => string.Join(' ', Wording.Of(Value(text)));

    private static string Trim(string text) => text.Trim().TrimEnd('.', '!', '。', '！', ';', '；', ',', '，', '~', '～', '…', ' ').TrimStart(',', '，', '.', '-', '—', '*', '•', ':', '：', ' ');

    private static double HanShare(string text) => (double)text.Count(c => LanguageDetection.IsHan(c)) / text.Count(char.IsLetterOrDigit);

    private static string[] Entities(string text) => [.. Entity().Matches(text).Select(match => match.Groups["name"].Value.Trim()).Distinct().Take(8)];

    /// <summary>What is said on the way to the statement.</summary>
    [GeneratedRegex(@"^(?:(?:hi|hello|hey|oh|ah|well|so|ok(?:ay)?|yes|yeah|yep|sure|right|thanks?(?: you)?|thank you|great|cool|and|but|also|btw|fyi|by the way|just so you know|just to let you know|for your information|for the record|for context|for reference|note|in case (?:you need it|it helps)|as (?:you know|i said|i mentioned)|to be clear|to be honest|honestly|quick note|one more thing|another thing|first|first of all|second|finally|anyway|plus|besides|there|everyone|all|good (?:morning|afternoon|evening)|nice to meet you|let me introduce myself)(?=[,.!:\- ]|$)[,.!:\-]*\s*)+(?=\S)|^(?:(?:大家好|你好|您好|嗨|哈喽|嗯+|哦|啊|对了|顺便(?:说一下|说一句|提一下|告诉你)|补充(?:一下|一点|说明)?|说明一下|另外|还有|再说一下|首先|其次|最后|其实|说实话|老实说|告诉你|跟你说|先说一下|介绍一下|自我介绍一下|好的?|行|是的|没错|谢谢|那)[，,。!!::、\s]+)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Aside();

    [GeneratedRegex(@"^(?:(?:no|nope|wrong|incorrect|correction|not quite|not exactly|actually|sorry|i was wrong|i made a mistake|that(?:'s| is| was) (?:wrong|not right|incorrect|not correct|not true|a mistake|outdated|out of date)(?: now)?|you(?:'re| are) wrong|you got (?:it|that) wrong|let me correct (?:that|myself|you))[,.:;!\-—–]+\s*(?:actually,?\s*)?)+|^actually\s+(?=(?:i|my|our|we)\b)|^(?:(?:不对|不是(?:的|这样的?)?|错了|说错了|我说错了|(?:你|这)(?:说|搞|弄|理解|记)?(?:得)?(?:错|不对)了?|更正(?:一下)?|纠正(?:一下|你)?|修正一下|这(?:是)?不对|这是错的)[，,。!!::、\s]+)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Correction();

    [GeneratedRegex(@"^(?:please\s+)?(?:remember(?: that|:|,)?|keep in mind(?: that|:|,)?|bear in mind(?: that|:|,)?|note(?: that|:|,)|don't forget(?: that|:|,)|do not forget(?: that|:|,)|make a note(?: that|:|,)?|take note(?: that|:|,)|save this:|write down(?: that|:|,)?)\s+(?=\S)|^(?:请)?(?:你)?(?:帮我|一定要?|要|都)?(?:记住|记一下|记下来?|记着|牢记|记录一下|别忘了|不要忘了|不要忘记|注意)(?:了)?[，,::]?\s*(?=\S)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Telling();

    [GeneratedRegex(@"(?:,\s*|\s+)(?:and|but|so|because|since|also)\s+(?=(?:i|i'm|i've|my|our|we)\b)|,\s*(?=(?:i|i'm|i've|my|our)\s)|\s+[-–—]\s+|;\s*|,\s*(?=born\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex EnglishClause();

    [GeneratedRegex(@"[，,;；、](?=\s*(?:我|也|还|在|是|住|叫|来自|负责|今年|喜欢|不喜欢|讨厌|爱|养|有|对|平时|一般|家|老家|主要|目前|现在|会|不吃|不喝|已婚|单身|但|因为|所以|而且|并且|请|你))\s*(?:但是?|因为|所以|而且|并且)?|[，,]\s*", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseClause();

    /// <summary>Speaks of the person, not of what or who is theirs.</summary>
    [GeneratedRegex(@"^我(?:叫|是|在|住在|来自|今年|现在|目前|平时|一般|喜欢|不喜欢|讨厌|特别|很|更|最|非常|比较|有|养|负责|主要|对|会|已婚|单身|也|还|从事|担任|毕业|就职|任职|不吃|不喝)(?!.*的那)")]
    private static partial Regex OfMyself();

    [GeneratedRegex(@"^(?:也|还|现在|目前|主要|平时|一般|今年)*(?:在|是|住|来自|负责|[0-9]{1,3}岁|喜欢|不喜欢|讨厌|爱|养|有[一二两三0-9]|对.+过敏|老家|家住|会[说讲弹]|不吃|不喝|已婚|单身|担任|从事|习惯)")]
    private static partial Regex Continues();

    [GeneratedRegex(@"\s+(?:now|currently|any ?more|since|from now on|starting|as of|for (?:over |about |more than )?\w+ years?|with my|at the moment|these days|nowadays|instead|already|from next|next (?:week|month|year)|in (?:january|february|march|april|may|june|july|august|september|october|november|december))\b.*$|(?:了|吧|哦|啊|的)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ValueEnd();

    [GeneratedRegex(@"\{(?<name>\w+)\}")]
    private static partial Regex SlotGroup();

    [GeneratedRegex(@"(?<=[\p{Ll}\p{N},;:]\s|[\u4e00-\u9fff]|^)(?<name>(?!I\b|I'|My\b|Our\b|We\b|The\b|From\b|Please\b|When|By\b|Always\b|Never\b|Let\b|Call\b|It\b|In\b|Use\b|And\b|For\b|Do\b|Don)\p{Lu}[\p{L}\p{N}&_\-]*(?:\s\p{Lu}[\p{L}\p{N}&_\-]*)*)|[“""「『](?<name>[^”""」』]{1,40})[”""」』]")]
    private static partial Regex Entity();
}

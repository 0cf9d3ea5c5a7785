using System.Text;
using System.Text.RegularExpressions;
using Memori.Ingestion;

namespace Memori.Extraction;

/// <summary>Splits what a person wrote into sentences, without what is not their own statement: code, quotations, logs, material for a task.</summary>
internal static partial class Statements
{
    /// <summary>Beyond this many UTF-16 code units a text is material, not talk.</summary>
    private const int MostCharacters = 8_000;

    /// <summary>A longer sentence states too much to be one memory.</summary>
    private const int LongestSentence = 400;

    /// <summary>The sentences in order, each with the mark that ends it.</summary>
    public static IEnumerable<string> Of(string text)
    {
        text = (text.Length > MostCharacters ? TurnText.CutAtSentence(text, MostCharacters) : text).Replace('’', '\'').Replace('‘', '\'');
        text = Quote().Replace(Code().Replace(text, "\n"), "\n");
        foreach (var line in text.Split('\n'))
        {
            if (Material().IsMatch(line))
            {
                continue;
            }

            foreach (var sentence in Split(line))
            {
                if (Task().Match(sentence) is { Success: true } task)
                {
                    if (task.Groups["rest"].Success || task.Groups["play"].Success || sentence.AsSpan().ContainsAny(":：\"“「"))
                    {
                        yield break;
                    }

                    continue;
                }

                if (sentence.Length <= LongestSentence)
                {
                    yield return sentence;
                }
            }
        }
    }

    private static IEnumerable<string> Split(string line)
    {
        var sentence = new StringBuilder();
        for (var i = 0; i < line.Length; i++)
        {
            sentence.Append(line[i]);
            if (!IsEnd(line, i) || (i + 1 < line.Length && IsEnd(line, i + 1)))
            {
                continue;
            }

            if (sentence.ToString().Trim() is { Length: > 1 } whole)
            {
                yield return whole;
            }

            sentence.Clear();
        }

        if (sentence.ToString().Trim() is { Length: > 1 } last)
        {
            yield return last;
        }
    }

    /// <summary>Whether a sentence ends with a character of a line.</summary>
    public static bool IsEnd(string line, int i) => line[i] is '。' or '！' or '？' or '；' or '…'
        || (line[i] is '.' or '!' or '?' or ';' && (i + 1 == line.Length || char.IsWhiteSpace(line[i + 1]) || line[i + 1] is '.' or '!' or '?') && !Abbreviation().IsMatch(line[..(i + 1)]));

    [GeneratedRegex(@"```.*?(?:```|$)|~~~.*?(?:~~~|$)|<(?<tag>pre|code|script|style)\b.*?(?:</\k<tag>>|$)", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    /// <summary>Quoted lines of a mail or of Markdown.</summary>
    [GeneratedRegex(@"^\s*[>＞|].*$", RegexOptions.Multiline)]
    private static partial Regex Quote();

    /// <summary>Lines of code, SQL, logs, mail headers and chat transcripts.</summary>
    [GeneratedRegex(
        @"^\s*(?:select|insert into|update|delete from|create (?:table|view|index)|alter table|drop table|with \w+ as)\b.*(?:\b(?:from|set|values|select|on|by|is not null|is null)\b|[=*()<>])|^\s*(?:\{|\}|\[|//|/\*|\*/|#!|--\s|import |using |public |private |def |class |function |const |let \w+ =|var |return\b|if \(|for \(|while \(|at \w+[\w.]*\()|[;{]\s*$|^\s*\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|^\s*\[?(?:INFO|WARN(?:ING)?|ERROR|DEBUG|TRACE|FATAL)\b\]?:?|^\s*(?:From|To|Cc|Subject|Date|Sent|User|Assistant|System|Human|AI|Bot|Customer|Agent|Q|A|用户|助手|系统|客户|客服|主题|发件人|收件人)\s*[:：]|^\s*\w+(?:\.\w+)+\(|^\s*</?\w+[^>]*>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Material();

    /// <summary>Asks for something to be done with a text, or to play a part: what follows is no statement of the person's own.</summary>
    [GeneratedRegex(
        @"^(?:(?:ok(?:ay)?|hi|hello|hey|so|now|then|and)[,.!]?\s+)*(?:(?:can|could|would|will) you\s+|i (?:need|want|would like|'d like) you to\s+|help me\s+(?:to\s+)?|please\s+|pls\s+|let's\s+)*(?:translate|summari[sz]e|rewrite|rephrase|paraphrase|proofread|correct (?:this|the|my)|fix (?:this|the|my)|edit (?:this|the|my)|explain|write|draft|compose|complete (?:this|the)|continue (?:this|the)|classify|extract|analy[sz]e|improve|polish|(?<play>role-?play|pretend|imagine|act as|you are (?:now )?(?:an?|the)|in this story|once upon a time)|repeat after me|say this|here is|here's|the following|how do you say|how would you say|what does)\b(?<rest>(?=[^:：]*[:：])|(?=.*[""“「]))?|^(?:好的?|那|请|麻烦(?:你)?|帮我|帮忙|能不能|可以|你|给我|现在|,|，)*(?:把(?:下面|这|以下)[^，。]*)?(?:翻译|润色|总结(?:一下)?(?:这|下面|以下)|改写|续写|写(?:一?[封段篇首个条份]|个)|造句|(?<play>扮演|假装|模仿|想象|现在是(?!中|上|下|早|晚|凌|几|周|[0-9]))|解释(?:一下)?(?:这|下面|以下|“)|校对|以下是|下面是|用英[文语]怎么说)(?<rest>(?=[^:：]*[:：])|(?=.*[“「""]))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Task();

    [GeneratedRegex(@"(?:\b(?:mr|mrs|ms|dr|prof|st|vs|etc|e\.g|i\.e|approx|no|inc|ltd|co|corp|dept|u\.s|u\.k|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|\b\p{Lu})\.$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Abbreviation();
}

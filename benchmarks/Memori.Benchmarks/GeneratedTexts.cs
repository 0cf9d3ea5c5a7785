using System.Globalization;

namespace Memori.Benchmarks;

/// <summary>
/// Conversations of two people made from a seed: words of a made-up English and of Chinese characters, drawn by Zipf's law,
/// three quarters of the sessions English. Every hundredth turn is a needle: two words that are rare apart and nowhere else together,
/// said in one turn, or asked in one turn and answered in the next without them.
/// </summary>
internal sealed class GeneratedTexts
{
    private const int SessionLength = 30;
    private const string Han =
        "天地人山水火土木金石田禾米竹衣食住行车船马牛羊鱼鸟花草春夏秋冬风雨雪云星月日光影声色香味红黄蓝绿白黑城市街巷桥路门窗桌椅灯书画琴棋诗歌舞剧学校医院商店银行公园工厂机场海湖江河岛岸港湾东西南北左右前后高低长短新旧快慢轻重冷热早晚老少男女父母兄弟姐妹亲朋师生客户项目计划会议合同报告数据系统网络电话邮件账单";

    private static readonly string[] Function = ["the", "a", "of", "to", "and", "in", "is", "was", "that", "for", "it", "with", "on", "my", "we", "at", "this", "have", "you", "not"];
    private static readonly string[] Onsets = ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "br", "cl", "dr", "gr", "pl", "st", "tr"];
    private static readonly string[] Nuclei = ["a", "e", "i", "o", "u", "ai", "ea", "oo"];
    private static readonly string[] Codas = ["", "l", "m", "n", "r", "t", "k", "nd", "rt", "sh"];

    private readonly Random _random;
    private readonly string[] _english;
    private readonly string[] _chinese;
    private readonly double[] _english10;
    private readonly double[] _chinese10;

    public GeneratedTexts(int seed)
    {
        _random = new Random(seed);
        _english = [.. Distinct(EnglishWord).Take(20_000)];
        _chinese = [.. Distinct(ChineseWord).Take(8_000)];
        _english10 = Cumulative(_english.Length);
        _chinese10 = Cumulative(_chinese.Length);
    }

    /// <summary>The turns, and the questions on the needles among them.</summary>
    public (List<Turn> Turns, List<Needle> Needles) Make(int count)
    {
        var turns = new List<Turn>(count);
        var needles = new List<Needle>();
        var start = new DateTimeOffset(2020, 1, 1, 8, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < count; i++)
        {
            var session = i / SessionLength;
            var isChinese = session % 4 == 3;
            var (place, kind) = (i % 100, i / 100 % 2);
            var text = isChinese ? Chinese(8 + _random.Next(18)) : English(6 + _random.Next(22));
            if (place == 50)
            {
                var (first, second) = isChinese ? (_chinese[^(1 + _random.Next(4000))], _chinese[^(1 + _random.Next(4000))]) : (_english[^(1 + _random.Next(10_000))], _english[^(1 + _random.Next(10_000))]);
                var isAsked = kind == 1 && i % SessionLength < SessionLength - 1;
                text = isChinese ? $"{text[..4]}{first}{text[4..]}{second}" : $"{text} {first}s {second}s";
                text = isAsked ? text + (isChinese ? "？" : "?") : text;
                var question = isChinese ? $"请问{first}和{second}是什么?" : $"What about the {first} and the {second}?";
                needles.Add(new Needle(question, Id(isAsked ? i + 1 : i), isAsked, isChinese));
            }

            turns.Add(new Turn(Id(i), string.Create(CultureInfo.InvariantCulture, $"s{session}"), i % 2 == 0 ? "Ann" : "Ben", start.AddMinutes(i), text));
        }

        return (turns, needles);
    }

    /// <summary>Questions of common words, as people ask them: each has words that thousands of turns have.</summary>
    public List<string> Questions(int count) =>
        [.. Enumerable.Range(0, count).Select(i => i % 4 == 3 ? $"{Chinese(6)}是什么?" : $"What did we say about {English(7)}?")];

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"m{number}");

    private static double[] Cumulative(int count)
    {
        var sums = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            sums[i] = sum += 1.0 / (i + 10);
        }

        return sums;
    }

    private static IEnumerable<string> Distinct(Func<string> word)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var next = word();
            if (seen.Add(next))
            {
                yield return next;
            }
        }
    }

    private string English(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => _random.Next(5) < 2 ? Pick(Function) : Zipf(_english, _english10)));

    private string Chinese(int words) => string.Concat(Enumerable.Range(0, (words + 1) / 2).Select(i => (i % 4 == 3 ? "的" : "") + Zipf(_chinese, _chinese10)));

    private string Zipf(string[] words, double[] sums)
    {
        var at = Array.BinarySearch(sums, _random.NextDouble() * sums[^1]);
        return words[Math.Min(words.Length - 1, at < 0 ? ~at : at)];
    }

    private string EnglishWord() => string.Concat(Enumerable.Range(0, 2 + _random.Next(2)).Select(_ => Pick(Onsets) + Pick(Nuclei))) + Pick(Codas);

    private string ChineseWord() => string.Concat(Han[_random.Next(Han.Length)], Han[_random.Next(Han.Length)]);

    private string Pick(string[] words) => words[_random.Next(words.Length)];
}

/// <summary>A turn of a conversation.</summary>
internal sealed record Turn(string Id, string Session, string Speaker, DateTimeOffset Time, string Text);

/// <summary>A question whose answer was planted.</summary>
/// <param name="Question">The question.</param>
/// <param name="Answer">The id of the turn that answers it.</param>
/// <param name="IsAsked">Whether the words are in the turn before the answer.</param>
/// <param name="IsChinese">Its language.</param>
internal sealed record Needle(string Question, string Answer, bool IsAsked, bool IsChinese);

using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>Whatever people type, cut off, turned round or pasted together, is read or not answered; nothing is thrown, and what is written is SQL that runs.</summary>
public sealed class AnyTextTests(Library library) : IClassFixture<Library>
{
    private const int Texts = 600;
    private const int MostChanges = 4;

    private static readonly string[] Questions =
    [
        "How many books did each author publish after 2000?", "List the titles of novels that cost more than 10, from the dearest on", "Which readers have never borrowed a book?",
        "What percentage of loans is by female readers?", "Average fee per month in 2025 compared with the month before", "top 3 readers in each city by total fees", "readers older than 30 or younger than 20",
        "What is the ratio of novels to poetry?", "Which publisher has the most books with fewer than 100 pages?", "Show names and emails of readers without an email",
        "每位作者出版了多少本书", "价格高于10的小说有哪些，按价格从高到低", "从未借过书的读者有哪些", "女读者的借阅占比是多少", "2025年各月的费用环比增长", "每个城市借书最多的前3名读者", "30岁以上或20岁以下的读者", "小说和诗歌的数量之比",
        "平均、最低和最高价格", "除了最贵的2本书，其他书的平均价格是多少", "没有邮箱的读者是谁写的", "价格排名后2的书名", "最早的借阅是什么时候", "Paris或Toronto的读者各有多少",
    ];

    private static readonly string[] Pieces =
    [
        "not", "no", "without", "per", "to", "or", "or below", "before midnight", "00:00", "23:59", "25:00", "older than", "199 years", "the first 0", "-1", "99999999999999999999999999999999", "1e9", "\" \"", "“”", "''", "%", "2026-13-45",
        "没有", "不", "未", "没", "之比", "除以", "的", "名", "第", "前0名", "之下", "以上", "上午13点", "晚上12点以前", "12月32日", "亿亿亿亿", "一米九", "各", "每", "分别", "、", "，", "？", "什么时候", "最高", "\t", "\u3000", "\ud83d\ude00",
    ];

    [Fact]
    public async Task Any_IsReadOrNotAnswered()
    {
        var random = new Random(20261124);
        for (var n = 0; n < Texts; n++)
        {
            var text = Changed(random);
            foreach (var candidate in await library.AskAsync(text))
            {
                SqlParser.Parse(candidate.Sql, SqlDialect.Sqlite).ShouldNotBeNull(text);
                Should.NotThrow(() => library.Rows(candidate.Sql), text);
            }
        }
    }

    [Theory]
    [InlineData("还有哪些书没")]
    [InlineData("Readers named \" \"")]
    [InlineData("loans before 00:00")]
    [InlineData("How many books \ud83d\ude00 are there?")]
    [InlineData("𠮷野家有多少本书")]
    [InlineData("How many \ud83d books")]
    public async Task Ends_OfNothing_AreRead(string question) => await Should.NotThrowAsync(() => library.AskAsync(question));

    private static string Changed(Random random)
    {
        var parts = Parts(Questions[random.Next(Questions.Length)]);
        for (var change = random.Next(1, MostChanges + 1); change > 0; change--)
        {
            switch (random.Next(5))
            {
                case 0 when parts.Count > 1:
                    parts.RemoveAt(random.Next(parts.Count));
                    break;
                case 1 when parts.Count > 2:
                    // Cut off, as a slow typist's question is.
                    parts = parts[..(1 + random.Next(parts.Count))];
                    break;
                case 2:
                    var other = Parts(Questions[random.Next(Questions.Length)]);
                    parts.InsertRange(random.Next(parts.Count + 1), other.Skip(random.Next(other.Count)).Take(5));
                    break;
                case 3 when random.Next(3) == 0:
                    parts.Reverse();
                    break;
                default:
                    parts.Insert(random.Next(parts.Count + 1), Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }

        return string.Concat(parts);
    }

    // Words with the spaces behind them, or characters.
    private static List<string> Parts(string question) =>
        question.Any(c => c > '\u3000') ? [.. question.Select(c => c.ToString())] : [.. question.Split(' ').Select(w => w + " ")];
}

using System.Text.Encodings.Web;
using System.Text.Json;
using Memori.Text2Sql.Evaluation;
using Memori.Text2Sql.Generation.Embedded.Ranking;
using Memori.Text2Sql.Generation.Embedded.Roles;

namespace Memori.FitGenerator;

/// <summary>Writes how questions were read and whether the right reading was among those found: what to mend first.</summary>
internal static class Failures
{
    private const int Shown = 3;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one JSON line for each question whose right answer is not empty, and prints the shares.</summary>
    public static async Task WriteAsync(IReadOnlyList<SeenQuestion> questions, string path)
    {
        await using var writer = new StreamWriter(path);
        var counts = new Dictionary<string, (int All, int First, int Any)>(StringComparer.Ordinal);
        foreach (var seen in questions)
        {
            var golds = seen.Question.Accepted.Select(sql => (Sql: sql, Result: GoldRunner.Run(seen.File, sql, CancellationToken.None))).Where(g => g.Result is not null).Select(g => (g.Sql, Result: g.Result!)).ToList();
            if (golds.Count == 0 || golds[0].Result.Rows.Count == 0)
            {
                continue;
            }

            var readings = ReadingRanking.Rank(seen.Links, seen.Index, seen.Chinese, RoleModel.Default, Ranker.Default);
            var right = readings.ToList().FindIndex(r => AnswerJudge.Judge(golds, GoldRunner.Run(seen.File, r.Sql, CancellationToken.None)).Right);
            var (all, first, any) = counts.GetValueOrDefault(seen.Set);
            counts[seen.Set] = (all + 1, first + (right == 0 ? 1 : 0), any + (right >= 0 ? 1 : 0));
            await writer.WriteLineAsync(JsonSerializer.Serialize(
                new
                {
                    set = seen.Set,
                    db = seen.Question.DatabaseId,
                    question = seen.Question.Question,
                    gold = seen.Question.Query,
                    right,
                    sql = right > 0 ? readings[right].Sql : null,
                    readings = readings.Take(Shown).Select(r => FormattableString.Invariant($"{r.Score:0.0} {r.Sql}")),
                    mentions = seen.Links.Mentions.Select(m => m.ToString()),
                },
                Readable));
        }

        foreach (var (set, (all, first, any)) in counts)
        {
            Console.WriteLine(FormattableString.Invariant($"{set}: {all} questions; first reading right {first / (double)all:0.000}, any {any / (double)all:0.000}"));
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using Memori.Fitting;
using Memori.Text2Sql;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Evaluation;
using Memori.Text2Sql.Generation.Embedded.Ranking;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Guarding.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.FitGenerator;

/// <summary>How long a question takes on databases that are indexed: to read it alone, and to answer it with its candidates tried.</summary>
internal static class Timed
{
    /// <summary>Prints.</summary>
    /// <param name="sets"><c>questions.json=directory of databases</c>.</param>
    public static async Task PrintAsync(IReadOnlyList<string> sets)
    {
        Console.WriteLine("| set | questions | read p50 ms | p99 | answered p50 ms | p99 |\n|---|--:|--:|--:|--:|--:|");
        foreach (var set in sets)
        {
            var at = set.IndexOf('=', StringComparison.Ordinal);
            await PrintAsync(set[..at], set[(at + 1)..]);
        }
    }

    private static async Task PrintAsync(string path, string databases)
    {
        await using var scratch = await ScratchServices.StartAsync();
        var provider = scratch.Provider;
        var questions = await EvaluationSet.ReadAsync(path);
        var (read, answered) = (new List<double>(), new List<double>());
        foreach (var group in questions.GroupBy(q => q.DatabaseId!, StringComparer.Ordinal))
        {
            var source = await provider.GetRequiredService<DataSourceCatalog>().RegisterAsync(Path.Combine(databases, group.Key, group.Key + ".sqlite"), CancellationToken.None);
            var access = await provider.GetRequiredService<AccessCatalog>().GetAsync(source, new Caller("time"), CancellationToken.None);
            var index = DatabaseIndex.Build(access.Schema);

            // The first question of a database pays for the index.
            await AnswerAsync(provider, source, group.First());
            foreach (var question in group)
            {
                var asked = QuestionText.Read(question.Question, question.AskedAt ?? TimeProvider.System.GetLocalNow());
                var start = Stopwatch.GetTimestamp();
                _ = ReadingRanking.Rank(new Linker(index).Link(asked), index, asked.Language == Text.Language.Chinese);
                read.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                start = Stopwatch.GetTimestamp();
                await AnswerAsync(provider, source, question);
                answered.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)))} | {questions.Count} | {At(read, 0.5):0.0} | {At(read, 0.99):0.0} | {At(answered, 0.5):0.0} | {At(answered, 0.99):0.0} |"));
    }

    private static async Task AnswerAsync(ServiceProvider services, DataSource source, EvaluationQuestion question)
    {
        try
        {
            _ = await services.GetRequiredService<AskPipeline>().AskAsync(new AskRequest
            {
                Scope = Scope.Create("time"),
                Caller = new Caller("time"),
                DataSource = source,
                Text = question.Question,
                UseMemory = false,
                Learn = false,
                AskedAt = question.AskedAt,
            });
        }
        catch (MemoriException)
        {
            // No answer takes its time too.
        }
    }

    private static double At(List<double> times, double share) => times.Order().ElementAt((int)(share * (times.Count - 1)));
}

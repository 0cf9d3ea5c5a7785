using Memori.Storage;
using Memori.Text2Sql;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Evaluation;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Learning.Pairs;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.MeasureMemory;

/// <summary>One database with a memory of its own.</summary>
internal sealed class MemoryRun : IAsyncDisposable
{
    private static readonly Scope Person = Scope.Create("person");

    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("memori-memory-");
    private readonly ServiceProvider _services;
    private readonly string _database;
    private DataSource? _source;

    private MemoryRun(string database)
    {
        _database = database;
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new DataSourceOptions { DataDirectory = _scratch.FullName });
        services.AddMemori().AddSqliteStore(Path.Combine(_scratch.FullName, "memori.db"));
        services.AddText2Sql();
        _services = services.BuildServiceProvider();
    }

    /// <summary>Puts one half right and asks the other.</summary>
    /// <param name="questions">The questions of a database.</param>
    /// <param name="database">Its file.</param>
    /// <param name="byAnswer">Whether questions with the same right SQL are in the same half; else every second question is put right, whatever its SQL.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<MemoryFigures> RunAsync(IReadOnlyList<EvaluationQuestion> questions, string database, bool byAnswer, CancellationToken cancellationToken)
    {
        await using var run = new MemoryRun(database);
        await run._services.GetRequiredService<IDatabase>().MigrateAsync(typeof(AskPipeline).Assembly, cancellationToken);
        run._source = await run._services.GetRequiredService<DataSourceCatalog>().RegisterAsync(database, cancellationToken);

        var places = questions.Select(q => Bare(q.Query)).Distinct(StringComparer.Ordinal).Select((sql, i) => (sql, i)).ToDictionary(p => p.sql, p => p.i, StringComparer.Ordinal);
        var halves = questions.Select((q, i) => (Question: q, IsAsked: (byAnswer ? places[Bare(q.Query)] : i) % 2 == 1)).ToLookup(p => p.IsAsked, p => p.Question);
        var figures = new MemoryFigures();
        var others = halves[true].ToList();
        var before = new List<bool>();
        foreach (var question in others)
        {
            before.Add((await run.AskAsync(question, useMemory: false, cancellationToken)).Right is true);
        }

        foreach (var question in halves[false])
        {
            figures += new MemoryFigures { Learned = await run.PutRightAsync(question, cancellationToken) ? 1 : 0 };
        }

        for (var i = 0; i < others.Count; i++)
        {
            if (await run.AskAsync(others[i], useMemory: true, cancellationToken) is { Right: { } right } after)
            {
                var remembered = after.Answer?.Generator == "remembered";
                figures += new MemoryFigures(0, 1, before[i] ? 1 : 0, right ? 1 : 0, remembered ? 1 : 0, remembered && right ? 1 : 0);
            }
        }

        return figures;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _scratch.Delete(recursive: true);
    }

    private static string Bare(string sql) => string.Join(' ', sql.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // A person says "right", or gives the right SQL; what was not answered is taught by import, as a list of known questions.
    private async Task<bool> PutRightAsync(EvaluationQuestion question, CancellationToken cancellationToken)
    {
        var (answer, right) = await AskAsync(question, useMemory: true, cancellationToken, learn: true);
        try
        {
            var feedback = _services.GetRequiredService<FeedbackPipeline>();
            if (answer?.LearnedMemoryId is { } memory)
            {
                _ = right is true
                    ? await feedback.RightAsync(Person, Caller.Of(Person), memory, cancellationToken)
                    : await feedback.CorrectAsync(Person, Caller.Of(Person), memory, question.Query, cancellationToken);
                return true;
            }

            var record = new PairRecord { Question = question.Question, Sql = question.Query, AskedAt = question.AskedAt };
            var report = await _services.GetRequiredService<PairLibrary>().ImportAsync(Person, Caller.Of(Person), _source!, [record], cancellationToken: cancellationToken);
            return report.Pairs is [{ MemoryId: not null }];
        }
        catch (MemoriException)
        {
            // SQL that the guard refuses is learned by nobody.
            return false;
        }
    }

    private async Task<(Answer? Answer, bool? Right)> AskAsync(EvaluationQuestion question, bool useMemory, CancellationToken cancellationToken, bool learn = false)
    {
        Answer? answer = null;
        try
        {
            answer = await _services.GetRequiredService<AskPipeline>().AskAsync(
                new AskRequest { Scope = Person, Caller = Caller.Of(Person), DataSource = _source!, Text = question.Question, UseMemory = useMemory, Learn = learn, AskedAt = question.AskedAt, IncludeExplanation = false },
                cancellationToken);
        }
        catch (MemoriException)
        {
            // No answer.
        }

        var judged = AnswerJudge.Judge(question, _database, answer?.Sql, cancellationToken);
        return (answer, judged is { Judged: true, NonEmpty: true } ? judged.Right : null);
    }
}

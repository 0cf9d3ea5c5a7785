using Memori.Fitting;
using Memori.Text2Sql;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Evaluation;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.FitConfidence;

/// <summary>An answer of the embedded generator with what was known of it, and whether it was right.</summary>
internal sealed record JudgedAnswer(string Set, string Database, IReadOnlyDictionary<string, double> Signals, double Confidence, bool Right, bool Unseen)
{
    public required EvaluationQuestion Question { get; init; }

    /// <summary>The SQL, or null where there was none: it counts as an abstention.</summary>
    public string? Sql { get; init; }

    /// <summary>Whether the product gives the answer; else it asks back.</summary>
    public bool Given { get; init; }

    /// <summary>Whether the right answer has rows.</summary>
    public bool NonEmpty { get; init; }
}

/// <summary>Asks the questions of a set, with nothing remembered, and judges the answers by their rows.</summary>
internal static class AnswerSet
{
    /// <summary>Answers and abstentions in the order of the set; those that nothing can judge are left out.</summary>
    /// <param name="argument"><c>questions.json=directory of databases</c>.</param>
    /// <param name="folds">The models that have not seen a database.</param>
    /// <param name="jobs">Questions at once.</param>
    public static async Task<IReadOnlyList<JudgedAnswer>> AskAsync(string argument, FoldModels folds, int jobs)
    {
        var (path, databases) = argument.Split('=', 2) is [var file, var directory] ? (file, directory) : throw new ArgumentException($"{argument}: questions.json=databases", nameof(argument));
        var questions = await EvaluationSet.ReadAsync(path);
        var unseen = UnseenDatabases.Of(questions.Select(question => question.DatabaseId!));
        var name = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)))!;
        await using var scratch = await ScratchServices.StartAsync();
        var provider = scratch.Provider;
        var answers = new JudgedAnswer?[questions.Count];
        await Parallel.ForAsync(0, questions.Count, new ParallelOptions { MaxDegreeOfParallelism = jobs }, async (i, token) =>
        {
            var database = Path.Combine(databases, questions[i].DatabaseId!, questions[i].DatabaseId + ".sqlite");
            var (best, given) = await AnswerAsync(provider, folds, questions[i], database, token);
            if (AnswerJudge.Judge(questions[i], database, best?.Candidate.Sql, token) is { Judged: true } judgement)
            {
                answers[i] = new JudgedAnswer(name, questions[i].DatabaseId!, best?.Signals ?? new Dictionary<string, double>(), best?.Confidence ?? 0, judgement.Right, unseen.Contains(questions[i].DatabaseId!))
                {
                    Question = questions[i],
                    Sql = best?.Candidate.Sql,
                    Given = given,
                    NonEmpty = judgement.NonEmpty,
                };
            }
        });
        return [.. answers.OfType<JudgedAnswer>()];
    }

    private static async Task<(VerifiedQuery? Best, bool Given)> AnswerAsync(ServiceProvider services, FoldModels folds, EvaluationQuestion question, string database, CancellationToken cancellationToken)
    {
        var request = new AskRequest
        {
            Scope = Scope.Create("fit"),
            Caller = new Caller("fit"),
            DataSource = await services.GetRequiredService<DataSourceCatalog>().RegisterAsync(database, cancellationToken),
            Text = question.Question,
            UseMemory = false,
            Generators = new HashSet<string>(["embedded"]),
            AskedAt = question.AskedAt,
            IncludeExplanation = false,
        };
        try
        {
            var asked = QuestionText.Read(request.Text, request.AskedAt ?? TimeProvider.System.GetLocalNow());
            var grounded = await services.GetRequiredService<Grounder>().GroundAsync(request, asked, cancellationToken);
            var generator = folds.Without(question.DatabaseId!, services.GetRequiredService<DatabaseIndexCache>());
            var ladder = new GeneratorLadder([generator], services.GetRequiredService<Verifier>(), services.GetRequiredService<AskOptions>());
            var found = await ladder.ClimbAsync(request, grounded, new Trace(TimeProvider.System), cancellationToken);
            return (found.Best, services.GetRequiredService<Answerer>().Answer(request, grounded, found).Sql is not null);
        }
        catch (MemoriException)
        {
            return (null, false);
        }
    }
}

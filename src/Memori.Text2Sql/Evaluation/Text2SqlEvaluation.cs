using System.Collections.Concurrent;
using System.Text.Json;
using Memori.Text;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.DataSources;

namespace Memori.Text2Sql.Evaluation;

/// <summary>Asks every question of a set through the pipeline and scores the answers by their rows. Thread-safe.</summary>
public sealed class Text2SqlEvaluation(AskPipeline pipeline, DataSourceCatalog datasources, TimeProvider time)
{
    /// <summary>Reads a set.</summary>
    /// <exception cref="MemoriException"><c>evaluation-set</c>: the file is missing or not in the format.</exception>
    public static async Task<IReadOnlyList<EvaluationQuestion>> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        try
        {
            var file = File.OpenRead(path);
            await using var closing = file.ConfigureAwait(false);
            return await JsonSerializer.DeserializeAsync(file, EvaluationJson.Default.IReadOnlyListEvaluationQuestion, cancellationToken).ConfigureAwait(false) ?? [];
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new MemoriException(FaultKind.NotFound, "evaluation-set", new LocalizedText(
                $"The evaluation set can't be read: {e.Message}", $"无法读取评测集:{e.Message}"), e);
        }
    }

    /// <summary>Runs the set.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="databases">The directory with <c>db_id/db_id.sqlite</c>.</param>
    /// <param name="settings">How to run.</param>
    /// <param name="progress">Told after each question.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public async Task<(IReadOnlyList<Prediction> Predictions, Text2SqlReport Report)> RunAsync(
        IReadOnlyList<EvaluationQuestion> questions,
        string databases,
        EvaluationSettings settings,
        Action? progress = null,
        CancellationToken cancellationToken = default)
    {
        var outcomes = new QuestionOutcome[questions.Count];
        var sources = new ConcurrentDictionary<string, Task<DataSource>>(StringComparer.Ordinal);
        // With memory, a question may learn from those before it: then the order is the file's.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = settings.UseMemory ? 1 : settings.Jobs, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, questions.Count, parallel, async (i, token) =>
        {
            var path = Path.Combine(databases, questions[i].DatabaseId, questions[i].DatabaseId + ".sqlite");
            var source = await sources.GetOrAdd(path, p => datasources.RegisterAsync(p, cancellationToken)).ConfigureAwait(false);
            outcomes[i] = await AskAsync(i, questions[i], path, source, settings, token).ConfigureAwait(false);
            progress?.Invoke();
        }).ConfigureAwait(false);
        return ([.. outcomes.Select(o => o.Prediction)], ReportWriter.Write(questions, outcomes));
    }

    private async Task<QuestionOutcome> AskAsync(
        int index, EvaluationQuestion question, string path, DataSource source, EvaluationSettings settings, CancellationToken cancellationToken)
    {
        var request = new AskRequest
        {
            Scope = Scope.Create("evaluation"),
            DataSource = source,
            Text = question.Question,
            IncludeExplanation = false,
            UseMemory = settings.UseMemory,
            Generators = settings.Generators,
            AskedAt = question.AskedAt is { } day ? new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero) : null,
        };
        var started = time.GetTimestamp();
        Answer? answer = null;
        try
        {
            answer = await pipeline.AskAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (MemoriException e) when (e.Kind is not FaultKind.Budget)
        {
            // A question that fails is an abstention; the set goes on.
        }

        var elapsed = time.GetElapsedTime(started).TotalMilliseconds;
        var prediction = new Prediction(index, answer?.Sql, answer?.Sql is null ? null : answer.Confidence);
        var (judged, nonEmpty, right) = AnswerJudge.Judge(question, path, prediction.Sql, cancellationToken);
        return new QuestionOutcome(prediction, elapsed, judged, nonEmpty, right);
    }
}

/// <summary>How an evaluation runs.</summary>
public sealed record EvaluationSettings
{
    /// <summary>The rungs, or null for the whole ladder.</summary>
    public IReadOnlySet<string>? Generators { get; init; }

    /// <summary>Questions asked at once. Default 1.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Whether a question may use what was remembered from those before it. Default false.</summary>
    public bool UseMemory { get; init; }
}

/// <summary>What became of one question.</summary>
internal sealed record QuestionOutcome(Prediction Prediction, double ElapsedMs, bool Judged, bool NonEmpty, bool Right);

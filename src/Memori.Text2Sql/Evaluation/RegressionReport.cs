using System.Text.Json.Serialization;

namespace Memori.Text2Sql.Evaluation;

/// <summary>What changed for a question between two runs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeKind>))]
public enum ChangeKind
{
    /// <summary>It was right and is not any more.</summary>
    [JsonStringEnumMemberName("broken")]
    Broken,

    /// <summary>It was wrong or not answered and is right now.</summary>
    [JsonStringEnumMemberName("fixed")]
    Fixed,

    /// <summary>It was wrong or not answered and still is.</summary>
    [JsonStringEnumMemberName("still_wrong")]
    StillWrong,

    /// <summary>Other SQL gives the same rows.</summary>
    [JsonStringEnumMemberName("same_result")]
    SameResult,

    /// <summary>It takes more than twice as long, and a tenth of a second more at least.</summary>
    [JsonStringEnumMemberName("slower")]
    Slower,

    /// <summary>It was not asked before.</summary>
    [JsonStringEnumMemberName("added")]
    Added,

    /// <summary>It is not asked any more.</summary>
    [JsonStringEnumMemberName("removed")]
    Removed,
}

/// <summary>A question for which something changed, or that is still wrong.</summary>
/// <param name="Kind">What.</param>
/// <param name="Question">The question.</param>
/// <param name="Before">What became of it before, or null.</param>
/// <param name="Now">What becomes of it now, or null.</param>
public sealed record QuestionChange(ChangeKind Kind, string Question, RunQuestion? Before, RunQuestion? Now);

/// <summary>A run beside an earlier one.</summary>
public sealed record RegressionReport
{
    // Less than this is noise.
    private const double SlowerMs = 100;

    /// <summary>The run.</summary>
    public required string Run { get; init; }

    /// <summary>The run that it is compared with, or null when it is the first of its suite.</summary>
    public string? Baseline { get; init; }

    /// <summary>The scores.</summary>
    public required Text2SqlReport Report { get; init; }

    /// <summary>The scores of the baseline, or null.</summary>
    public Text2SqlReport? BaselineReport { get; init; }

    /// <summary>What changed, the broken ones first.</summary>
    public required IReadOnlyList<QuestionChange> Changes { get; init; }

    /// <summary>How many questions changed so.</summary>
    public int Count(ChangeKind kind) => Changes.Count(change => change.Kind == kind);

    /// <summary>Compares a run with an earlier one; without one, what is wrong counts as still wrong.</summary>
    public static RegressionReport Compare(EvaluationRun run, EvaluationRun? baseline)
    {
        var before = Keyed(baseline?.Questions ?? []);
        var now = Keyed(run.Questions);
        var changes = now.SelectMany(entry => ChangesOf(before.GetValueOrDefault(entry.Key), entry.Value, baseline is not null))
            .Concat(before.Where(entry => !now.ContainsKey(entry.Key)).Select(entry => new QuestionChange(ChangeKind.Removed, entry.Value.Question, entry.Value, null)));
        return new RegressionReport
        {
            Run = run.Id,
            Baseline = baseline?.Id,
            Report = run.Report,
            BaselineReport = baseline?.Report,
            Changes = [.. changes.OrderBy(change => change.Kind)],
        };
    }

    // A question may be there more than once, with another gold or another day.
    private static Dictionary<(string? Database, string Question, int Nth), RunQuestion> Keyed(IReadOnlyList<RunQuestion> questions)
    {
        var keyed = new Dictionary<(string?, string, int), RunQuestion>();
        foreach (var question in questions)
        {
            var nth = 0;
            while (!keyed.TryAdd((question.DbId, question.Question, nth), question))
            {
                nth++;
            }
        }

        return keyed;
    }

    private static IEnumerable<QuestionChange> ChangesOf(RunQuestion? before, RunQuestion now, bool compared)
    {
        if (before is null && compared)
        {
            yield return new QuestionChange(ChangeKind.Added, now.Question, null, now);
        }

        if (Kind(before, now) is { } kind)
        {
            yield return new QuestionChange(kind, now.Question, before, now);
        }

        if (before is not null && now.ElapsedMs > 2 * before.ElapsedMs && now.ElapsedMs - before.ElapsedMs >= SlowerMs)
        {
            yield return new QuestionChange(ChangeKind.Slower, now.Question, before, now);
        }
    }

    private static ChangeKind? Kind(RunQuestion? before, RunQuestion now) => (before, now) switch
    {
        (_, { Judged: false }) or ({ Judged: false }, { Right: true }) => null,
        ({ Judged: true, Right: true }, { Right: false }) => ChangeKind.Broken,
        ({ Judged: true, Right: false }, { Right: true }) => ChangeKind.Fixed,
        (_, { Right: false }) => ChangeKind.StillWrong,
        ({ Right: true, Sql: var old, Rows: var rows }, _) when old != now.Sql && rows == now.Rows => ChangeKind.SameResult,
        _ => null,
    };
}

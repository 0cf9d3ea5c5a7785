using Memori.Ledger;
using Memori.Text;

namespace Memori.Text2Sql.Answering;

/// <summary>Tells whoever follows a question of its steps. Costs nothing when nobody does. Thread-safe as far as who follows is.</summary>
internal sealed class AskSteps(IProgress<AskStep>? follower, TimeProvider time)
{
    private int _last;

    /// <summary>Nobody follows.</summary>
    public static AskSteps None { get; } = new(null, TimeProvider.System);

    /// <summary>Runs a step.</summary>
    /// <param name="stage">Its stage.</param>
    /// <param name="run">What it does.</param>
    /// <param name="ended">What came of it.</param>
    /// <param name="generator">Whose it is, or null.</param>
    /// <param name="sql">What it is about, or null.</param>
    public async Task<T> RunAsync<T>(AskStage stage, Func<Task<T>> run, Func<T, StepEnd> ended, string? generator = null, string? sql = null)
    {
        if (follower is null)
        {
            return await run().ConfigureAwait(false);
        }

        var step = new AskStep { Number = Interlocked.Increment(ref _last), Stage = stage, State = StepState.Started, Generator = generator, Sql = sql };
        var began = time.GetTimestamp();
        follower.Report(step);
        try
        {
            var result = await run().ConfigureAwait(false);
            var end = ended(result);
            follower.Report(step with
            {
                State = end.Code is null ? StepState.Ok : StepState.Failed,
                Took = time.GetElapsedTime(began),
                Detail = end.Detail,
                Code = end.Code,
                Sql = end.Sql ?? sql,
                Usage = end.Usage,
            });
            return result;
        }
        catch (Exception failure) when (Failed(step with { Took = time.GetElapsedTime(began) }, failure))
        {
            throw;
        }
    }

    private bool Failed(AskStep step, Exception failure)
    {
        follower!.Report(failure switch
        {
            OperationCanceledException => step with { State = StepState.Stopped },
            MemoriException known => step with { State = StepState.Failed, Code = known.Code, Detail = known.Text },
            _ => step with { State = StepState.Failed, Code = "internal" },
        });
        return false;
    }
}

/// <summary>How a step ended.</summary>
/// <param name="Detail">What came of it.</param>
internal readonly record struct StepEnd(LocalizedText? Detail)
{
    /// <summary>Why it failed: the guard's rule; null when it did not.</summary>
    public string? Code { get; init; }

    /// <summary>The SQL that it wrote, or null.</summary>
    public string? Sql { get; init; }

    /// <summary>Tokens and cost.</summary>
    public TokenUsage Usage { get; init; }
}

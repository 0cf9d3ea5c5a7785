using System.Collections.Concurrent;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Grounding;

namespace Memori.Server.Tests.Ask.Runs;

/// <summary>Holds questions with the word "gated" until the test lets them go; knows no SQL itself.</summary>
internal sealed class GatedGenerator : ISqlGenerator
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new(StringComparer.Ordinal);

    public string Name => "gated";

    public ConcurrentDictionary<string, bool> Canceled { get; } = new(StringComparer.Ordinal);

    public void Open(string question) => Gate(question).TrySetResult();

    public async Task<Generated> GenerateAsync(GroundedQuestion question, CancellationToken cancellationToken = default)
    {
        var text = question.Question.Text;
        if (!text.Contains("gated", StringComparison.Ordinal))
        {
            return Generated.Nothing;
        }

        try
        {
            await Gate(text).Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Canceled[text] = true;
            throw;
        }

        return new Generated { Candidates = [new SqlCandidate("SELECT COUNT(*) AS n FROM customers", 0.9)] };
    }

    private TaskCompletionSource Gate(string question) => _gates.GetOrAdd(question, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}

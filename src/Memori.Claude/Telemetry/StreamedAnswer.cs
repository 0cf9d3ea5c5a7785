using Memori.Ledger;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Telemetry;

/// <summary>What is told of an answer that comes in pieces. Not thread-safe.</summary>
internal sealed class StreamedAnswer(ModelCall call)
{
    private readonly System.Text.StringBuilder? _text = call.ContentSpan is null ? null : new();
    private string? _id;
    private string? _model;
    private string? _finishReason;
    private TokenUsage _usage;

    public void Add(ChatResponseUpdate update)
    {
        call.Chunk();
        _id ??= update.ResponseId;
        _model ??= update.ModelId;
        _finishReason = update.FinishReason?.Value ?? _finishReason;
        _text?.Append(update.Text);
        foreach (var content in update.Contents)
        {
            if (content is UsageContent usage)
            {
                _usage += UsageCounts.FromUsage(usage.Details);
            }
        }
    }

    public void End()
    {
        call.Answered(_id, _model, _finishReason, _usage);
        Memori.Telemetry.Spans.SetContent(call.ContentSpan, "gen_ai.output.messages", _text?.ToString());
    }
}

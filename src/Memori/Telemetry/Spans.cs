using System.Diagnostics;

namespace Memori.Telemetry;

/// <summary>What all spans of Memori have in common. Its sources are named <c>Memori</c>, <c>Memori.Claude</c>, <c>Memori.Text2Sql</c>; its meters <c>Memori.*</c>.</summary>
public static class Spans
{
    /// <summary>The attribute that says what went wrong: a stable code, never a text.</summary>
    public const string ErrorType = "error.type";

    /// <summary>The switch (of <see cref="AppContext"/>) by which spans may carry questions, messages, SQL and memories. Default off.</summary>
    public const string ContentSwitch = "Memori.Telemetry.Content";

    // More is cut off: what a collector refuses as too large would be lost with all that was sent along.
    private const int LongestContent = 8192;

    /// <summary>Whether <paramref name="span"/> is to carry content: somebody records it, and <see cref="ContentSwitch"/> is on.</summary>
    public static bool WantsContent(this Activity? span) => span is { IsAllDataRequested: true } && AppContext.TryGetSwitch(ContentSwitch, out var isOn) && isOn;

    /// <summary>Puts <paramref name="content"/> into the span when it wants content; at most 8,192 characters of it.</summary>
    public static void SetContent(this Activity? span, string name, string? content)
    {
        if (content is not null && span.WantsContent())
        {
            span!.SetTag(name, content.Length <= LongestContent ? content : content[..LongestContent]);
        }
    }

    /// <summary>Marks the span as failed, without the failure's text: that may quote what a person said.</summary>
    public static void Fail(this Activity? span, Exception failure)
    {
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag(ErrorType, TypeOf(failure));
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>The <see cref="ErrorType"/> of a failure: its code when it has one, <c>cancelled</c>, or else its type. One of a bounded set.</summary>
    public static string TypeOf(Exception failure) => failure switch
    {
        MemoriException known => known.Code,
        OperationCanceledException => "cancelled",
        _ => failure.GetType().FullName ?? failure.GetType().Name,
    };
}

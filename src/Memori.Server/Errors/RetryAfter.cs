using System.Globalization;
using Memori.Claude.Resilience;
using Memori.Ledger;
using Memori.Server.Limits;
using Memori.Server.Proxy;

namespace Memori.Server.Errors;

/// <summary>When it makes sense to ask again: said with every 429, 503 and 529 of our own.</summary>
internal static class RetryAfter
{
    // For those who refused without a word of it: soon enough for what passes, and no storm.
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(1);

    // A budget is anew after a day at the latest, and nobody refuses for longer.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>What a failure says of it; null when waiting would not help or nobody knows.</summary>
    public static TimeSpan? Of(Exception failure, DateTimeOffset now) => failure switch
    {
        TooOftenException often => often.Wait,
        BudgetExceededException { Budget: { Reason: not BudgetReason.RequestLimit } budget } => budget.ResetsAt - now,

        // It will be refused again: whoever tries all the same should not do so at once.
        BudgetExceededException => TimeSpan.FromMinutes(1),
        ClaudeException { RetryAfter: { } asked } => asked,
        MemoriException { Kind: FaultKind.Unavailable } => Usual,
        _ => null,
    };

    /// <summary>In whole seconds, as the header has it.</summary>
    public static string Text(TimeSpan wait) =>
        Math.Clamp((long)Math.Ceiling(wait.TotalSeconds), 1, (long)Longest.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    /// <summary>Sees to it that each refusal of our own that waiting may end carries the header. Answers of the API are passed on as they are.</summary>
    public static Task EnsureAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(static state => Ensure((HttpContext)state), context);
        return next(context);
    }

    private static Task Ensure(HttpContext context)
    {
        var response = context.Response;
        if (response is { StatusCode: StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable or 529, Headers.RetryAfter.Count: 0 } && !PassedOn.Is(context))
        {
            response.Headers.RetryAfter = Text(Usual);
        }

        return Task.CompletedTask;
    }
}

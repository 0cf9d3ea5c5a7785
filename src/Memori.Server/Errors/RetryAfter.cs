using System.Globalization;
using Memori.Claude.Resilience;
using Memori.Ledger;
using Memori.Server.Limits;
using Microsoft.Extensions.Primitives;

namespace Memori.Server.Errors;

/// <summary>When it makes sense to ask again: said with every 429, 503 and 529, whoever refused.</summary>
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

    /// <summary>Sees to it that each refusal that waiting may end carries the header, and none that nobody could mean: those of the API, which are passed on, too.</summary>
    public static Task EnsureAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(static state => Ensure((HttpContext)state), context);
        return next(context);
    }

    private static Task Ensure(HttpContext context)
    {
        var response = context.Response;
        if (response.StatusCode is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable or 529)
        {
            var given = response.Headers.RetryAfter;
            if (!IsSensible(given, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), out var better))
            {
                response.Headers.RetryAfter = better;
            }
        }

        return Task.CompletedTask;
    }

    private static bool IsSensible(StringValues given, DateTimeOffset now, out string better)
    {
        better = Text(Usual);
        if (given.Count != 1 || !System.Net.Http.Headers.RetryConditionHeaderValue.TryParse(given[0], out var read))
        {
            // A number that is too long to be read is no date either.
            better = given.Count == 1 && given[0]!.Length > 0 && given[0]!.All(char.IsAsciiDigit) ? Text(Longest) : better;
            return false;
        }

        var wait = read.Delta ?? (read.Date!.Value - now);
        better = Text(wait);
        return wait <= Longest && (read.Date is not null || wait >= Usual);
    }
}

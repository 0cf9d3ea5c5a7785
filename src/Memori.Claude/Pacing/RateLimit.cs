namespace Memori.Claude.Pacing;

/// <summary>One of the API's limits, as its headers last said. The API refills continuously: at <see cref="Reset"/> all of it is there again.</summary>
/// <param name="Limit">The most within a minute.</param>
/// <param name="Remaining">What was left, the reported request included.</param>
/// <param name="Reset">When all of it is there again.</param>
internal readonly record struct RateLimit(long Limit, long Remaining, DateTimeOffset Reset)
{
    /// <summary>What is left at <paramref name="now"/>, calls under way not considered.</summary>
    public long Left(DateTimeOffset now) => now >= Reset ? Limit : Remaining;
}

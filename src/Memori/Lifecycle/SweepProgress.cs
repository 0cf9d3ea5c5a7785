using System.Globalization;

namespace Memori.Lifecycle;

/// <summary>How far the rounds through all owners have got.</summary>
/// <param name="Finished">When the last round was finished.</param>
/// <param name="Scrubbed">When what had been deleted was last rewritten.</param>
/// <param name="Next">The owner after which an unfinished round goes on, or null when none is unfinished.</param>
internal sealed record SweepProgress(DateTimeOffset Finished, DateTimeOffset Scrubbed, Owner? Next)
{
    public static SweepProgress Parse(string notes)
    {
        var parts = notes.Split(' ', 4);
        return parts.Length == 4
            && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var finished)
            && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var scrubbed)
            && int.TryParse(parts[2], CultureInfo.InvariantCulture, out var kind)
            ? new SweepProgress(Time(finished), Time(scrubbed), kind < 0 ? null : new Owner((OwnerKind)kind, parts[3]))
            : new SweepProgress(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, null);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Finished.ToUnixTimeMilliseconds()} {Scrubbed.ToUnixTimeMilliseconds()} {(Next is { } next ? (int)next.Kind : -1)} {Next?.Id}");

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

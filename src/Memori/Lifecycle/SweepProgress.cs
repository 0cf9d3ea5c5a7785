using System.Globalization;

namespace Memori.Lifecycle;

/// <summary>How far the rounds through all owners have got.</summary>
/// <param name="Finished">When the last round was finished.</param>
/// <param name="Next">The owner after which an unfinished round goes on, or null when none is unfinished.</param>
internal sealed record SweepProgress(DateTimeOffset Finished, Owner? Next)
{
    public static SweepProgress Parse(string notes)
    {
        var parts = notes.Split(' ', 3);
        return parts.Length < 2 || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out var finished) || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var kind)
            ? new SweepProgress(DateTimeOffset.UnixEpoch, null)
            : new SweepProgress(DateTimeOffset.FromUnixTimeMilliseconds(finished), kind < 0 ? null : new Owner((OwnerKind)kind, parts.Length == 3 ? parts[2] : ""));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Finished.ToUnixTimeMilliseconds()} {(Next is { } next ? (int)next.Kind : -1)} {Next?.Id}");
}

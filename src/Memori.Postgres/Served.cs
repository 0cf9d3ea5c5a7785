using System.Globalization;

namespace Memori.Postgres;

/// <summary>Whom a transaction serves, and in turn with which others: the terms on which it runs.</summary>
/// <param name="Whom">What its rows are held against: <c>kind:id</c> of an owner, <c>*</c> for all, empty for nobody.</param>
/// <param name="Lock">What of this name runs one after the other, in all processes; null for no such thing.</param>
internal readonly record struct Served(string Whom, string? Lock = null)
{
    /// <summary>No owner's rows; beside everything else.</summary>
    public static Served Nobody { get; } = new("");

    /// <summary>Every owner's rows; beside everything else. For what keeps house, never on behalf of a person.</summary>
    public static Served Everybody { get; } = new("*");

    /// <summary>No owner's rows; one at a time, as <see cref="Memori.Storage.IDatabase.WriteAsync"/> promises.</summary>
    public static Served InTurn { get; } = new("", "state");

    /// <summary>The rows of an owner; for a write, after whoever writes to the same owner.</summary>
    public static Served Of(Owner owner)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{(int)owner.Kind}:{owner.Id}");
        return new Served(key, "owner:" + key);
    }

    /// <summary>Those who take jobs of a queue, one after the other.</summary>
    public static Served Queue(string name) => new("", "queue:" + name);
}

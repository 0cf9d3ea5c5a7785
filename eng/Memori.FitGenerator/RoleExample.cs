using Memori.Text2Sql.Generation.Embedded;
using Memori.Text2Sql.Generation.Embedded.Roles;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.FitGenerator;

/// <summary>A question whose names have roles to learn.</summary>
internal sealed class RoleExample(string set, string database, Reading reading, IReadOnlyList<GoldItem> gold, DatabaseIndex index)
{
    private readonly Reading _reading = reading;
    private readonly RoleFeatures _features = new(reading);

    public string Set { get; } = set;

    public string Database { get; } = database;

    /// <summary>The mentions that have roles.</summary>
    public IReadOnlyList<int> Items { get; } = [.. Enumerable.Range(0, reading.Count).Where(i => RoleFeatures.IsItem(reading, i))];

    /// <summary>The features of each item.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Features { get; } = FeaturesOf(reading);

    /// <summary>The features of an item with those of the roles before it.</summary>
    public IReadOnlyList<string> FeaturesAfter(int item, RoleHistory before) => [.. Features[item], .. _features.After(Items[item], before)];

    /// <summary>The features of each item with those of the roles before it, as they are aligned.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Sequence() => [.. Items.Select((_, i) => FeaturesAfter(i, RoleHistory.Of(Roles.Take(i))))];

    /// <summary>The role of each item.</summary>
    public Role[] Roles { get; private set; } = [];

    /// <summary>
    /// Gives each item of the right SQL to the mention that names it; of several, to the one that the model finds likelier.
    /// </summary>
    /// <param name="likely">The log-probability of a role of an item, by its features.</param>
    public void Align(Func<IReadOnlyList<string>, double[]>? likely)
    {
        var roles = new Role[Items.Count];
        var scores = likely is null ? null : Features.Select(likely).ToList();
        var pairs = new List<(GoldItem Item, int At, double Score)>();
        foreach (var item in gold)
        {
            for (var at = 0; at < Items.Count; at++)
            {
                if (Match(item, Items[at]) is var match and > 0)
                {
                    pairs.Add((item, at, (2 * match) + (scores is null ? Prior(item, Items[at]) : Math.Max(-6, scores[at][(int)item.Role]))));
                }
            }
        }

        var done = new HashSet<GoldItem>(ReferenceEqualityComparer.Instance);
        foreach (var (item, at, _) in pairs.OrderByDescending(p => p.Score))
        {
            if (roles[at] == Role.None && done.Add(item))
            {
                roles[at] = item.Role;
            }
        }

        Roles = roles;
    }

    private static List<IReadOnlyList<string>> FeaturesOf(Reading reading)
    {
        var features = new RoleFeatures(reading);
        return [.. Enumerable.Range(0, reading.Count).Where(i => RoleFeatures.IsItem(reading, i)).Select(features.Of)];
    }

    private double Match(GoldItem item, int i)
    {
        var mention = _reading[i];
        var counts = item.Role is Role.Count or Role.OrderCount;
        if (item.Column is not { } column)
        {
            return !counts ? _reading.IsTable(i) ? 0.5 : 0 : mention.Is(CueKind.Count) ? 1 : _reading.IsTable(i) ? 0.4 : 0;
        }

        if (mention.Is(CueKind.Count))
        {
            return counts ? 0.3 : 0;
        }

        if (_reading.IsTable(i))
        {
            var table = mention.Tables[0].Table;
            if (table == column.Table && (table.Display.Contains(column) || column == table.Key))
            {
                return mention.BestTable * 0.9;
            }

            if (item.Role is Role.Group or Role.GroupOnly or Role.CountDistinct && GoldRoles.IsKeyOf(column, table, index))
            {
                return mention.BestTable * 0.8;
            }
        }

        var named = mention.Columns.FirstOrDefault(c => c.Column == column);
        if (named is null && item.Role is Role.GroupOnly or Role.Group or Role.CountDistinct)
        {
            named = mention.Columns.FirstOrDefault(c => GoldRoles.IsKeyOf(column, c.Column.Table, index) && c.Column.Table.Display.Contains(c.Column));
        }

        return named is null ? 0 : named.Score;
    }

    private double Prior(GoldItem item, int i)
    {
        var zone = _reading.Zones[i];
        return item.Role switch
        {
            Role.Group or Role.GroupOnly => zone == Zone.Group ? 1 : 0,
            Role.Order or Role.OrderAverage or Role.OrderCount or Role.OrderSum => zone == Zone.Order ? 1 : 0,
            _ => zone == Zone.Projection ? 0.5 : 0,
        };
    }
}

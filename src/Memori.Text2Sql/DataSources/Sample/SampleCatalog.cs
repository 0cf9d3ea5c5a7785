using System.Globalization;

namespace Memori.Text2Sql.DataSources.Sample;

internal sealed record SampleCity(string Name, string NameZh, string Region, string Country, int Weight);

internal sealed record SampleCategory(string Name, string NameZh);

/// <summary>Prices in fen (1/100 yuan).</summary>
internal sealed record SampleProduct(string Name, string NameZh, string Brand, string Category, int Price, int Cost, int DaysOnSale, string Season, int Popularity, int GrowthPercent);

internal sealed record SampleStore(string Name, string NameZh, string Channel, string City, int DaysOpen);

/// <summary>What the sample shop is made of, read from the <c>.tsv</c> files beside this one.</summary>
internal sealed class SampleCatalog
{
    public IReadOnlyList<SampleCity> Cities { get; } =
        Read("cities.tsv", cells => new SampleCity(cells[0], cells[1], cells[2], cells[3], Number(cells[4])));

    public IReadOnlyList<SampleCategory> Categories { get; } =
        Read("categories.tsv", cells => new SampleCategory(cells[0], cells[1]));

    public IReadOnlyList<SampleProduct> Products { get; } =
        Read("products.tsv", cells => new SampleProduct(
            cells[0], cells[1], cells[2], cells[3], Fen(cells[4]), Fen(cells[5]), Number(cells[6]), cells[7], Number(cells[8]), Number(cells[9])));

    public IReadOnlyList<SampleStore> Stores { get; } =
        Read("stores.tsv", cells => new SampleStore(cells[0], cells[1], cells[2], cells[3], Number(cells[4])));

    /// <summary>The text of an embedded file of this folder.</summary>
    public static StreamReader Open(string file) =>
        new(typeof(SampleCatalog).Assembly.GetManifestResourceStream($"{typeof(SampleCatalog).Namespace}.{file}")!);

    private static List<T> Read<T>(string file, Func<string[], T> parse)
    {
        using var reader = Open(file);
        reader.ReadLine();
        var rows = new List<T>();
        while (reader.ReadLine() is { } line)
        {
            rows.Add(parse(line.Split('\t')));
        }

        return rows;
    }

    private static int Number(string cell) => int.Parse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static int Fen(string cell) => (int)(decimal.Parse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * 100);
}
